"""Direction of fascicles in simulated muscle, whose fibres' angle is known."""

import zlib

import numpy as np
from known_shapes import MUSCLE

from usseg.measure.fascicles import LEAST_COHERENCE, fascicle_direction
from usseg.measure.regions import find_regions
from usseg.phantom.dataset import make_phantom
from usseg.phantom.scenes import DRAW


def test_the_fibres_of_simulated_muscles_are_found_where_they_are_seen():
    errors = []
    for seed in range(300, 312):
        rng = np.random.default_rng([seed, zlib.crc32(b"limb-longitudinal")])
        _, anatomy = DRAW["limb-longitudinal"](rng)
        muscles = anatomy.args[0]
        phantom = make_phantom(seed, "limb-longitudinal")
        (largest, *_), _ = find_regions(phantom.mask, MUSCLE)
        found = fascicle_direction(phantom.pixels, largest, phantom.spacing_mm)
        if found is not None and found.coherence >= LEAST_COHERENCE:
            wanted = np.degrees(muscles.angles_rad)
            errors.append(np.abs((found.angle_deg - wanted + 90) % 180 - 90).min())
    assert len(errors) >= 6
    assert np.median(errors) < 3.0
