"""A DICOM header that says where the tissue is guides the field, and does not replace looking."""

import numpy as np
import pytest
from scipy import ndimage

from usseg.image.field import find_field
from usseg.image.preprocess import field_box, field_mask
from usseg.types import Frame, ScaledRegion

TOP, LEFT, ROWS = 30, 60, 240  # the region on a screen (320, 460)


def heart(apex: float, cols: int, aspect: float) -> tuple[np.ndarray, np.ndarray]:
    """Speckle in a fan whose sides fade out a third of the way down, and the whole fan, bool.

    The fan touches all sides of its box (ROWS, cols): its angle follows from its apex, in rows.
    """
    row, col = np.mgrid[:ROWS, :cols] + 0.5
    down, across, outer = row - apex, (col - cols / 2) * aspect, ROWS - apex
    half = np.arcsin(cols * aspect / 2 / outer)
    radius, angle = np.hypot(down, across), np.abs(np.arctan2(across, down))
    inside = (radius < outer) & (radius > -apex / np.cos(half)) & (angle < half)
    noise = np.random.default_rng(0).rayleigh(50, size=inside.shape)
    shown = np.clip(1.5 - 4 * (angle / half - 0.2) * np.clip((row - 60) / 60, 0, 1), 0, 1)
    picture = np.where(inside, np.clip(noise * shown, 0, 255), 0).astype(np.uint8)
    picture[8:16, -60:-52] = 190  # the marker of the probe's orientation
    return picture, inside


def on_screen(picture: np.ndarray) -> np.ndarray:
    """A screen (320, 460) with a picture at the region's place, between letters and a bar below."""
    screen = np.zeros((320, 460), dtype=np.uint8)
    screen[5:20:3, 10:440:4] = 220
    screen[290:310, 40:430] = 70
    screen[TOP : TOP + picture.shape[0], LEFT : LEFT + picture.shape[1]] = picture
    return screen


def header(*boxes: tuple[int, int, int, int], aspect: float = 1.0) -> tuple[ScaledRegion, ...]:
    return tuple(ScaledRegion(box, (0.2, 0.2 * aspect)) for box in boxes)


def placed(inside: np.ndarray) -> np.ndarray:
    """The true field of such a screen, bool."""
    truth = np.zeros((320, 460), dtype=bool)
    truth[TOP : TOP + inside.shape[0], LEFT : LEFT + inside.shape[1]] = inside
    return truth


def box_in(frame: Frame) -> tuple[int, int, int, int]:
    return field_box(find_field(frame), frame.pixels.shape)


def box_of(picture: np.ndarray) -> tuple[int, int, int, int]:
    return TOP, LEFT, TOP + picture.shape[0], LEFT + picture.shape[1]


def overlap(frame: Frame, truth: np.ndarray) -> float:
    found = field_mask(find_field(frame), truth.shape)
    return float((found & truth).sum() / (found | truth).sum())


@pytest.mark.parametrize(
    ("apex", "cols", "aspect"), [(-5, 320, 1.0), (-60, 300, 1.0), (-5, 200, 1.6)]
)
def test_a_fan_that_fades_to_its_sides_is_completed_in_its_region(apex, cols, aspect):
    picture, inside = heart(apex, cols, aspect)
    screen, truth = on_screen(picture), placed(inside)
    guided = Frame(screen, 255, regions=header(box_of(picture), aspect=aspect))
    assert find_field(guided).kind == "arc"
    assert overlap(guided, truth) > 0.98
    # Without the header it is not found: the region is what the test is about.
    assert overlap(Frame(screen, 255), truth) < 0.7


def test_a_linear_probes_black_depth_belongs_to_its_region():
    picture = np.random.default_rng(0).rayleigh(60, (ROWS, 200)).clip(1, 255).astype(np.uint8)
    picture[90:] = 0
    screen = on_screen(picture)
    assert box_in(Frame(screen, 255, regions=header(box_of(picture)))) == box_of(picture)


def test_black_beside_a_picture_in_its_region_is_left_out():
    picture = np.zeros((ROWS, 320), dtype=np.uint8)
    picture[:, 80:240] = np.random.default_rng(0).rayleigh(60, (ROWS, 160)).clip(1, 255)
    found = box_in(Frame(on_screen(picture), 255, regions=header(box_of(picture))))
    assert found == pytest.approx((TOP, LEFT + 80, TOP + ROWS, LEFT + 240), abs=1)


def test_of_two_regions_the_one_with_echoes_holds_the_field():
    screen = np.zeros((300, 500), dtype=np.uint8)
    screen[20:280, 260:480] = np.random.default_rng(0).rayleigh(60, (260, 220)).clip(1, 255)
    empty, filled = (20, 10, 280, 240), (20, 260, 280, 480)
    assert box_in(Frame(screen, 255, regions=header(empty, filled))) == filled
    assert box_in(Frame(screen, 255, regions=header(filled, empty))) == filled


@pytest.mark.parametrize(
    "box",
    [(20, 20, 150, 440), (20, 20, 300, 200), (100, 20, 300, 440), (20, 300, 300, 440)],
    ids=["bottom", "right", "top", "left"],
)
def test_a_region_that_cuts_through_the_picture_is_not_believed(box):
    noise = np.random.default_rng(0).rayleigh(60, (70, 105))  # speckle of four pixels
    screen = np.zeros((320, 460), dtype=np.uint8)
    screen[20:300, 20:440] = np.kron(noise, np.ones((4, 4)))[:280].clip(1, 255)
    screen[20:300, 20:440] = ndimage.uniform_filter(screen[20:300, 20:440], 4)
    assert box_in(Frame(screen, 255, regions=header(box))) == box_in(Frame(screen, 255))


def test_a_region_beyond_the_frame_counts_halved_and_only_with_a_fan():
    picture, inside = heart(-5, 320, 1.0)
    doubled = tuple(2 * edge for edge in box_of(picture))
    assert overlap(Frame(on_screen(picture), 255, regions=header(doubled)), placed(inside)) > 0.98
    linear = np.random.default_rng(0).rayleigh(60, (ROWS, 320)).clip(1, 255).astype(np.uint8)
    linear[90:] = 0
    alone = Frame(on_screen(linear), 255)
    guided = Frame(on_screen(linear), 255, regions=header(doubled))
    assert np.array_equal(find_field(guided).outline, find_field(alone).outline)


@pytest.mark.parametrize(
    "box",
    [(0, 0, 0, 0), (-9, -9, 5, 5), (310, 450, 900, 900), (200, 200, 100, 100), (0, 0, 8, 400)],
)
def test_a_region_that_makes_no_sense_changes_nothing(box):
    screen = on_screen(np.random.default_rng(0).rayleigh(60, (ROWS, 200)).clip(1, 255).astype("u1"))
    guided = find_field(Frame(screen, 255, regions=header(box)))
    assert np.array_equal(guided.outline, find_field(Frame(screen, 255)).outline)


def test_a_region_without_a_scale_of_tissue_changes_nothing():
    picture, _ = heart(-5, 320, 1.0)
    trace = (ScaledRegion(box_of(picture), None),)
    guided = find_field(Frame(on_screen(picture), 255, regions=trace))
    assert np.array_equal(guided.outline, find_field(Frame(on_screen(picture), 255)).outline)
