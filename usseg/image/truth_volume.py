"""A ground truth that other programs keep as a volume of one slice: size, number type, axis order."""

import math
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import MAX_PIXELS

MOST_BYTES = (
    MAX_PIXELS * 8 + 2**16
)  # of voxels and header: eight bytes per pixel of the largest frame
GZIP = 16 + zlib.MAX_WBITS


class LabelMap(NamedTuple):
    """What a truth file says.

    Attributes:
        labels: Integers, shape (rows, cols).
        named: Names or colours gave the labels, which are then those of the multiclass model; else
            they are the numbers that the file holds.
    """

    labels: np.ndarray
    named: bool


def gunzip(content: bytes, name: str) -> bytes:
    """Unpack a gzip stream without trusting how much it will unpack to.

    Only its first member counts: programs that write images write one, and millions of empty ones
    would keep the reader busy.

    Raises:
        InputError: It unpacks to more than any label map of an image needs.
        ValueError: It is cut off.
        zlib.error: It is damaged.
    """
    packer = zlib.decompressobj(GZIP)
    unpacked = packer.decompress(content, MOST_BYTES + 1)
    if len(unpacked) > MOST_BYTES:
        raise InputError(
            f"{name} unpacks to more than {MOST_BYTES // 2**20} MB; a label map of one image is "
            f"smaller. Export the one slice that belongs to the image."
        )
    if not packer.eof:
        raise ValueError("The gzip stream is cut off.")
    return unpacked


def check_volume(sides: Sequence[int], dtype: np.dtype, name: str) -> None:
    """Refuse a volume by its header, before any voxel is read.

    Args:
        sides: Number of voxels along each axis.
        dtype: Their type.
        name: What messages call the file.

    Raises:
        InputError: The voxels are no plain numbers, or there are too many or none.
    """
    if dtype.kind not in "biuf":
        raise InputError(
            f"{name} holds no plain numbers but {dtype}. A label map of whole numbers was expected. "
            f"Export the segmentation, not the picture."
        )
    voxels = math.prod(int(side) for side in sides)
    if min(sides, default=0) < 1 or voxels * dtype.itemsize > MOST_BYTES:
        raise InputError(
            f"{name} claims {' x '.join(str(int(side)) for side in sides[:7])} voxels; one slice of at "
            f"most {MAX_PIXELS // 10**6} megapixels was expected. Export the slice of the image alone."
        )


def plane_of(volume: np.ndarray, shape: tuple[int, int], name: str) -> np.ndarray:
    """Return the one slice of a volume as an image has it.

    These formats count columns first: voxel [x, y] is column x, row y. Some programs store rows
    first nevertheless, which shows where only that order fits the image; a square cannot show it.

    Args:
        volume: Voxels with the file's own axis order, first axis first; axes of length 1 are dropped.
        shape: (rows, cols) of the image.
        name: What messages call the file.

    Returns:
        Shape (rows, cols) of the file, which may differ from `shape`.

    Raises:
        InputError: It holds more than one slice.

    >>> plane_of(np.zeros((640, 480, 1)), (480, 640), "calf.nii").shape
    (480, 640)
    """
    sides = [side for side in volume.shape if side > 1]
    if len(sides) != 2:
        raise InputError(
            f"{name} has {' x '.join(map(str, volume.shape))} voxels, which is not one slice. "
            f"Export the slice that belongs to the image."
        )
    plane = volume.reshape(sides)
    rows_first = plane.shape == tuple(shape) and shape[0] != shape[1]
    return plane if rows_first else plane.T


def whole_numbers(voxels: np.ndarray) -> np.ndarray:
    """Return floats as integers where all are whole, as programs that scale voxels write them.

    >>> whole_numbers(np.array([0.0, 3.0])).tolist(), whole_numbers(np.array([0.5])).tolist()
    ([0, 3], [0.5])
    """
    if voxels.dtype.kind != "f":
        return voxels
    fits = np.isfinite(voxels) & (np.abs(voxels) < 2**31)
    if not fits.all() or (voxels != np.rint(voxels)).any():
        return voxels
    return voxels.astype(np.int32)
