"""What every export is made of: one segmentation, and where its input came from."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.image.limits import check_file, shown_name, unreadable
from usseg.image.preprocess import field_mask
from usseg.image.read import kind_of
from usseg.image.scale_choice import is_by_hand
from usseg.mask.compare import as_dict, compare
from usseg.measure import measure_frame
from usseg.measure.values import Measurements
from usseg.types import Field, Segmentation

UNSAFE = re.compile(r"[^\w. ()+-]")  # a stem becomes names in a zip, which programs unpack
LONGEST_STEM = 100  # characters; file systems take names of 255 bytes


class NotApplicableError(InputError):
    """One format cannot hold this segmentation; the message says why."""


@dataclass(frozen=True)
class Export:
    """One segmentation on its way out.

    Attributes:
        segmentation: What is exported; its mask is the corrected one if it was corrected.
        stem: Name of the files, without folder and suffix, safe to write anywhere.
        source: The input file, or None for an array.
        source_sha256: Digest of that file's bytes, or None without one.
        settings: What was set by hand, as `settings_by_hand` returns it: needed to repeat the mask.
        blank_outside: Whether pictures show nothing outside the field, where names may stand.
    """

    segmentation: Segmentation
    stem: str
    source: Path | None
    source_sha256: str | None
    settings: dict[str, Any]
    blank_outside: bool

    @cached_property
    def measurements(self) -> Measurements:
        """Everything measured in the mask, once for all the files that hold it."""
        segmentation = self.segmentation
        inside = field_mask(segmentation.field, segmentation.mask.shape)
        model = segmentation.release.model
        return measure_frame(segmentation.mask, segmentation.frame, inside, model)

    @cached_property
    def comparison(self) -> dict[str, Any]:
        """Scores and confusion table against the truth, as the report names them; empty without one."""
        made = self.segmentation
        if made.truth is None:
            return {}
        return as_dict(compare(made.truth, made.mask, made.release.model, made.frame.spacing_mm))


def make_export(
    segmentation: Segmentation,
    source: Path | None,
    stem: str,
    settings: dict[str, Any] | None = None,
    blank_outside: bool | None = None,
) -> Export:
    """Gather what the exports of one segmentation need.

    Args:
        segmentation: A segmented frame.
        source: The file it came from, or None for an array.
        stem: Name of the files; letters that could lead out of a folder become "_".
        settings: What `settings_by_hand` returned; None: the frame's spacing, if a
            person gave or chose it, and the field, if a person drew it.
        blank_outside: Whether pictures are blanked outside the field; None: for DICOM only,
            since scanners write names there.

    Raises:
        InputError: The source is no longer there or cannot be read.
    """
    if settings is None:
        frame = segmentation.frame
        settings = settings_by_hand(
            frame.spacing_mm if is_by_hand(frame) else None,
            segmentation.field if segmentation.field_by_hand else None,
        )
    if blank_outside is None:
        blank_outside = source is not None and kind_of(source, shown_name(source)) == "DICOM"
    digest = None if source is None else file_sha256(source)
    return Export(segmentation, safe_stem(stem), source, digest, settings, blank_outside)


def settings_by_hand(
    spacing_mm: tuple[float, float] | None = None, field: Field | None = None
) -> dict[str, Any]:
    """Return what a person set, JSON-able; None where the program was left to find it.

    Args:
        spacing_mm: Pixel size (row, col) in mm, if it was given.
        field: Outline of the field of view, if it was given.

    >>> settings_by_hand((0.1, 0.2))
    {'spacing_mm': [0.1, 0.2], 'field': None}
    """
    return {
        "spacing_mm": None if spacing_mm is None else [float(side) for side in spacing_mm],
        "field": None if field is None else field_as_dict(field),
    }


def field_as_dict(field: Field) -> dict[str, Any]:
    """Return a field as JSON says it; the outline's numbers keep every digit."""
    return {"kind": field.kind, "outline": field.outline.astype(float).tolist()}


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        InputError: It is missing, no regular file, or cannot be read.
    """
    check_file(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise unreadable(shown_name(path)) from None


def safe_stem(stem: str) -> str:
    """Return a name that stays inside the folder it is unpacked to, on every system.

    >>> safe_stem("../calf 03\\\\left"), safe_stem("=1+1"), safe_stem("...")
    ('_calf 03_left', '_1+1', 'image')
    """
    kept = UNSAFE.sub("_", stem).lstrip(". -+").rstrip(". ")
    return kept[:LONGEST_STEM].rstrip(". ") or "image"
