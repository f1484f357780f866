"""Read a ground truth from NIfTI, plain or packed with gzip."""

from pathlib import Path

import numpy as np

from usseg.image.limits import decoding, shown_name
from usseg.image.truth_volume import LabelMap, check_volume, gunzip, plane_of, whole_numbers

GZIP_START = b"\x1f\x8b"
HEADER_SIZES = {348: 1, 540: 2}  # bytes of the header, which every file begins with, to the version


def version_of(content: bytes) -> int | None:
    """Return the NIfTI version whose header begins a file, or None.

    >>> version_of(bytes([92, 1, 0, 0])), version_of(b"NRRD")
    (1, None)
    """
    return HEADER_SIZES.get(int.from_bytes(content[:4], "little")) or HEADER_SIZES.get(
        int.from_bytes(content[:4], "big")
    )


def read_nifti(path: Path, shape: tuple[int, int]) -> LabelMap:
    """Read the label values of a NIfTI file of one slice.

    Voxel [x, y] is column x, row y. The orientation in the header is not applied: an image has no
    patient directions, and what programs write there for one differs between them.

    Args:
        path: .nii or .nii.gz, voxels in the same file.
        shape: (rows, cols) of the image.

    Raises:
        InputError: It is damaged, no NIfTI, too large, or more than one slice.
    """
    import nibabel
    from nibabel.filebasedimages import ImageFileError
    from nibabel.spatialimages import HeaderDataError
    from nibabel.wrapstruct import WrapStructError

    name = shown_name(path)
    with decoding("NIfTI", name, ImageFileError, HeaderDataError, WrapStructError):
        content = path.read_bytes()
        if content.startswith(GZIP_START):
            content = gunzip(content, name)
        kind = {1: nibabel.Nifti1Image, 2: nibabel.Nifti2Image}[version_of(content) or 0]
        image = kind.from_bytes(content)
        check_volume(image.shape, image.get_data_dtype(), name)
        voxels = np.asanyarray(image.dataobj)
        return LabelMap(whole_numbers(plane_of(voxels, shape, name)), named=False)
