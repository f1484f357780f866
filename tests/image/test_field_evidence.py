"""What looks like the end of a field and is none: shadow, water, depth; and what is one."""

import numpy as np
import pytest

from usseg.image.field import find_field
from usseg.image.field_score import field_iou
from usseg.image.field_texture import extreme, grown, opened
from usseg.image.preprocess import field_box, field_mask, whole_field
from usseg.types import Frame

SHAPE = (256, 256)
ROW, COL = np.mgrid[: SHAPE[0], : SHAPE[1]]


def speckle(seed: int = 0) -> np.ndarray:
    """Rayleigh noise without a zero, uint8, of SHAPE."""
    noise = np.random.default_rng(seed).rayleigh(60, size=SHAPE)
    return np.clip(noise, 1, 255).astype(np.uint8)


def faded(pixels: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Let echoes end as a pulse does, over several pixels, where `inside` ends."""
    from scipy import ndimage

    weight = np.clip(ndimage.gaussian_filter(inside.astype(float), 6) * 2 - 1, 0, 1)
    return (pixels * weight).astype(np.uint8)


BARE = {
    "shadows on both sides": (ROW < 60) | (np.abs(COL - 128) < 10 + 0.12 * (ROW - 60)),
    "a shadow on one side": 250 - 0.6 * np.maximum(ROW - 40, 0) > COL,
    "a wedge of tissue over bone": 150 - np.abs(COL - 128) > ROW,
    "a limb in water": ROW > 60 + 0.006 * (COL - 128) ** 2,
    "a limb cut by the frame": np.hypot(ROW - 230, COL - 200) < 190,
    "flat bone": ROW < 110,
}


@pytest.mark.parametrize("name", BARE)
def test_shadow_water_and_bone_are_no_end_of_the_field(name):
    pixels = faded(speckle(), BARE[name])
    pixels[:3] = np.maximum(pixels[:3], speckle(1)[:3])  # the echo of the probe's face
    found = find_field(Frame(pixels, white=255))
    assert field_iou(found, whole_field(SHAPE), SHAPE) > 0.97


def test_black_bars_above_and_below_a_field_are_cut_off():
    pixels = speckle()
    pixels[:30] = 0
    pixels[226:] = 0
    assert field_box(find_field(Frame(pixels, white=255)), SHAPE) == pytest.approx(
        (30, 0, 226, 256), abs=1
    )


@pytest.mark.parametrize("ground", [0, 60, 255])
def test_fan_keeps_the_corner_that_a_shadow_hides(ground):
    radius = np.hypot(ROW + 80, COL - 128)
    angle = np.abs(np.arctan2(COL - 128, ROW + 80))
    fan = (radius > 110) & (radius < 320) & (angle < 0.36)
    pixels = speckle()
    pixels[(radius > 250) & (COL < 70)] = 0  # below a rib
    screen = np.where(fan, pixels, ground).astype(np.uint8)
    found = field_mask(find_field(Frame(screen, white=255)), SHAPE)
    assert (found & fan).sum() / (found | fan).sum() > 0.96


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (40, 30)])
@pytest.mark.parametrize("reach", [0, 1, 2, 5, 8])
def test_windows_agree_with_a_filter_of_another_library(shape, reach):
    from scipy import ndimage

    grey = np.random.default_rng(reach).integers(0, 255, shape).astype(np.uint8)
    size = 2 * reach + 1
    assert np.array_equal(extreme(grey, reach, np.minimum), ndimage.minimum_filter(grey, size))
    assert np.array_equal(grown(grey > 240, reach), ndimage.maximum_filter(grey > 240, size))
    eroded = ndimage.minimum_filter(grey > 20, size, mode="constant")
    assert np.array_equal(opened(grey > 20, size), ndimage.maximum_filter(eroded, size))
