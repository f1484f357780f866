"""Bone is seen at its surface; behind it is shadow, along the beams of the probe."""

import numpy as np
import pytest

from usseg.image.preprocess import field_mask, whole_field
from usseg.phantom.anatomy import BONE, MUSCLE
from usseg.phantom.dataset import true_field
from usseg.phantom.probe import Probe, beam_coordinates
from usseg.phantom.scan import pixel_centres
from usseg.volume.shadow import CORTEX_MM, OUTSIDE, SEEN, SHADOW, beams_meet, visibility

CONVEX = Probe(5, 0.6, 2.0, 30, radius_mm=40, depth_mm=60, span=1.1)


def test_a_millimetre_of_bone_is_surface_and_the_rest_is_shadow():
    mask = np.full((60, 30), MUSCLE, dtype=np.uint8)
    mask[20:, 10:20] = BONE
    state = visibility(mask, whole_field(mask.shape), "multiclass", (0.25, 0.5))
    surface = round(CORTEX_MM / 0.25)
    assert (state[20 : 20 + surface, 10:20] == SEEN).all()
    assert (state[20 + surface :, 10:20] == SHADOW).all()
    assert (state[:20] == SEEN).all()
    assert (state[:, :10] == SEEN).all()


def test_a_model_without_bone_knows_no_shadow():
    mask = np.ones((40, 40), dtype=np.uint8)
    assert (visibility(mask, whole_field(mask.shape), "binary", (0.1, 0.1)) == SEEN).all()


def fan():
    shape = (200, 240)
    field = true_field(CONVEX, shape)
    depth, beam = beam_coordinates(CONVEX, *pixel_centres(CONVEX, shape))
    x, z = pixel_centres(CONVEX, shape)
    spacing_mm = (float(z[1, 0] - z[0, 0]), float(x[0, 1] - x[0, 0]))
    return field, depth, beam, shape, spacing_mm


def test_in_a_fan_shadow_follows_the_beams():
    field, depth, beam, shape, spacing_mm = fan()
    mask = np.where((depth > 30) & (beam > 0.2) & (beam < 0.4), BONE, MUSCLE).astype(np.uint8)
    state = visibility(mask, field, "multiclass", spacing_mm)
    inside = field_mask(field, shape)
    assert (state[~inside] == OUTSIDE).all()
    bone = inside & (mask == BONE)
    assert (state[bone & (depth > 30 + CORTEX_MM + 0.6)] == SHADOW).mean() > 0.99
    assert (state[bone & (depth < 30 + CORTEX_MM - 0.6)] == SEEN).all()


def test_the_beams_of_a_fan_meet_behind_its_probe():
    field, _, _, shape, spacing_mm = fan()
    apex = beams_meet(field_mask(field, shape))
    _, z = pixel_centres(CONVEX, shape)
    row = (-CONVEX.radius_mm - float(z[0, 0])) / spacing_mm[0]
    assert apex == pytest.approx((row, shape[1] / 2), abs=4)


def test_parallel_sides_meet_nowhere():
    assert beams_meet(np.ones((50, 40), dtype=bool)) is None
