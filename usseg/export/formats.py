"""The one table of formats: what a segmentation can be exported as."""

from collections.abc import Callable
from dataclasses import dataclass

from usseg.errors import InputError
from usseg.export.bundle import Export, NotApplicableError
from usseg.export.coco import encode_coco
from usseg.export.dicom_seg import encode_dicom_seg
from usseg.export.geojson import encode_geojson
from usseg.export.html import encode_html
from usseg.export.manifest import encode_manifest
from usseg.export.nifti import encode_colour_table, encode_nifti
from usseg.export.nrrd import encode_seg_nrrd
from usseg.export.pictures import encode_index_png, encode_overlay_png, encode_palette_png
from usseg.export.sheets import encode_csv, encode_profile_csv, encode_xlsx
from usseg.export.table import encode_measurements
from usseg.export.training_pair import encode_training_pair


@dataclass(frozen=True)
class Format:
    """One kind of file.

    Attributes:
        about: What is in it and what opens it, in a line.
        encode: Makes the file; raises NotApplicableError where it cannot hold the segmentation.
    """

    about: str
    encode: Callable[[Export], bytes]


def nifti(export: Export) -> bytes:
    """Return the mask as a volume of one slice."""
    frame, model = export.segmentation.frame, export.segmentation.release.model
    return encode_nifti(export.segmentation.mask, model, frame.spacing_mm, frame.spacing_source)


def seg_nrrd(export: Export) -> bytes:
    """Return the mask as a segmentation of 3D Slicer."""
    frame, model = export.segmentation.frame, export.segmentation.release.model
    return encode_seg_nrrd(export.segmentation.mask, model, frame.spacing_mm, frame.spacing_source)


def colour_table(export: Export) -> bytes:
    """Return names and colours of the labels for a program that opens the volume."""
    return encode_colour_table(export.segmentation.release.model)


def dicom_seg(export: Export) -> bytes:
    """Return the mask as a DICOM segmentation of the DICOM file it was made from."""
    return encode_dicom_seg(export.source, export.segmentation)


def training_pair(export: Export) -> bytes:
    """Return image and mask as a training pair, where a person corrected the mask.

    Raises:
        NotApplicableError: Nobody did: a network must not be trained on its own guesses.
    """
    if not export.segmentation.edited_pixels:
        raise NotApplicableError("The mask was not corrected by hand, so nothing is to be learnt.")
    return encode_training_pair(export.segmentation, export.stem)


FORMATS = {
    ".mask.png": Format("label values of the mask, at the input's own size", encode_index_png),
    ".palette.png": Format("the same with a palette, to look at", encode_palette_png),
    ".overlay.png": Format("tissues over the input, to look at", encode_overlay_png),
    ".geojson": Format("contours in pixels, for QuPath, QGIS or shapely", encode_geojson),
    ".coco.json": Format("contours in pixels, for annotation tools and pycocotools", encode_coco),
    ".csv": Format("measurements, one quantity a row", encode_csv),
    ".profile.csv": Format("thickness along depth, one image column a row", encode_profile_csv),
    ".measurements.json": Format("measurements, for programs", encode_measurements),
    ".xlsx": Format("measurements and profiles as a spreadsheet", encode_xlsx),
    ".nii.gz": Format("the mask as a volume, for ITK-SNAP, FSL or 3D Slicer", nifti),
    ".ctbl": Format("names and colours for the volume, for 3D Slicer", colour_table),
    ".seg.nrrd": Format("the mask as a segmentation, for 3D Slicer", seg_nrrd),
    ".seg.dcm": Format("the mask as a DICOM segmentation of the DICOM input", dicom_seg),
    ".pair.zip": Format("the corrected mask and its image as a training pair", training_pair),
    ".html": Format("a report with pictures, for a browser or a printer", encode_html),
    "manifest.json": Format(
        "what made the mask; `python -m usseg reproduce manifest.json FILE` makes it again",
        encode_manifest,
    ),
}


def file_name(export: Export, suffix: str) -> str:
    """Return the name of one export; a suffix without a dot in front is a name by itself."""
    return f"{export.stem}{suffix}" if suffix.startswith(".") else suffix


def encode(export: Export, suffix: str) -> bytes:
    """Return the file of one format.

    Raises:
        InputError: There is no such format.
        NotApplicableError: This segmentation has no such file; the message says why.
    """
    if suffix not in FORMATS:
        raise InputError(
            f"There is no export format {str(suffix)[:20]!r}. Choose one of: {', '.join(FORMATS)}."
        )
    return FORMATS[suffix].encode(export)
