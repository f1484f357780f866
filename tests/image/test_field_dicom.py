"""The field of whole DICOM files whose header names a region."""

import numpy as np
import pytest
from image_makers import dicom, region, saved
from pydicom.data import get_testdata_file

from usseg.image.field import find_field
from usseg.image.field_score import field_iou
from usseg.image.preprocess import field_box
from usseg.image.read import read_frame
from usseg.image.scale import calibrate_to_field
from usseg.phantom.dataset import make_phantom

CONVEX_SEEDS = range(5_950_000, 5_950_012)


def test_convex_phantoms_are_found_in_the_regions_of_a_dicom_file(tmp_path):
    overlaps = []
    for seed in CONVEX_SEEDS:
        phantom = make_phantom(seed, "convex", screen=True)
        top, left, bottom, right = field_box(phantom.field, phantom.pixels.shape)
        tissue = region(0.02, 0.02, box=(top, left, bottom - 1, right - 1))
        data = dicom(phantom.pixels, SequenceOfUltrasoundRegions=[tissue])
        frame = read_frame(saved(data, tmp_path / f"{seed}.dcm"))
        overlaps.append(field_iou(find_field(frame), phantom.field, frame.pixels.shape))
    assert np.median(overlaps) > 0.975
    assert np.mean(overlaps) > 0.925


def test_pydicoms_heart_is_a_fan_of_an_apical_view():
    frame = read_frame(get_testdata_file("examples_ybr_color.dcm", download=False))
    field = find_field(frame)
    assert field.kind == "arc"
    # Seen in the picture: the probe's face at the top, both corners and the middle of the lower rim.
    row0, col0, row1, col1 = field_box(field, frame.pixels.shape)
    assert (row0, col0, row1, col1) == pytest.approx((19, 43, 201, 297), abs=5)
    corner = field.outline[field.outline[:, 1].argmin()]
    assert corner[0] == pytest.approx(148, abs=5)
    (offer,) = calibrate_to_field(frame, field).offers
    assert offer.spacing_mm == pytest.approx((1.021, 1.021), abs=0.001)
