""".seg.nrrd: ITK reads the voxels, and the reader that Slicer's makers publish reads the segments."""

import numpy as np
import pytest
import SimpleITK
import slicerio
from export_makers import SPACING_MM, label_map
from pydicom.sr.codedict import codes

from usseg.export.labels import CODES
from usseg.export.nrrd import encode_seg_nrrd
from usseg.tissues import tissues_of


@pytest.fixture
def written(tmp_path):
    """Write a mask and return the file's path as text."""

    def write(mask, model="multiclass", spacing_mm=SPACING_MM, source="typed") -> str:
        path = tmp_path / "mask.seg.nrrd"
        path.write_bytes(encode_seg_nrrd(mask, model, spacing_mm, source))
        return str(path)

    return write


@pytest.mark.parametrize(("model", "highest"), [("multiclass", 7), ("binary", 1)])
def test_another_library_reads_the_same_labels(written, model, highest):
    mask = label_map(highest)
    image = SimpleITK.ReadImage(written(mask, model))
    np.testing.assert_array_equal(SimpleITK.GetArrayFromImage(image), mask[None])


def test_rows_run_with_depth_and_each_axis_has_its_own_spacing(written):
    image = SimpleITK.ReadImage(written(label_map()))
    assert image.GetSize() == (60, 40, 1)
    assert image.GetSpacing() == pytest.approx((0.25, 0.1, 1.0))
    assert image.TransformIndexToPhysicalPoint((4, 30, 0)) == pytest.approx((1.0, 3.0, 0.0))
    assert image.GetMetaData("NRRD_space") == "left-posterior-superior"


@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_slicer_finds_every_tissue_by_name_label_and_colour(written, model):
    segments = slicerio.read_segmentation(written(label_map(1), model))["segments"]
    found = [(segment["name"], segment["labelValue"]) for segment in segments]
    assert found == [(tissue.name, tissue.label) for tissue in tissues_of(model)[1:]]
    for segment, tissue in zip(segments, tissues_of(model)[1:], strict=True):
        assert np.array(segment["color"]) * 255 == pytest.approx(tissue.colour, abs=0.001)
    assert len({segment["id"] for segment in segments}) == len(segments)


def test_slicer_would_not_crop_the_frame(written):
    # It cuts all segments of a layer to the extent of the first one.
    read = slicerio.read_segmentation(written(label_map()))
    assert read["referenceImageExtentOffset"] == [0, 0, 0]
    for segment in read["segments"]:
        assert segment["extent"] == [0, 59, 0, 39, 0, 0]
        assert segment["layer"] == 0


def test_slicer_is_told_that_the_file_holds_a_labelmap(written):
    read = slicerio.read_segmentation(written(label_map()))
    assert read["masterRepresentation"] == "Binary labelmap"
    assert read["Segmentation_SourceRepresentation"] == "Binary labelmap"
    assert read["containedRepresentationNames"] == ["Binary labelmap"]


def test_every_segment_has_its_code(written):
    read = slicerio.read_segmentation(written(label_map()))
    for segment in read["segments"]:
        category, kind = CODES[segment["name"]]
        said = segment["terminology"]
        assert said["contextName"] == "Segmentation category and type - DICOM master list"
        assert said["category"] == ["SCT", category.value, category.meaning]
        assert said["type"] == ["SCT", kind.value, kind.meaning]


@pytest.mark.parametrize(
    ("tissue", "concept"),
    [
        ("skin", codes.SCT.Skin),
        ("fat", codes.SCT.AdiposeTissue),
        ("muscle", codes.SCT.SkeletalMuscle),
        ("fascia", codes.SCT.FascialLayer),
        ("tendon", codes.SCT.Tendon),
        ("ligament", codes.SCT.Ligament),
        ("bone", codes.SCT.BoneTissue),
    ],
)
def test_codes_are_those_of_dicoms_dictionary(tissue, concept):
    category, kind = CODES[tissue]
    assert (kind.value, kind.meaning) == (concept.value, concept.meaning)
    expected = codes.SCT.AnatomicalStructure if tissue == "fascia" else codes.SCT.Tissue
    assert (category.value, category.meaning) == (expected.value, expected.meaning)


def test_every_tissue_has_a_code():
    assert set(CODES) == {tissue.name for tissue in tissues_of("multiclass")[1:]}


def test_a_known_spacing_is_in_millimetres_and_names_its_source(written):
    read = slicerio.read_segmentation(written(label_map(), source="two clicks\nµ"))
    assert read["space units"] == ["mm", "mm", "mm"]
    assert read["usseg_spacing_source"] == "two clicks ?"


def test_an_unknown_spacing_has_no_unit(written):
    read = slicerio.read_segmentation(written(label_map(), spacing_mm=None, source="unknown"))
    assert "space units" not in read
    assert read["usseg_spacing_source"] == "unknown"
    assert np.diag(read["ijkToLPS"]).tolist() == [1, 1, 1, 1]


def test_an_empty_mask_keeps_its_segments(written):
    read = slicerio.read_segmentation(written(label_map(0)))
    assert len(read["segments"]) == 7
    assert not read["voxels"].any()


def test_the_file_does_not_tell_when_it_was_written():
    file = encode_seg_nrrd(label_map(), "multiclass", SPACING_MM)
    header = file.partition(b"\n\n")[0]
    assert b"\n# on " not in header
    assert b"GMT" not in header
    assert file == encode_seg_nrrd(label_map(), "multiclass", SPACING_MM)
