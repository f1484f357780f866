"""The size of a pixel in DICOM headers: which of several answers is the right one."""

import numpy as np
import pytest
from image_makers import dicom, ramp, region, saved
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from usseg.image.read import read_frame


def spacing(tmp_path, typed=None, **elements):
    return read_frame(saved(dicom(ramp(), **elements), tmp_path / "a.dcm"), spacing_mm=typed)


def test_region_in_cm_becomes_mm_row_first(tmp_path):
    frame = spacing(tmp_path, SequenceOfUltrasoundRegions=[region(0.01, 0.03)])
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))
    assert (frame.spacing_source, frame.warnings) == ("DICOM ultrasound region", ())


def test_a_negative_delta_is_a_direction_not_a_size(tmp_path):
    frame = spacing(tmp_path, SequenceOfUltrasoundRegions=[region(-0.01, 0.03)])
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))


def test_pixel_spacing_is_row_then_col(tmp_path):
    frame = spacing(tmp_path, PixelSpacing=[0.2, 0.4])
    assert (frame.spacing_mm, frame.spacing_source) == ((0.2, 0.4), "DICOM PixelSpacing")


def test_the_region_wins_over_pixel_spacing(tmp_path):
    frame = spacing(tmp_path, PixelSpacing=[9, 9], SequenceOfUltrasoundRegions=[region(0.01, 0.03)])
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))


@pytest.mark.parametrize(
    "changes",
    [
        {"PhysicalUnitsXDirection": 4},  # seconds
        {"PhysicalUnitsYDirection": 7},  # cm per second
        {"RegionSpatialFormat": 2},  # M-mode
        {"RegionDataType": 2},  # colour flow
        {"PhysicalDeltaX": 0.0},
        {"PhysicalDeltaY": float("nan")},
    ],
)
def test_regions_that_are_no_scale_of_tissue_are_not_one(tmp_path, changes):
    regions = [region(0.01, 0.03, **changes)]
    frame = spacing(tmp_path, SequenceOfUltrasoundRegions=regions)
    assert (frame.spacing_mm, frame.spacing_source) == (None, "unknown")


def test_of_several_tissue_regions_the_largest_counts_and_this_is_said(tmp_path):
    small = region(0.5, 0.5, box=(0, 0, 9, 9))
    large = region(0.01, 0.03, box=(10, 0, 39, 59))
    other = region(0.9, 0.9, RegionDataType=10)
    frame = spacing(tmp_path, SequenceOfUltrasoundRegions=[small, large, other])
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))
    assert "several tissue regions; the spacing is that of the largest" in frame.warnings[0]


def test_a_region_larger_than_the_frame_belongs_to_another_picture(tmp_path):
    regions = [region(0.01, 0.03, box=(0, 0, 79, 119))]
    frame = spacing(tmp_path, SequenceOfUltrasoundRegions=regions, PixelSpacing=[0.2, 0.4])
    assert (frame.spacing_mm, frame.spacing_source) == (None, "unknown")
    assert "reaches beyond the frame" in frame.warnings[0]


@pytest.mark.parametrize("stored", [[0, 1], [1], [-1, 1], ["1e300", "1e300"], [1, "1e-300"]])
def test_pixel_spacing_that_is_no_size_is_not_used(tmp_path, stored):
    assert spacing(tmp_path, PixelSpacing=stored).spacing_mm is None


def test_a_header_with_impossible_pixels_is_not_believed_and_this_is_said(tmp_path):
    frame = spacing(tmp_path, PixelSpacing=[1000, 1000])
    assert (frame.spacing_mm, frame.spacing_source) == (None, "unknown")
    assert "not the size of an ultrasound pixel" in frame.warnings[0]


def test_the_size_at_the_detector_is_not_a_scale(tmp_path):
    assert spacing(tmp_path, ImagerPixelSpacing=[0.2, 0.4]).spacing_mm is None


def test_a_typed_spacing_replaces_the_files_and_a_difference_is_said(tmp_path):
    same = spacing(tmp_path, typed=(0.2, 0.4), PixelSpacing=[0.2, 0.4])
    assert (same.spacing_source, same.warnings) == ("typed", ())
    other = spacing(tmp_path, typed=(0.1, 0.1), PixelSpacing=[0.2, 0.4])
    assert (other.spacing_mm, other.spacing_source) == ((0.1, 0.1), "typed")
    assert "replaced that of the file, 0.2 x 0.4 mm (DICOM PixelSpacing)" in other.warnings[0]


@pytest.mark.parametrize(
    ("name", "shape", "sentence"),
    [
        ("examples_rgb_color.dcm", (240, 320), "coloured"),
        ("examples_jpeg2k.dcm", (480, 640), "coloured"),
        # Halved in size after its scale was written: its depth mark says 19 cm, the scale half of it.
        ("examples_ybr_color.dcm", (240, 320), "reaches beyond the frame"),
        ("examples_palette.dcm", (350, 800), "reaches beyond the frame"),
    ],
)
def test_ultrasound_files_that_pydicom_ships(name, shape, sentence):
    frame = read_frame(get_testdata_file(name, download=False))
    assert frame.pixels.shape == shape
    assert frame.spacing_mm is None
    assert any(sentence in warning for warning in frame.warnings)


def measures(row_mm: float, col_mm: float) -> Dataset:
    """A functional group that says the pixel size."""
    inner, group = Dataset(), Dataset()
    inner.PixelSpacing = [row_mm, col_mm]
    group.PixelMeasuresSequence = Sequence([inner])
    return group


def test_the_first_frames_own_pixel_size_comes_before_the_shared_one(tmp_path):
    stack = np.stack([ramp(), ramp()[::-1]])
    data = dicom(stack, frames=2, PixelSpacing=[0.9, 0.9])
    data.SharedFunctionalGroupsSequence = Sequence([measures(0.7, 0.8)])
    shared = read_frame(saved(data, tmp_path / "shared.dcm"))
    assert shared.spacing_mm == (0.7, 0.8)
    data.PerFrameFunctionalGroupsSequence = Sequence([measures(0.1, 0.2), measures(0.3, 0.4)])
    own = read_frame(saved(data, tmp_path / "own.dcm"))
    assert (own.spacing_mm, own.spacing_source) == ((0.1, 0.2), "DICOM PixelSpacing")


def test_the_first_frames_own_region_comes_before_that_of_all_frames(tmp_path):
    groups = [Dataset(), Dataset()]
    groups[0].SequenceOfUltrasoundRegions = Sequence([region(0.01, 0.03)])
    groups[1].SequenceOfUltrasoundRegions = Sequence([region(0.05, 0.05)])
    data = dicom(np.stack([ramp(), ramp()]), frames=2)
    data.SequenceOfUltrasoundRegions = Sequence([region(0.09, 0.09)])
    data.PerFrameFunctionalGroupsSequence = Sequence(groups)
    assert read_frame(saved(data, tmp_path / "a.dcm")).spacing_mm == pytest.approx((0.1, 0.3))


def test_a_million_empty_groups_are_left_unread(tmp_path):
    data = dicom(ramp(), PixelSpacing=[0.2, 0.4])
    data.PerFrameFunctionalGroupsSequence = Sequence([Dataset() for _ in range(40_000)])
    assert read_frame(saved(data, tmp_path / "a.dcm")).spacing_mm == (0.2, 0.4)
