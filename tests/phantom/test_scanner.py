"""What the scanner behind the probe does to echoes: gain, noise, compression."""

import numpy as np
import pytest
from blocks import STEP_MM, block

from usseg.phantom.acoustics import attenuation_db
from usseg.phantom.anatomy import BONE, MUSCLE
from usseg.phantom.frame import NOISE_CEILING, noise_floor
from usseg.phantom.post import post_process
from usseg.phantom.scanner import Settings, compensation_db, compress, draw_settings
from usseg.phantom.scenes import DRAW


def settings(**changes) -> Settings:
    """A scanner without errors and without post-processing."""
    exact = {
        "dynamic_range_db": 60.0,
        "tgc_share": 1.0,
        "tgc_knobs_db": np.zeros(8),
        "penetration": 0.5,
        "white_quantile": 0.99,
        "power": 0.0,
        "gamma": 1.0,
        "s_share": 0.0,
        "ceiling": 1.0,
        "calm": 0.0,
        "smooth": (0.0, 0.0),
        "sharpen": 0.0,
        "looks": 1,
        "persistence": 0.0,
    }
    return Settings(**exact | changes)


def test_log_compression_maps_the_dynamic_range_to_the_grey_scale():
    envelope = np.array([[2.0, 2.0 * 10**-1.5, 2.0 * 10**-3, 2.0 * 10**-4, 20.0]])
    assert compress(envelope, 2.0, settings())[0] == pytest.approx([1, 0.5, 0, 0, 1], abs=1e-5)


def test_gain_without_errors_makes_up_for_exactly_the_loss_of_soft_tissue():
    labels = block(MUSCLE)
    gain_db = compensation_db(labels, 7.0, STEP_MM, settings())
    assert gain_db == pytest.approx(attenuation_db(labels, 7.0, STEP_MM)[:, :1], abs=1e-3)


def test_gain_errors_lie_at_the_depths_of_their_sliders():
    labels = block(MUSCLE)
    knobs = np.array([0.0, 0.0, 0.0, 6.0, 0.0, 0.0, 0.0, -4.0])
    wrong = compensation_db(labels, 7.0, STEP_MM, settings(tgc_knobs_db=knobs))
    error_db = (wrong - compensation_db(labels, 7.0, STEP_MM, settings()))[:, 0]
    assert error_db[0] == pytest.approx(0.0, abs=1e-3)
    assert error_db[-1] == pytest.approx(-4.0, abs=1e-3)
    assert error_db.argmax() == pytest.approx(3 / 7 * error_db.size, abs=2)
    assert error_db.max() == pytest.approx(6.0, abs=0.1)


def test_a_shadow_is_not_amplified_more_than_the_muscle_beside_it():
    shadowed = block(MUSCLE)
    shadowed[200:] = BONE
    gains = [
        compensation_db(labels, 7.0, STEP_MM, settings()) for labels in (block(MUSCLE), shadowed)
    ]
    assert gains[1] == pytest.approx(gains[0])


def noise_db(tgc_db: np.ndarray, **changes) -> np.ndarray:
    """Power of the noise at each depth, in dB relative to white."""
    rng = np.random.default_rng(1)
    noise = noise_floor(tgc_db, 2.0, settings(**changes), rng, (tgc_db.size, 4000))
    return 10 * np.log10((noise**2).mean(axis=1) / 2.0**2)


def test_noise_grows_with_gain_to_three_fifths_down_the_grey_scale_at_the_penetration_depth():
    found = noise_db(np.linspace(0, 40, 101), penetration=0.5)
    assert found[50] == pytest.approx(-0.6 * 60, abs=0.3)
    assert found[0] == pytest.approx(found[50] - 20, abs=0.5)


def test_noise_never_drowns_the_picture():
    found = noise_db(np.linspace(0, 80, 101), penetration=0.5)
    assert found.max() == pytest.approx(-NOISE_CEILING * 60, abs=0.3)
    assert found[-1] == pytest.approx(found[-10], abs=0.3)


def test_a_scanner_without_post_processing_leaves_the_grey_levels_alone():
    grey = np.random.default_rng(0).random((40, 30), dtype=np.float32)
    assert post_process(grey, settings()) == pytest.approx(grey)
    assert post_process(grey, settings(gamma=2.0, ceiling=0.8)) == pytest.approx(0.8 * grey**2)


def test_smoothing_and_sharpening_keep_a_flat_frame_and_change_its_grain():
    flat = np.full((40, 30), 0.5, dtype=np.float32)
    grain = flat + np.random.default_rng(0).normal(0, 0.02, flat.shape).astype(np.float32)
    for changes, ratio in (({"smooth": (1.5, 1.0)}, (0, 0.6)), ({"sharpen": 1.0}, (1.4, 3))):
        assert post_process(flat, settings(**changes)) == pytest.approx(flat)
        change = post_process(grain, settings(**changes)).std() / grain.std()
        assert ratio[0] < change < ratio[1]


def test_probes_and_scanners_are_drawn_within_what_exists():
    rng = np.random.default_rng(5)
    frequencies = [DRAW[scene](rng)[0].frequency_mhz for scene in DRAW for _ in range(20)]
    ranges_db = [draw_settings(rng).dynamic_range_db for _ in range(200)]
    assert 4 <= min(frequencies) < 5.5
    assert 12 < max(frequencies) <= 15
    assert 40 <= min(ranges_db) < 42
    assert 78 < max(ranges_db) <= 80
