"""Volumes in the formats of ITK: NIfTI, NRRD, MetaImage (.mha), with their place in the world."""

import math
from pathlib import Path
from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import check_size, decoding
from usseg.image.spacing import is_spacing
from usseg.volume.grid import Grid, grid_from_itk
from usseg.volume.itk_header import (
    META,
    NIFTI,
    NRRD,
    check_complete,
    header_text,
    says_spacing,
)
from usseg.volume.levels import to_levels
from usseg.volume.sweep import Pictures, check_count

READERS = {NIFTI: "NiftiImageIO", NRRD: "NrrdImageIO", META: "MetaImageIO"}
FLAT, SOLID, LISTED = 2, 3, 4  # dimensions


def open_image(path: Path, kind: str, name: str) -> Any:
    """Return a SimpleITK reader that has read the header of a file.

    Raises:
        InputError: It cannot, or the axes are skewed.
    """
    import SimpleITK

    SimpleITK.ProcessObject_SetGlobalWarningDisplay(False)
    reader = SimpleITK.ImageFileReader()
    reader.SetImageIO(READERS[kind])
    reader.SetFileName(str(path))
    try:
        reader.ReadImageInformation()
    except RuntimeError as error:
        if "orthonormal" not in str(error):
            raise
        raise InputError(
            f"The axes of {name} are skewed. Axes at right angles were expected: resample the volume "
            "to a regular grid."
        ) from None
    return reader


def check_axes(reader: Any, name: str) -> None:
    """Refuse, by the header, what is no volume, or is a list of volumes.

    Raises:
        InputError: It is.
    """
    size = reader.GetSize()
    sides = [side for side in size[FLAT:] if side > 1]
    if len(size) > LISTED or (len(size) == LISTED and len(sides) > 1):
        raise InputError(
            f"{name} holds a series of volumes, {' x '.join(map(str, size))} voxels. One volume was "
            "expected: export it alone."
        )
    slices, rows, cols = size_of(reader)
    check_size(rows, cols, name)
    check_count(slices, rows, cols, name)


def read_itk(path: Path, kind: str, name: str) -> Pictures:
    """Read a volume; its slices lie along its last axis, its rows run with depth.

    Args:
        path: The file.
        kind: As `itk_kind` told it.
        name: What messages call the file.

    Raises:
        InputError: It is damaged, too large, no volume, or has its pixels elsewhere.
    """
    import SimpleITK

    with decoding(kind, name):
        text = header_text(path, kind)
        reader = open_image(path, kind, name)
        check_axes(reader, name)
        check_complete(path, kind, voxel_bytes(reader))
        voxels = SimpleITK.GetArrayFromImage(reader.Execute())
    rows, cols = size_of(reader)[1:]
    colour = voxels.shape[len(reader.GetSize()) :]
    pixels, white, words = to_levels(voxels.reshape(-1, rows, cols, *colour), name)
    grid = grid_of(reader) if says_spacing(kind, text) else None
    usable = grid is not None and all(map(is_spacing, grid.spacing_mm[1:]))
    if grid is None or not usable:
        return Pictures(pixels, white, warnings=words)
    source = f"{kind} header"
    return Pictures(pixels, white, grid.spacing_mm[1:], source, grid, None, words)


def voxel_bytes(reader: Any) -> int:
    """Return how many bytes the voxels of a file take, by its header."""
    import SimpleITK

    kind = SimpleITK.GetPixelIDValueAsString(reader.GetPixelID()).lower()
    sizes = {"8": 1, "16": 2, "32": 4, "64": 8}
    one = next((size for bits, size in sizes.items() if f"{bits}-bit" in kind), 1)
    return math.prod(reader.GetSize()) * reader.GetNumberOfComponents() * one


def size_of(reader: Any) -> tuple[int, int, int]:
    """Return (slices, rows, cols); of four axes, the third and fourth count as one."""
    cols, rows, *others = reader.GetSize()
    return math.prod(others), rows, cols


def grid_of(reader: Any) -> Grid | None:
    """Return the grid that the header of a volume describes; none for a list of frames."""
    dimensions, (slices, rows, cols) = len(reader.GetSize()), size_of(reader)
    if dimensions < SOLID or reader.GetSize()[SOLID - 1] != slices:
        return None
    direction = np.array(reader.GetDirection()).reshape(dimensions, dimensions)[:3, :3]
    spacing, origin = reader.GetSpacing()[:3], reader.GetOrigin()[:3]
    return grid_from_itk((cols, rows, slices), spacing, origin, direction)
