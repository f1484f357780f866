"""File to sweep: the only door through which frames of a volume enter."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import check_file, shown_name
from usseg.image.read import TYPED, kind_of
from usseg.image.spacing import check_spacing
from usseg.volume.itk_header import itk_kind
from usseg.volume.linear import linear
from usseg.volume.pose_table import read_freehand, read_turns
from usseg.volume.read_dicom import read_dicom_frames
from usseg.volume.read_itk import read_itk
from usseg.volume.read_tiff import read_tiff_pages
from usseg.volume.read_tracked import is_tracked, read_tracked
from usseg.volume.sweep import FREEHAND, ROTATIONAL, Pictures, Sweep


@dataclass(frozen=True)
class Given:
    """What a person says about a file.

    Attributes:
        spacing_mm: Pixel size (row, col) in mm; None takes what the file says.
        slice_mm: Distance of neighbouring frames of a linear sweep; None takes what the file says.
        poses: Table of a pose per frame of a sweep by hand, see `docs/volumes.md`.
        turns: Table of angle and centre per frame of turns around a limb.
    """

    spacing_mm: tuple[float, float] | None = None
    slice_mm: float | None = None
    poses: Path | None = None
    turns: Path | None = None


def read_sweep(path: str | Path, given: Given = Given()) -> Sweep:
    """Read the frames of one limb and where each of them lay.

    Args:
        path: NIfTI, NRRD, MetaImage (.mha), multi-page TIFF or multi-frame DICOM. Its content decides.
        given: What the file does not say, or says wrongly.

    Raises:
        InputError: File or tables cannot be used, or scale or place of the frames is unknown.
    """
    path = Path(path)
    name = shown_name(path)
    if given.poses is not None and given.turns is not None:
        raise InputError("Give poses of a sweep by hand or turns around a limb, not both.")
    pictures = with_spacing(read_pictures(path, name), given, name)
    spacing_mm = pictures.spacing_mm
    if spacing_mm is None:
        raise InputError(
            f"{name} does not say how large its pixels are, and a volume cannot be measured without. "
            "Give the height and width of a pixel in mm."
        )
    count = len(pictures.pixels)
    if given.poses is not None:
        return placed(pictures, read_freehand(given.poses, count, spacing_mm), FREEHAND)
    if given.turns is not None:
        return placed(pictures, read_turns(given.turns, count, spacing_mm), ROTATIONAL)
    if pictures.poses is not None:
        return placed(pictures, pictures.poses, FREEHAND)
    return linear(pictures, spacing_mm, given.slice_mm, name)


def read_pictures(path: Path, name: str) -> Pictures:
    """Read the frames of a file, by its content.

    Raises:
        InputError: It is none of the formats, or cannot be read.
    """
    check_file(path)
    kind = itk_kind(path)
    if kind is not None:
        return read_tracked(path, name) if is_tracked(path, kind) else read_itk(path, kind, name)
    try:
        kind = kind_of(path, name)
    except InputError:
        kind = ""
    if kind == "TIFF":
        return read_tiff_pages(path, name)
    if kind == "DICOM":
        return read_dicom_frames(path, name)
    raise InputError(
        f"{name} is no sweep that can be read: by its content it is none of NIfTI, NRRD, MetaImage, "
        "TIFF or DICOM. Export the frames as one of these."
    )


def with_spacing(pictures: Pictures, given: Given, name: str) -> Pictures:
    """Let a typed pixel size replace that of the file.

    Raises:
        InputError: It is no size of a pixel, or the file's own poses include the scale.
    """
    if given.spacing_mm is None:
        return pictures
    typed = check_spacing(given.spacing_mm)
    if pictures.poses is not None and given.poses is None and given.turns is None:
        raise InputError(
            f"The transforms of {name} take pixels to mm and so include the pixel size. Leave the "
            "spacing out."
        )
    return replace(pictures, spacing_mm=typed, spacing_source=TYPED)


def placed(pictures: Pictures, poses: np.ndarray, kind: str) -> Sweep:
    """Return frames with a pose each as a sweep."""
    assert_spacing = pictures.spacing_mm or (1.0, 1.0)
    source = pictures.spacing_source
    return Sweep(
        pictures.pixels,
        pictures.white,
        assert_spacing,
        source,
        poses,
        kind,
        None,
        pictures.warnings,
    )
