"""Read a ground truth from NRRD: a segmentation of 3D Slicer (`.seg.nrrd`) or a plain label map."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import decoding, shown_name
from usseg.image.tissue_names import tissues_by_name
from usseg.image.truth_volume import LabelMap, check_volume, gunzip, plane_of, whole_numbers

ELSEWHERE = ("data file", "datafile")
SKIPS = ("line skip", "lineskip", "byte skip", "byteskip")
MOST_SEGMENTS = 100  # and layers
MOST_HEADER_BYTES = 2**16
HEADER_END = re.compile(rb"\r?\n\r?\n")
WIDEST = np.dtype(np.int64)  # of the types a voxel may have
SEGMENT_NAME = re.compile(r"Segment(\d{1,4})_Name")
LAYERS_FIRST = ("list", "vector")  # kinds of a first axis that counts layers, not columns


class Segment(NamedTuple):
    """One segment: what it is called, and the voxels it owns."""

    name: str
    layer: int
    value: int


def check_header(header: dict[str, Any], name: str) -> None:
    """Refuse a header that points to another file or hides where its voxels begin.

    Raises:
        InputError: It does.
    """
    if any(key in header for key in ELSEWHERE):
        raise InputError(
            f"{name} keeps its voxels in another file, which is not read. Save it as one file, "
            f".seg.nrrd or .nrrd."
        )
    if any(key in header for key in SKIPS) or header["encoding"] not in ("raw", "gzip", "gz"):
        raise InputError(
            f"{name} is an NRRD file of a kind that is not read. Expected: encoding raw or gzip, and "
            f"voxels that follow the header. Save it from 3D Slicer as .seg.nrrd."
        )


def voxels_of(content: bytes, name: str) -> tuple[dict[str, Any], np.ndarray]:
    """Return the header, and the voxels with the file's first axis first.

    Raises:
        InputError: It is too large, points elsewhere, or holds no numbers.
        ValueError, LookupError, nrrd.NRRDError: It is damaged.
    """
    import nrrd

    if not HEADER_END.search(content[:MOST_HEADER_BYTES]):
        raise ValueError("The header has no end.")
    file = BytesIO(content)
    header = nrrd.read_header(file)
    check_header(header, name)
    check_volume(header["sizes"], WIDEST, name)
    if header["encoding"] != "raw":  # the library would unpack a bomb
        file = BytesIO(gunzip(file.read(), name))
        header["encoding"] = "raw"
    return header, nrrd.read_data(header, file)


def segments_of(header: dict[str, Any], layers: int, name: str) -> list[Segment]:
    """List the segments that 3D Slicer describes in a header, in its own order.

    Before version 4.11 it wrote one layer per segment and neither `LabelValue` nor `Layer`.

    Raises:
        InputError: There are too many.
    """
    numbers = sorted(int(match[1]) for key in header if (match := SEGMENT_NAME.fullmatch(key)))
    if len(numbers) > MOST_SEGMENTS:
        raise InputError(
            f"{name} holds {len(numbers)} segments; at most {MOST_SEGMENTS} are accepted. "
            f"Keep one per tissue."
        )
    return [
        Segment(
            header[f"Segment{number}_Name"],
            int(header.get(f"Segment{number}_Layer", number if layers > 1 else 0)),
            int(header.get(f"Segment{number}_LabelValue", 1)),
        )
        for number in numbers
    ]


def paint_segments(planes: list[np.ndarray], segments: list[Segment], name: str) -> np.ndarray:
    """Give every segment its tissue's label; where layers overlap the later segment counts.

    Raises:
        InputError: A segment's name is no tissue, or voxels belong to no segment or to two.
    """
    labels_by_name = tissues_by_name([segment.name for segment in segments], name)
    owned = {(segment.layer, segment.value) for segment in segments}
    for layer, plane in enumerate(planes):
        stray = (
            {int(value) for value in np.unique(plane)}
            - {0}
            - {value for where, value in owned if where == layer}
        )
        if stray or len(owned) < len(segments):
            raise InputError(
                f"{name} holds voxels that belong to no segment or to two of them, so their tissue is "
                f"unclear. Every value has to be that of one segment. Save it again from 3D Slicer."
            )
    labels = np.zeros(planes[0].shape, dtype=np.uint8)
    for segment in segments:
        labels[planes[segment.layer] == segment.value] = labels_by_name[segment.name]
    return labels


def read_nrrd(path: Path, shape: tuple[int, int]) -> LabelMap:
    """Read a segmentation of 3D Slicer by its segments' names, or a plain label map by its values.

    Voxel [x, y] is column x, row y, as for NIfTI; the orientation in the header is not applied.

    Args:
        path: .seg.nrrd or .nrrd, voxels in the same file.
        shape: (rows, cols) of the image.

    Raises:
        InputError: It is damaged, too large, more than one slice, or of unclear tissues.
    """
    from nrrd import NRRDError

    name = shown_name(path)
    with decoding("NRRD", name, NRRDError):
        header, voxels = voxels_of(path.read_bytes(), name)
        layered = header.get("kinds", [""])[0] in LAYERS_FIRST
        layers = list(voxels[: MOST_SEGMENTS + 1]) if layered else [voxels]
        planes = [whole_numbers(plane_of(layer, shape, name)) for layer in layers]
        segments = segments_of(header, len(planes), name)
        if segments:
            return LabelMap(paint_segments(planes, segments, name), named=True)
        if len(planes) > 1:
            raise InputError(f"{name} has layers but names no segments. Save it as .seg.nrrd.")
        return LabelMap(planes[0], named=False)
