"""The mask as a DICOM segmentation that refers to the DICOM image it was made from.

It holds identifiers of its source and no more: no name, no date, no institution.
"""

import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian

import usseg
from usseg.errors import InputError
from usseg.export.dicom_link import refer, stand_in
from usseg.export.dicom_source import read_reference
from usseg.export.labels import CODES, Code, check_labels, segments_of
from usseg.tissues import Tissue
from usseg.types import Segmentation

if TYPE_CHECKING:
    from highdicom.content import AlgorithmIdentificationSequence
    from highdicom.seg import Segmentation as DicomSegmentation
    from highdicom.seg import SegmentDescription
    from pydicom.sr.coding import Code as DicomCode

SERIES_NUMBER = 9000  # far from those that scanners count up

logging.getLogger("highdicom").setLevel(logging.CRITICAL)  # it quotes identifiers of the source


def encode_dicom_seg(source: Path | None, segmentation: Segmentation) -> bytes:
    """Encode a mask as a DICOM segmentation (BINARY; segment numbers are label values).

    Each tissue of the model is a segment with a frame, also where the frame is empty. Every file is a
    new DICOM instance in a series of its own, so that its identifiers and bytes differ each time.

    Args:
        source: The DICOM file that was segmented.
        segmentation: Its first frame and mask.

    Raises:
        NotApplicableError: The source is no DICOM file, or one without valid identifiers.
        InputError: The source is missing, damaged or of another size than the mask.

    Source:
        DICOM PS3.3, section A.51 (Segmentation IOD).
    """
    check_labels(segmentation.mask, segmentation.release.model)
    reference = read_reference(source)
    if reference.shape != segmentation.mask.shape:
        raise InputError(
            f"The mask has (rows, cols) {segmentation.mask.shape}, but the DICOM file "
            f"{reference.shape}. Export the mask together with the file it was made from."
        )
    segments = build(stand_in(reference, segmentation.frame.spacing_mm), segmentation)
    refer(segments, reference)
    buffer = io.BytesIO()
    segments.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def build(image: Dataset, segmentation: Segmentation) -> "DicomSegmentation":
    """Let highdicom make the segmentation of a stand-in for the source image."""
    from highdicom import UID
    from highdicom.seg import Segmentation as DicomSegmentation

    release, edited = segmentation.release, segmentation.edited_pixels
    return DicomSegmentation(
        source_images=[image],
        pixel_array=segmentation.mask,
        segmentation_type="BINARY",
        segment_descriptions=describe_all(segmentation),
        series_instance_uid=UID(),
        series_number=SERIES_NUMBER,
        sop_instance_uid=UID(),
        instance_number=1,
        manufacturer="usseg",
        manufacturer_model_name=release.model,
        software_versions=usseg.__version__,
        device_serial_number=release.sha256,  # the element has to be filled
        transfer_syntax_uid=ExplicitVRLittleEndian,
        content_label="USSEG",
        content_description=f"{edited} pixels corrected by hand" if edited else "as predicted",
        series_description=f"usseg {release.model} {release.version}",
        omit_empty_frames=False,
    )


def describe_all(segmentation: Segmentation) -> "list[SegmentDescription]":
    """Describe every tissue of the model, in label order."""
    identity, edited = identify(segmentation), segmentation.edited_pixels > 0
    tissues = segments_of(segmentation.release.model)
    return [describe(tissue, identity, edited) for tissue in tissues]


def identify(segmentation: Segmentation) -> "AlgorithmIdentificationSequence":
    """Name the weights: model, version and digest."""
    from highdicom import AlgorithmIdentificationSequence
    from pydicom.sr.codedict import codes

    release = segmentation.release
    return AlgorithmIdentificationSequence(
        name=f"usseg {release.model}",
        family=codes.DCM.ArtificialIntelligence,
        version=release.version,
        parameters={"sha256": release.sha256},
    )


def describe(
    tissue: Tissue, identity: "AlgorithmIdentificationSequence", edited: bool
) -> "SegmentDescription":
    """Describe one tissue: number, name, codes, colour, and who drew it."""
    from highdicom.color import CIELabColor
    from highdicom.seg import SegmentDescription

    category, kind = (dicom_code(code) for code in CODES[tissue.name])
    return SegmentDescription(
        segment_number=tissue.label,
        segment_label=tissue.name,
        segmented_property_category=category,
        segmented_property_type=kind,
        algorithm_type="SEMIAUTOMATIC" if edited else "AUTOMATIC",
        algorithm_identification=identity,
        display_color=CIELabColor.from_rgb(*tissue.colour),
    )


def dicom_code(code: Code) -> "DicomCode":
    """Return a code as pydicom has it."""
    from pydicom.sr.coding import Code as DicomCode  # its tables take as long as a page to load

    return DicomCode(code.value, "SCT", code.meaning)
