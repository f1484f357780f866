"""DICOM-SEG: pydicom and highdicom find the mask, the codes and the source; the header stays behind."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import highdicom
import numpy as np
import pytest
from dicom_makers import PLACE, rle, source, written
from export_makers import SPACING_MM, label_map, segmentation_of
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import SegmentationStorage

from usseg.export.dicom_seg import encode_dicom_seg
from usseg.export.labels import CODES
from usseg.tissues import tissues_of

SHIPPED = ["examples_rgb_color.dcm", "examples_jpeg2k.dcm", "examples_palette.dcm"]
SHIPPED += ["examples_ybr_color.dcm"]  # 30 frames of baseline JPEG
SOURCES = {
    "one frame": lambda: source(),
    "three frames": lambda: source(3),
    "RLE": lambda: rle(source()),
    "RLE, three frames": lambda: rle(source(3)),
    "with a place": lambda: source(**PLACE),
    "three frames with a place": lambda: source(3, **PLACE),
}


def encoded(path, spacing_mm=None, **changes):
    return dcmread(io.BytesIO(encode_dicom_seg(path, segmentation_of(path, spacing_mm, **changes))))


def labels_of(file) -> np.ndarray:
    """The label map that pydicom's frames and segment numbers amount to."""
    numbers = [
        item.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        for item in file.PerFrameFunctionalGroupsSequence
    ]
    planes = [number * plane for number, plane in zip(numbers, file.pixel_array, strict=True)]
    return np.max(planes, axis=0)


@pytest.fixture(params=SOURCES)
def path(request, tmp_path):
    return written(tmp_path, SOURCES[request.param]())


@pytest.mark.parametrize("spacing_mm", [None, SPACING_MM])
def test_pydicom_reads_the_mask_back(path, spacing_mm):
    file = encoded(path, spacing_mm)
    assert file.SOPClassUID == SegmentationStorage
    assert (file.SegmentationType, file.BitsAllocated, file.SegmentsOverlap) == ("BINARY", 1, "NO")
    np.testing.assert_array_equal(labels_of(file), label_map())


@pytest.mark.parametrize("name", SHIPPED)
def test_highdicom_reads_the_mask_of_a_scanners_file_by_its_source(name, tmp_path):
    path = Path(get_testdata_file(name, download=False))
    original, made = dcmread(path, stop_before_pixels=True), segmentation_of(path)
    (tmp_path / "seg.dcm").write_bytes(encode_dicom_seg(path, made))
    read = highdicom.seg.segread(tmp_path / "seg.dcm")
    number = 1 if original.get("NumberOfFrames") else None
    found = read.get_source_image_uids()
    assert found == [
        (original.StudyInstanceUID, original.SeriesInstanceUID, original.SOPInstanceUID)
    ]
    if number:
        pixels = read.get_pixels_by_source_frame(
            original.SOPInstanceUID, [number], combine_segments=True
        )
    else:
        pixels = read.get_pixels_by_source_instance(
            [original.SOPInstanceUID], combine_segments=True
        )
    np.testing.assert_array_equal(pixels[0], made.mask)


def test_every_reference_names_the_source(path):
    original, file = dcmread(path, stop_before_pixels=True), encoded(path, SPACING_MM)
    assert file.StudyInstanceUID == original.StudyInstanceUID
    assert file.SeriesInstanceUID != original.SeriesInstanceUID
    series = file.ReferencedSeriesSequence[0]
    assert series.SeriesInstanceUID == original.SeriesInstanceUID
    derived = [
        item.DerivationImageSequence[0].SourceImageSequence[0]
        for item in file.PerFrameFunctionalGroupsSequence
    ]
    images = [*file.SourceImageSequence, *derived]
    for item in (*images, *series.ReferencedInstanceSequence):
        assert item.ReferencedSOPInstanceUID == original.SOPInstanceUID
        assert item.ReferencedSOPClassUID == original.SOPClassUID
    first = 1 if "NumberOfFrames" in original else None
    assert {item.get("ReferencedFrameNumber") for item in images} == {first}
    assert "ReferencedFrameNumber" not in series.ReferencedInstanceSequence[0]


@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_every_tissue_is_a_coded_segment_with_its_label_as_number(tmp_path, model):
    path = written(tmp_path, source())
    made = segmentation_of(path, model=model)
    file = dcmread(io.BytesIO(encode_dicom_seg(path, made)))
    tissues = tissues_of(model)[1:]
    found = [(item.SegmentNumber, item.SegmentLabel) for item in file.SegmentSequence]
    assert found == [(tissue.label, tissue.name) for tissue in tissues]
    for item, tissue in zip(file.SegmentSequence, tissues, strict=True):
        category = item.SegmentedPropertyCategoryCodeSequence[0]
        kind = item.SegmentedPropertyTypeCodeSequence[0]
        assert {category.CodingSchemeDesignator, kind.CodingSchemeDesignator} == {"SCT"}
        assert (category.CodeValue, kind.CodeValue) == tuple(
            code.value for code in CODES[tissue.name]
        )
        lab = highdicom.color.CIELabColor.from_dicom_value(item.RecommendedDisplayCIELabValue)
        assert lab.to_rgb() == pytest.approx(tissue.colour, abs=2)


def test_the_model_is_the_algorithm(tmp_path):
    file = encoded(written(tmp_path, source()))
    segment = file.SegmentSequence[0]
    identity = segment.SegmentationAlgorithmIdentificationSequence[0]
    assert (identity.AlgorithmName, identity.AlgorithmVersion) == ("usseg multiclass", "9.8.7")
    assert "ab" * 32 in identity.AlgorithmParameters
    assert segment.SegmentAlgorithmType == "AUTOMATIC"
    assert file.ContentDescription == "as predicted"


def test_a_corrected_mask_says_so(tmp_path):
    file = encoded(written(tmp_path, source()), edited_pixels=12)
    assert {item.SegmentAlgorithmType for item in file.SegmentSequence} == {"SEMIAUTOMATIC"}
    assert file.ContentDescription == "12 pixels corrected by hand"


@pytest.mark.skipif(
    not shutil.which("dciodvfy") and os.environ.get("CI") != "true",
    reason="Debian: apt install dicom3tools",
)  # in continuous integration it must be there
@pytest.mark.parametrize("spacing_mm", [None, SPACING_MM])
def test_dciodvfy_finds_no_error(path, spacing_mm, tmp_path):
    (tmp_path / "seg.dcm").write_bytes(encode_dicom_seg(path, segmentation_of(path, spacing_mm)))
    command = ["dciodvfy", "-new", tmp_path / "seg.dcm"]
    said = subprocess.run(command, capture_output=True, text=True).stderr
    assert "Segmentation" in said
    assert "Error" not in said
