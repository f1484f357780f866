"""Grey maps, speckle reduction and persistence do what their names say."""

import numpy as np
import pytest
from test_scanner import settings

from usseg.phantom.frame import noise_floor
from usseg.phantom.post import post_process
from usseg.phantom.scanner import compress, draw_settings


def test_compression_by_a_power_keeps_echoes_that_a_logarithm_would_cut():
    envelope = np.array([[2.0, 0.02, 0.0002, 9.0]])
    assert compress(envelope, 2.0, settings(power=0.5))[0] == pytest.approx([1, 0.1, 0.01, 1])


def test_an_s_shaped_map_darkens_dark_grey_and_brightens_bright_grey():
    grey = np.array([[0.0, 0.25, 0.5, 0.75, 1.0]], dtype=np.float32)
    full = post_process(grey, settings(s_share=1.0))[0]
    assert full == pytest.approx([0, 0.15625, 0.5, 0.84375, 1])  # 3 g^2 - 2 g^3
    half = post_process(grey, settings(s_share=0.5))[0]
    assert half == pytest.approx((full + grey[0]) / 2)


def test_speckle_reduction_calms_the_grain_and_keeps_the_edge():
    rng = np.random.default_rng(0)
    step = np.where(np.arange(120)[:, None] < 60, 0.3, 0.8) + np.zeros((120, 90))
    grey = (step + rng.normal(0, 0.03, step.shape)).astype(np.float32)
    calmed = post_process(grey, settings(calm=0.1))
    assert calmed[:40].std() < 0.35 * grey[:40].std()
    rows = calmed.mean(axis=1)
    assert rows[62] - rows[57] > 0.8 * 0.5
    assert calmed.mean() == pytest.approx(grey.mean(), abs=0.005)


def test_persistence_averages_noise_away_and_keeps_its_mean():
    tgc_db = np.linspace(0, 40, 101)
    noise = [
        noise_floor(tgc_db, 1.0, settings(persistence=share), np.random.default_rng(1), (101, 900))
        for share in (0.0, 0.75)
    ]
    assert noise[1][50].std() == pytest.approx(0.25 * noise[0][50].std(), rel=0.01)
    assert noise[1][50].mean() == pytest.approx(noise[0][50].mean(), rel=0.02)


def test_scanners_of_every_kind_are_drawn():
    rng = np.random.default_rng(2)
    drawn = [draw_settings(rng) for _ in range(300)]
    for share in (
        np.mean([one.power > 0 for one in drawn]),
        np.mean([one.s_share > 0 for one in drawn]),
        np.mean([one.calm > 0 for one in drawn]),
        np.mean([one.sharpen > 0 for one in drawn]),
        np.mean([one.looks > 1 for one in drawn]),
    ):
        assert 0.08 < share < 0.6
