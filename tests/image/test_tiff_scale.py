"""TIFF resolution tags: tifffile and Pillow write them, and only metric ones are offered."""

import pytest
import tifffile
from image_makers import ramp
from PIL import Image

from usseg.image.read import read_frame


def offers(folder, **options):
    tifffile.imwrite(folder / "a.tif", ramp(), **options)
    frame = read_frame(folder / "a.tif")
    assert (frame.spacing_mm, frame.spacing_source) == (None, "unknown")
    return frame.offers


def test_pixels_per_centimetre_are_offered_and_not_applied(tmp_path):
    # x first in the tags, (row, col) in our answer: 50 per cm are 0.2 mm wide, 125 are 0.08 mm high.
    (offer,) = offers(tmp_path, resolution=(50, 125), resolutionunit="CENTIMETER")
    assert offer.spacing_mm == pytest.approx((0.08, 0.2))
    assert (offer.source, offer.confidence, offer.kind) == ("TIFF resolution tags", None, "tiff")


def test_pillows_dots_per_centimetre_are_read_the_same(tmp_path):
    Image.fromarray(ramp()).save(tmp_path / "a.tif", x_resolution=50, y_resolution=125,
                                 resolution_unit="cm")  # fmt: skip
    (offer,) = read_frame(tmp_path / "a.tif").offers
    assert offer.spacing_mm == pytest.approx((0.08, 0.2))


@pytest.mark.parametrize(
    "options",
    [
        {"resolution": (300, 300), "resolutionunit": "INCH"},
        {"resolution": (50, 50), "resolutionunit": "NONE"},
        {"resolution": (28.35, 28.35), "resolutionunit": "CENTIMETER"},  # 72 per inch
        {"resolution": (118.11, 118.11), "resolutionunit": "CENTIMETER"},  # 300 per inch
        {"resolution": (0.001, 0.001), "resolutionunit": "CENTIMETER"},  # ten metres
        {"resolution": (0, 50), "resolutionunit": "CENTIMETER"},
        {},
    ],
)
def test_paper_and_nonsense_are_not_offered(tmp_path, options):
    assert offers(tmp_path, **options) == ()


@pytest.mark.parametrize(("unit", "mm"), [("mm", 1), ("cm", 10), ("um", 1e-3), ("micron", 1e-3)])
def test_imagejs_own_unit_counts(tmp_path, unit, mm):
    per_unit = (8 * mm, 4 * mm)  # ImageJ's resolution is pixels per its unit
    (offer,) = offers(tmp_path, imagej=True, resolution=per_unit, metadata={"unit": unit})
    assert offer.spacing_mm == pytest.approx((0.25, 0.125))
    assert offer.source == "TIFF resolution tags (ImageJ)"


@pytest.mark.parametrize("unit", ["inch", "pixel", "furlong"])
def test_other_units_of_imagej_are_not_metric(tmp_path, unit):
    assert offers(tmp_path, imagej=True, resolution=(8, 8), metadata={"unit": unit}) == ()


def test_a_picture_on_its_side_has_its_sizes_swapped(tmp_path):
    extra = [(274, "H", 1, 6, True)]
    (offer,) = offers(tmp_path, resolution=(50, 125), resolutionunit="CENTIMETER", extratags=extra)
    assert offer.spacing_mm == pytest.approx((0.2, 0.08))
