"""DICOM-SEG: scale, coordinates and refusals; empty where the header would name a patient."""

import io
from pathlib import Path

import numpy as np
import pytest
from dicom_makers import PLACE, source, written
from export_makers import SPACING_MM, bright_frame, segmentation, segmentation_of
from image_makers import region
from PIL import Image
from pydicom import dcmread
from pydicom.data import get_testdata_file

from usseg.errors import InputError
from usseg.export.bundle import NotApplicableError
from usseg.export.dicom_link import LEFT_EMPTY
from usseg.export.dicom_seg import encode_dicom_seg

SHARED = "SharedFunctionalGroupsSequence"


def encoded(path, spacing_mm=None):
    return dcmread(io.BytesIO(encode_dicom_seg(path, segmentation_of(path, spacing_mm))))


def test_a_scale_of_the_file_is_given_in_millimetres(tmp_path):
    data = source(SequenceOfUltrasoundRegions=[region(0.01, 0.025)])  # cm
    shared = encoded(written(tmp_path, data))[SHARED][0]
    assert shared.PixelMeasuresSequence[0].PixelSpacing == pytest.approx([0.1, 0.25])


def test_a_typed_scale_is_given_too(tmp_path):
    shared = encoded(written(tmp_path, source()), (1 / 3, 0.25))[SHARED][0]
    assert shared.PixelMeasuresSequence[0].PixelSpacing == pytest.approx([1 / 3, 0.25])


def test_without_a_scale_no_size_is_given(tmp_path):
    file = encoded(written(tmp_path, source()))
    assert "PixelMeasuresSequence" not in file[SHARED][0]
    assert "PixelSpacing" not in file


def test_coordinates_of_the_patient_are_kept_where_the_source_is_placed(tmp_path):
    file = encoded(written(tmp_path, source(**PLACE)), SPACING_MM)
    assert file.FrameOfReferenceUID == PLACE["FrameOfReferenceUID"]
    orientation = file[SHARED][0].PlaneOrientationSequence[0].ImageOrientationPatient
    assert orientation == PLACE["ImageOrientationPatient"]
    for item in file.PerFrameFunctionalGroupsSequence:
        position = item.PlanePositionSequence[0].ImagePositionPatient
        assert position == PLACE["ImagePositionPatient"]


@pytest.mark.parametrize(
    ("missing", "spacing_mm"),
    [
        ({"ImagePositionPatient": None}, SPACING_MM),
        ({"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]}, SPACING_MM),  # no plane
        ({"ImageOrientationPatient": [9, 0, 0, 0, 9, 0]}, SPACING_MM),
        ({"FrameOfReferenceUID": ""}, SPACING_MM),
        ({}, None),  # no scale
    ],
)
def test_coordinates_are_left_out_where_something_is_missing(tmp_path, missing, spacing_mm):
    file = encoded(written(tmp_path, source(**PLACE | missing)), spacing_mm)
    assert "FrameOfReferenceUID" not in file
    assert "PlaneOrientationSequence" not in file[SHARED][0]


def test_the_patient_is_left_empty(tmp_path):
    data = source(PatientBirthDate="19330117", AccessionNumber="A1", StudyDate="20200202")
    file = encoded(written(tmp_path, data))
    for keyword in LEFT_EMPTY:
        assert keyword in file, keyword
        assert not file[keyword].value, keyword


@pytest.mark.parametrize(("said", "kept"), [("01", "01"), ("00", "00"), (None, "00"), ("X", "00")])
def test_loss_by_compression_is_passed_on(tmp_path, said, kept):
    file = encoded(written(tmp_path, source(LossyImageCompression=said)))
    assert file.LossyImageCompression == kept


def test_each_export_is_an_instance_of_its_own(tmp_path):
    path = written(tmp_path, source())
    first, second = encoded(path), encoded(path)
    assert first.SOPInstanceUID != second.SOPInstanceUID
    assert first.SeriesInstanceUID != second.SeriesInstanceUID


def test_a_file_without_identifiers_is_refused_by_what_it_lacks(tmp_path):
    data = source()
    del data.SeriesInstanceUID
    data.StudyInstanceUID = "Doe^Secret"
    path = written(tmp_path, data)
    made = segmentation_of(path)
    with pytest.raises(
        NotApplicableError, match="lacks a valid StudyInstanceUID and Series"
    ) as hit:
        encode_dicom_seg(path, made)
    assert "Doe" not in str(hit.value)


def test_what_is_no_dicom_file_is_refused(tmp_path):
    Image.fromarray(bright_frame().pixels).save(tmp_path / "scan.png")
    with pytest.raises(NotApplicableError, match=r"scan\.png is no DICOM file"):
        encode_dicom_seg(tmp_path / "scan.png", segmentation())
    with pytest.raises(NotApplicableError, match="The image is no DICOM file"):
        encode_dicom_seg(None, segmentation())


def test_a_missing_or_damaged_source_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match=r"There is no file gone\.dcm"):
        encode_dicom_seg(tmp_path / "gone.dcm", segmentation())
    path = written(tmp_path, source())
    path.write_bytes(path.read_bytes()[:180])
    with pytest.raises(InputError, match=r"source\.dcm"):
        encode_dicom_seg(path, segmentation())


def test_a_mask_of_another_image_is_refused():
    other = get_testdata_file("examples_rgb_color.dcm", download=False)
    with pytest.raises(InputError, match=r"\(40, 60\), but the DICOM file \(240, 320\)"):
        encode_dicom_seg(Path(other), segmentation())


def test_an_empty_mask_still_describes_its_tissues(tmp_path):
    path = written(tmp_path, source())
    empty = segmentation_of(path, mask=np.zeros((40, 60), np.uint8))
    file = dcmread(io.BytesIO(encode_dicom_seg(path, empty)))
    assert len(file.SegmentSequence) == 7
    assert not file.pixel_array.any()
