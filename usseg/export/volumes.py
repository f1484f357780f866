"""The formats of volume viewers and archives, made of an export."""

from usseg.export.bundle import Export
from usseg.export.dicom_seg import encode_dicom_seg
from usseg.export.nifti import encode_colour_table, encode_nifti
from usseg.export.nrrd import encode_seg_nrrd


def nifti_file(export: Export) -> bytes:
    """Return the mask as NIfTI-1, compressed."""
    made = export.segmentation
    scale = made.frame.spacing_mm, made.frame.spacing_source
    return encode_nifti(made.mask, made.release.model, *scale)


def colour_table_file(export: Export) -> bytes:
    """Return names and colours of the labels for 3D Slicer, to be loaded beside the NIfTI file."""
    return encode_colour_table(export.segmentation.release.model)


def seg_nrrd_file(export: Export) -> bytes:
    """Return the mask as a segmentation of 3D Slicer."""
    made = export.segmentation
    scale = made.frame.spacing_mm, made.frame.spacing_source
    return encode_seg_nrrd(made.mask, made.release.model, *scale)


def dicom_seg_file(export: Export) -> bytes:
    """Return the mask as a DICOM segmentation.

    Raises:
        NotApplicableError: The source is no DICOM file, or one without identifiers.
    """
    return encode_dicom_seg(export.source, export.segmentation)
