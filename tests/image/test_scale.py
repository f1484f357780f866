"""Which of a DICOM header's regions gives the scale, once the field is known."""

import numpy as np
import pytest
from image_makers import dicom, ramp, region, saved
from pydicom.data import get_testdata_file

from usseg.image.preprocess import whole_field
from usseg.image.read import read_frame
from usseg.image.ruler import read_ruler
from usseg.image.scale import calibrate_to_field
from usseg.types import Field

M_MODE = {"RegionSpatialFormat": 2, "PhysicalUnitsXDirection": 4}


def box_field(row0, col0, row1, col1) -> Field:
    corners = [(row0, col0), (row0, col1), (row1, col1), (row1, col0)]
    return Field("rectangle", np.array(corners, dtype=float))


def calibrated(tmp_path, regions, field, typed=None, **elements):
    """Read a frame (40, 60) with these regions and give it the scale of its field."""
    data = dicom(ramp(), SequenceOfUltrasoundRegions=regions, **elements)
    return calibrate_to_field(read_frame(saved(data, tmp_path / "a.dcm"), typed), field)


LEFT = region(0.01, 0.03, box=(0, 0, 39, 24))
RIGHT = region(0.02, 0.05, box=(0, 25, 39, 59))  # the larger one


@pytest.mark.parametrize(
    ("field", "spacing_mm"),
    [(box_field(2, 2, 38, 24), (0.1, 0.3)), (box_field(2, 26, 38, 58), (0.2, 0.5))],
)
def test_the_region_that_holds_the_field_gives_the_scale(tmp_path, field, spacing_mm):
    frame = calibrated(tmp_path, [LEFT, RIGHT], field)
    assert frame.spacing_mm == pytest.approx(spacing_mm)
    assert (frame.spacing_source, frame.warnings) == ("DICOM ultrasound region", ())


def test_a_field_over_two_scales_gets_the_greater_share_and_a_warning(tmp_path):
    frame = calibrated(tmp_path, [LEFT, RIGHT], box_field(0, 5, 40, 35))  # 20 and 10 columns
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))
    assert "2 regions of different scale" in frame.warnings[0]
    assert "67% of the field" in frame.warnings[0]


def test_two_panels_of_one_scale_need_no_warning(tmp_path):
    twin = region(0.01, 0.03, box=(0, 25, 39, 59))
    frame = calibrated(tmp_path, [LEFT, twin], whole_field((40, 60)))
    assert (frame.spacing_mm, frame.warnings) == (pytest.approx((0.1, 0.3)), ())


def test_a_field_in_the_m_mode_has_no_scale_though_the_header_has_one(tmp_path):
    trace = region(0.01, 0.03, box=(20, 0, 39, 59), **M_MODE)
    tissue = region(0.01, 0.03, box=(0, 0, 19, 59))
    below = calibrated(tmp_path, [tissue, trace], box_field(15, 0, 40, 60))
    assert (below.spacing_mm, below.spacing_source) == (None, "unknown")
    assert "no scale of tissue" in below.warnings[-1]
    above = calibrated(tmp_path, [tissue, trace], box_field(0, 0, 20, 60))
    assert above.spacing_mm == pytest.approx((0.1, 0.3))


def test_colour_flow_over_the_tissue_does_not_take_its_scale_away(tmp_path):
    flow = region(0.01, 0.03, box=(0, 0, 39, 59), RegionDataType=2)
    tissue = region(0.01, 0.03, box=(2, 2, 37, 57))
    frame = calibrated(tmp_path, [flow, tissue], whole_field((40, 60)))
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))


def test_a_field_outside_every_region_has_no_scale(tmp_path):
    frame = calibrated(tmp_path, [LEFT], box_field(0, 30, 40, 60))
    assert frame.spacing_mm is None


def test_a_field_mostly_outside_its_region_is_warned_about(tmp_path):
    frame = calibrated(tmp_path, [LEFT], box_field(0, 15, 40, 60))  # 10 of 45 columns
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))
    assert "Only 22% of the field" in frame.warnings[0]


def test_a_typed_spacing_is_not_replaced_by_a_region(tmp_path):
    frame = calibrated(tmp_path, [LEFT], box_field(0, 0, 40, 20), typed=(0.1, 0.3))
    assert (frame.spacing_mm, frame.spacing_source) == ((0.1, 0.3), "typed")


def halved(tmp_path, field, box=(8, 12, 71, 99)):
    """A frame (40, 60) whose region was written for twice its size: rows 8-71, columns 12-99."""
    return calibrated(tmp_path, [region(0.01, 0.03, box=box)], field)


def test_the_scale_of_a_halved_picture_is_offered_and_not_applied(tmp_path):
    frame = halved(tmp_path, box_field(4, 8, 36, 48))
    assert frame.spacing_mm is None
    (offer,) = frame.offers
    assert offer.spacing_mm == pytest.approx((0.2, 0.6))
    assert (offer.kind, offer.confidence) == ("dicom", None)
    assert "halved" in offer.source


@pytest.mark.parametrize(
    "field",
    [box_field(4, 8, 30, 48), box_field(8, 8, 36, 48), box_field(4, 2, 36, 48)],
    ids=["ends too early", "begins too late", "reaches out to the left"],
)
def test_no_scale_is_offered_where_the_field_is_not_in_the_halved_region(tmp_path, field):
    assert halved(tmp_path, field).offers == ()


def test_no_scale_is_offered_where_half_the_region_still_reaches_beyond_the_frame(tmp_path):
    assert halved(tmp_path, whole_field((40, 60)), box=(0, 0, 99, 119)).offers == ()


def test_pydicoms_halved_cine_is_offered_what_its_depth_ruler_says():
    frame = read_frame(get_testdata_file("examples_ybr_color.dcm", download=False))
    fan = box_field(15, 42, 207, 290)  # as it is seen in the picture
    placed = calibrate_to_field(frame, fan)
    assert placed.spacing_mm is None
    (offer,) = placed.offers
    # The dots down its right side stand for 10 mm each: a scale that the header did not write.
    ruler = read_ruler(frame, fan)
    assert ruler.ticks >= 15
    assert ruler.tick_px * offer.spacing_mm[0] == pytest.approx(10, rel=0.005)
