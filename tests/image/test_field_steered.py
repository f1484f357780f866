"""Steered beams make a parallelogram of known corners; shadows, fans and rectangles make none."""

import io

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from usseg.image.field import find_field
from usseg.image.field_region import TissueBox, field_in
from usseg.image.preprocess import field_mask
from usseg.types import Field, Frame

SCREEN = (400, 560)
ROW, COL = np.mgrid[: SCREEN[0], : SCREEN[1]]
TOP, BOTTOM, LEFT, WIDTH = 50, 330, 190, 240
SLOPES = (-0.4, -0.18, 0.18, 0.4)


def speckle(seed: int = 0) -> np.ndarray:
    """Rayleigh noise without a zero that darkens with depth, uint8, of SCREEN."""
    noise = np.random.default_rng(seed).rayleigh(70, size=SCREEN)
    return np.clip(noise * (1 - 0.5 * ROW / SCREEN[0]), 1, 255).astype(np.uint8)


def inside(slope: float, window: tuple[int, int] = (0, SCREEN[1])) -> np.ndarray:
    """True in a parallelogram that leans by `slope` columns per row, cut by a window's columns."""
    lean = COL + 0.5 - slope * (ROW + 0.5 - TOP) - LEFT
    within = (lean > 0) & (lean < WIDTH) & (ROW >= TOP) & (ROW < BOTTOM)
    return within & (window[0] <= COL) & (window[1] > COL)


def furnished(frame: np.ndarray, truth: np.ndarray, ground: int = 0) -> np.ndarray:
    """The frame's field on a screen with text, a grey bar, a ruler and a thin box around it."""
    screen = np.where(truth, frame, ground).astype(np.uint8)
    screen[60:200:4, 5:40:2] = 230
    screen[8:24:3, 200:330:2] = 230
    screen[60:180, 535:545] = np.linspace(255, 0, 120).astype(np.uint8)[:, None]
    screen[TOP:BOTTOM:28, 552:558] = 230
    screen[[20, 380], 60:520] = 90
    return screen


def overlap(screen: np.ndarray, truth: np.ndarray) -> float:
    found = field_mask(find_field(Frame(screen, white=255)), screen.shape)
    return float((found & truth).sum() / (found | truth).sum())


@pytest.mark.parametrize("ground", [0, 60])
@pytest.mark.parametrize("slope", SLOPES)
def test_corners_of_steered_beams_are_found_to_the_pixel(slope, ground):
    field = find_field(Frame(furnished(speckle(), inside(slope), ground), white=255))
    lean = slope * (BOTTOM - TOP)
    corners = [
        (TOP, LEFT),
        (TOP, LEFT + WIDTH),
        (BOTTOM, LEFT + WIDTH + lean),
        (BOTTOM, LEFT + lean),
    ]
    assert field.kind == "parallelogram"
    assert field.outline == pytest.approx(np.array(corners), abs=2)


@pytest.mark.parametrize(("slope", "window"), [(-0.4, (140, 560)), (0.4, (0, 480))])
def test_window_cuts_a_corner_off(slope, window):
    truth = inside(slope, window)
    screen = furnished(speckle(), truth)
    field = find_field(Frame(screen, white=255))
    assert field.kind == "parallelogram"
    assert len(field.outline) == 5
    assert overlap(screen, truth) > 0.98


def test_frame_cropped_within_the_field_cuts_a_corner_off():
    screen = furnished(speckle(), inside(-0.4))[:, 140:500]
    found = find_field(Frame(np.ascontiguousarray(screen), white=255))
    assert found.kind == "parallelogram"
    assert overlap(np.ascontiguousarray(screen), inside(-0.4)[:, 140:500]) > 0.98


def test_black_depths_and_a_shadow_at_one_side_belong_to_the_parallelogram():
    truth, frame = inside(-0.3), speckle().astype(float)
    frame *= np.clip((330 - ROW) / 80, 0, 1)  # fades towards the bottom
    shadow = ndimage.gaussian_filter((np.abs(COL + 0.3 * ROW - 420) < 25).astype(float), 8)
    frame *= np.where(ROW > 120, 1 - shadow, 1)
    field = find_field(Frame(furnished(frame, truth), white=255))
    assert field.kind == "parallelogram"
    found = field_mask(field, SCREEN)
    assert (found & truth).sum() / truth.sum() > 0.97  # too deep does little harm
    assert not found[TOP:BOTTOM][~ndimage.binary_dilation(truth, iterations=4)[TOP:BOTTOM]].any()


def test_tissue_beyond_a_leaning_edge_is_not_cut_away():
    truth = inside(0.3) | ((ROW > 200) & (ROW < BOTTOM) & (COL > 150) & (COL < 300))
    screen = furnished(speckle(), truth)
    found = field_mask(find_field(Frame(screen, white=255)), SCREEN)
    assert (found & truth).sum() / truth.sum() > 0.98


@pytest.mark.parametrize("slope", SLOPES)
def test_what_jpeg_smears_over_the_screen_is_left_out(slope):
    truth, stream = inside(slope), io.BytesIO()
    screen = Image.fromarray(furnished(speckle(), truth, ground=20))
    screen.save(stream, "JPEG", quality=85)
    assert overlap(np.array(Image.open(stream)), truth) > 0.99


def test_two_shadows_that_lean_the_same_way_are_no_steered_sides():
    lit = (COL - 0.3 * ROW > 30) & (COL - 0.3 * ROW < 380)
    weight = np.clip(ndimage.gaussian_filter(lit.astype(float), 8) * 2 - 1, 0, 1)
    bare = (speckle() * weight).astype(np.uint8)
    assert find_field(Frame(bare, white=255)).kind != "parallelogram"


@pytest.mark.parametrize("outward", [0.15, 0.4])
def test_sides_that_mirror_each_other_make_a_trapezoid(outward):
    reach = 100 + outward * (ROW - TOP)
    truth = (np.abs(COL + 0.5 - 280) < reach) & (ROW >= TOP) & (ROW < BOTTOM)
    screen = furnished(speckle(), truth)
    assert find_field(Frame(screen, white=255)).kind == "sector"
    assert overlap(screen, truth) > 0.96


def test_one_upright_and_one_leaning_side_make_no_parallelogram():
    truth = (COL >= LEFT) & (COL + 0.5 < 400 + 0.3 * (ROW - TOP)) & (ROW >= TOP) & (ROW < BOTTOM)
    assert find_field(Frame(furnished(speckle(), truth), white=255)).kind != "parallelogram"


def test_steered_field_of_a_region_in_a_header_is_kept():
    outline = np.array([(0, 60), (0, 300), (200, 240), (200, 0)], dtype=float)
    box = TissueBox(slice(0, 200), slice(0, 300), aspect=1.0, halved=False)
    part = np.zeros((200, 300), dtype=np.uint8)
    found = field_in(part, Field("parallelogram", outline), box)
    assert found.outline.tolist() == outline.tolist()
