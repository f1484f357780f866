"""The mask as NIfTI-1, for 3D Slicer, ITK-SNAP, FSL and every program that reads volumes."""

import gzip
import json

import numpy as np

from usseg.export.labels import check_labels, segments_of
from usseg.tissues import tissues_of

SLICE_MM = 1.0  # nominal: a frame has no thickness, but a volume needs one
COMMENT = 6  # code of a NIfTI extension that holds plain text
ALIGNED = 2  # NIFTI_XFORM_ALIGNED_ANAT: a frame of its own, not the scanner's
NO_SCALE = "spacing unknown: 1 pixel drawn as 1 unit"


def affine_of(spacing_mm: tuple[float, float] | None) -> np.ndarray:
    """Return the affine (4, 4) from voxel (col, row, slice) to NIfTI's (right, anterior, superior).

    Columns run to the patient's left and rows, which run with depth, to the back: that is how an
    upright picture lies in the axial view of a program that shows volumes. It says nothing about
    the patient: a free-hand probe has no known position. Without a scale, steps are 1.
    """
    row_mm, col_mm = spacing_mm or (1.0, 1.0)
    return np.diag([-col_mm, -row_mm, SLICE_MM, 1.0])


def encode_nifti(
    mask: np.ndarray,
    model: str,
    spacing_mm: tuple[float, float] | None,
    spacing_source: str = "unknown",
) -> bytes:
    """Encode a mask as a compressed NIfTI-1 file (.nii.gz) of one slice.

    Voxels are uint8 label values in the order (cols, rows, 1). The label names, the scale and its
    source are JSON text in a header extension of code 6.

    Args:
        mask: Label map, uint8, shape (rows, cols).
        model: "binary" or "multiclass": what the labels mean.
        spacing_mm: Pixel size (row, col) in mm, or None: then the unit is unknown and steps are 1.
        spacing_source: Where the scale came from, in words.

    Raises:
        InputError: The array is no label map of that model.

    Source:
        NIfTI-1 header: https://nifti.nimh.nih.gov/nifti-1/
    """
    import nibabel

    check_labels(mask, model)
    affine = affine_of(spacing_mm)
    image = nibabel.Nifti1Image(np.ascontiguousarray(mask.T[:, :, None]), affine)
    image.set_qform(affine, code=ALIGNED)
    image.set_sform(affine, code=ALIGNED)
    image.header.set_xyzt_units("unknown" if spacing_mm is None else "mm")
    image.header.set_intent("label", name="usseg labels")
    image.header["descrip"] = NO_SCALE if spacing_mm is None else "spacing in mm; slice nominal"
    about = {
        "model": model,
        "labels": {str(tissue.label): tissue.name for tissue in tissues_of(model)},
        "spacing_mm": None if spacing_mm is None else list(spacing_mm),
        "spacing_source": spacing_source,
    }
    text = json.dumps(about).encode()
    image.header.extensions.append(nibabel.nifti1.Nifti1Extension(COMMENT, text))
    return gzip.compress(image.to_bytes(), compresslevel=6, mtime=0)  # same mask, same bytes


def encode_colour_table(model: str) -> bytes:
    """Encode names and colours of the labels as a colour table (.ctbl) of 3D Slicer.

    NIfTI has no place for colours: load this file beside it.

    >>> print(encode_colour_table("binary").decode(), end="")
    # Color table file of usseg: label name red green blue opacity
    0 background 0 0 0 0
    1 fat 240 228 66 255
    """
    lines = ["# Color table file of usseg: label name red green blue opacity"]
    lines.append("0 background 0 0 0 0")
    for tissue in segments_of(model):
        red, green, blue = tissue.colour
        lines.append(f"{tissue.label} {tissue.name} {red} {green} {blue} 255")
    return ("\n".join(lines) + "\n").encode()
