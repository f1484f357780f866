"""Tie a DICOM segmentation to its source: what highdicom is told of it, and what it wrote then."""

import copy

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, UltrasoundImageStorage
from pydicom.valuerep import DSfloat

from usseg.export.dicom_source import Reference

# Type 2 elements: they have to be there, and may be empty.
LEFT_EMPTY = (
    *("PatientID", "PatientName", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyID"),
    *("StudyDate", "StudyTime", "ReferringPhysicianName"),
)
FIRST_FRAME = 1  # DICOM counts frames from 1
SLICE_MM = 1.0  # nominal: a frame has no thickness, but the standard wants one of what has a place


def stand_in(reference: Reference, spacing_mm: tuple[float, float] | None) -> Dataset:
    """Return a data set that highdicom takes for the source image, made of identifiers only.

    highdicom copies whatever the source says of the patient: here it finds empty elements. It also
    refuses several frames without a place in the patient: here it finds a picture of one frame.
    The coordinates of a patient are named only where position and scale are known too, as the
    standard demands.
    """
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.SOPClassUID, image.SOPInstanceUID = UltrasoundImageStorage, reference.sop_instance
    image.StudyInstanceUID, image.SeriesInstanceUID = reference.study, reference.series
    image.Rows, image.Columns = reference.shape
    image.Modality = "US"
    for keyword in LEFT_EMPTY:
        setattr(image, keyword, "")
    if spacing_mm is not None:
        image.PixelSpacing = [DSfloat(step, auto_format=True) for step in spacing_mm]
        if reference.place is not None:
            image.SliceThickness = SLICE_MM
            image.FrameOfReferenceUID = reference.place.frame_of_reference
            image.ImagePositionPatient = list(reference.place.position)
            image.ImageOrientationPatient = list(reference.place.orientation)
    return image


def refer(segments: Dataset, reference: Reference) -> None:
    """Let what highdicom wrote of the stand-in refer to the source: its class, its first frame."""
    listed = segments.ReferencedSeriesSequence[0].ReferencedInstanceSequence
    for item in listed:
        item.ReferencedSOPClassUID = reference.sop_class
    # highdicom puts one item into both lists, but only this one may name a frame.
    segments.SourceImageSequence = copy.deepcopy(list(listed))
    frames = segments.PerFrameFunctionalGroupsSequence
    derived = [item.DerivationImageSequence[0].SourceImageSequence[0] for item in frames]
    for item in (*segments.SourceImageSequence, *derived):
        item.ReferencedSOPClassUID = reference.sop_class
        if reference.frames > 1:
            item.ReferencedFrameNumber = FIRST_FRAME
    segments.LossyImageCompression = "01" if reference.lossy else "00"
    if "FrameOfReferenceUID" not in segments:
        segments.PatientOrientation = None  # has to be there, and is not known
