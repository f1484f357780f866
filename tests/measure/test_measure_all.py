"""A whole mask measured at once."""

import numpy as np
import pytest
from known_shapes import FASCIA, FAT, MUSCLE, disc, everywhere, pennate
from skimage.measure import regionprops

from usseg.measure import as_dict, measure_all, measure_frame, rows
from usseg.measure.counts import measure
from usseg.tissues import MULTICLASS
from usseg.types import Frame

SPACING_MM = (0.1, 0.25)
MASK, TOP, BOTTOM = pennate()
PIXELS = np.random.default_rng(0).integers(0, 255, MASK.shape).astype(np.uint8)
PHYSICAL = {"mm", "mm²"}


def all_rows(mask=MASK, spacing_mm=SPACING_MM, model="multiclass") -> list[dict]:
    return rows(measure_all(mask, PIXELS, everywhere(mask), model, spacing_mm))


def value(found: list[dict], *where) -> float:
    """The value of the only row with this tissue, region, quantity and unit."""
    keys = ("tissue", "region", "quantity", "unit")
    (only,) = (row["value"] for row in found if tuple(row[key] for key in keys) == where)
    return only


def test_areas_are_those_of_the_counts_in_the_report():
    counted = measure(MASK, np.ones(MASK.shape), everywhere(MASK), MULTICLASS, SPACING_MM)
    found = all_rows()
    for tissue in counted[1:]:
        assert value(found, tissue.name, "all", "area", "px") == tissue.pixels
        assert value(found, tissue.name, "all", "area", "mm²") == pytest.approx(tissue.area_mm2)


def test_known_layers_have_their_known_sizes():
    found = all_rows()
    gap = BOTTOM - TOP
    assert value(found, "skin", "all", "thickness_mean", "mm") == pytest.approx(1.0)
    assert value(found, "muscle", 2, "thickness_mean", "px") == pytest.approx(gap.mean())
    assert value(found, "muscle", 2, "thickness_max", "mm") == pytest.approx(0.1 * gap.max())
    assert value(found, "fat", "all", "thickness_middle", "px") == TOP[200] - 6 - 10
    assert value(found, "muscle", "left edge", "thickness_at_edge", "mm") == pytest.approx(
        12, abs=0.1
    )
    # The superficial aponeurosis falls by 0.1 rows per column: in mm, 0.01 / 0.25.
    angle = value(found, "fascia", 1, "angle", "°"), value(found, "fascia", 2, "angle", "°")
    wanted = [np.degrees(np.arctan(slope * 0.1 / 0.25)) for slope in (0.1, -0.05)]
    assert sorted(angle) == pytest.approx(sorted(wanted), abs=0.05)


def test_the_echo_is_that_of_the_stored_pixels():
    mean = value(all_rows(), "fat", "all", "echo_intensity_mean", "grey level")
    assert mean == pytest.approx(PIXELS[MASK == FAT].mean())


def test_the_fat_above_corrects_the_echo_of_muscle():
    found = all_rows()
    raw = value(found, "muscle", 2, "echo_intensity_mean", "grey level")
    corrected = value(found, "muscle", 2, "echo_intensity_corrected", "grey level")
    fat_cm = 0.01 * (TOP - 16).mean()
    assert corrected - raw == pytest.approx(40.5278 * fat_cm)


def test_with_a_scale_every_physical_number_of_the_mask_scales_with_it():
    once, twice = all_rows(), all_rows(spacing_mm=(0.2, 0.5))
    for small, large in zip(once, twice, strict=True):
        if small["value"] is not None and small["unit"] in PHYSICAL:
            factor = 4 if small["unit"] == "mm²" else 2
            assert large["value"] == pytest.approx(factor * small["value"], rel=1e-6), small


def test_what_lies_outside_the_field_does_not_count():
    inside = everywhere(MASK)
    inside[:, 300:] = False
    within = measure_all(MASK, PIXELS, inside, "multiclass", SPACING_MM)
    cropped = np.where(inside, MASK, 0)
    assert as_dict(within) == as_dict(
        measure_all(cropped, PIXELS, inside, "multiclass", SPACING_MM)
    )
    assert within.tissues[FAT - 1].profile[300:].sum() == 0


def test_an_edited_mask_is_measured_anew():
    edited = MASK.copy()
    edited[20:40, 100:150] = FASCIA
    before, after = all_rows(), all_rows(edited)
    assert (
        value(after, "fat", "all", "area", "px") == value(before, "fat", "all", "area", "px") - 1000
    )
    assert value(after, "fascia", "all", "regions", "") == 3


def test_small_regions_count_in_the_tissue_but_are_not_listed():
    mask = np.zeros((200, 200), dtype=np.uint8)
    mask[50:60, 50:60], mask[100:105, 100:107] = FAT, FAT  # 100 and 35 of 40,000 pixels
    pixels = np.zeros(mask.shape, dtype=np.uint8)
    measured = measure_all(mask, pixels, everywhere(mask), "multiclass", None)
    fat = measured.tissues[FAT - 1]
    assert measured.smallest_region == 40
    assert (len(fat.regions), fat.small_regions, fat.quantities[0].value) == (1, 1, 135)


def test_a_region_has_the_box_and_centroid_of_scikit_image():
    mask = disc(30, 100) * np.uint8(MUSCLE)
    mask[:, :40] = 0
    measured = measure_all(mask, mask, everywhere(mask), "multiclass", (0.1, 0.1))
    (region,) = measured.tissues[MUSCLE - 1].regions
    (wanted,) = regionprops((mask > 0).astype(int))
    numbers = {quantity.key: quantity.value for quantity in region.quantities}
    assert region.box == wanted.bbox
    assert numbers["centroid_row_px"] == pytest.approx(wanted.centroid[0])
    assert numbers["centroid_col_px"] == pytest.approx(wanted.centroid[1])
    assert numbers["perimeter_mm"] == pytest.approx(0.1 * wanted.perimeter_crofton, rel=1e-6)


def test_what_the_field_cuts_off_is_said_to_be_larger():
    # The muscle below the deep aponeurosis leaves the frame at its lower end.
    cut = {row["quantity"] for row in all_rows() if "100 % of its columns" in row["note"]}
    assert cut >= {"area", "thickness_mean", "thickness_max"}


def test_bone_is_said_to_hold_its_shadow():
    mask = np.zeros((100, 100), dtype=np.uint8)
    mask[60:90, 10:90] = 7
    found = rows(measure_all(mask, mask, everywhere(mask), "multiclass", (0.1, 0.1)))
    thickness = [r for r in found if r["quantity"].startswith("thickness_me")]
    assert thickness
    assert all("shadow" in r["note"] for r in thickness)
    assert not [r for r in found if r["quantity"].startswith("perpendicular")]


def test_the_binary_model_measures_its_fat():
    mask = (MASK == FAT).astype(np.uint8)
    found = all_rows(mask, model="binary")
    assert {row["tissue"] for row in found} == {"fat"}
    assert value(found, "fat", "all", "area", "px") == np.count_nonzero(mask)


def test_a_frame_tells_its_white_and_where_its_scale_is_from():
    frame = Frame(PIXELS.astype(np.uint16) * 16, 4095, SPACING_MM, "DICOM PixelSpacing")
    measured = measure_frame(MASK, frame, everywhere(MASK), "multiclass")
    assert measured.spacing_source == "DICOM PixelSpacing"
    found = rows(measured)
    stored = value(found, "fat", "all", "echo_intensity_mean", "grey level")
    scaled = value(found, "fat", "all", "echo_intensity_mean_0_255", "grey level")
    assert scaled == pytest.approx(stored * 255 / 4095)
