"""Learning rate and the running average of the weights."""

import numpy as np
import pytest

from usseg.train.average import UPDATE_EVERY, update_average
from usseg.train.schedule import FINAL_SHARE, WARM_UP_STEPS, learning_rate


def test_the_rate_rises_then_falls_to_its_final_share():
    rising = [learning_rate(2e-3, step, 0.0) for step in range(WARM_UP_STEPS)]
    assert rising == sorted(rising)
    assert rising[-1] == pytest.approx(2e-3)
    falling = [learning_rate(2e-3, 10**6, share) for share in np.linspace(0, 1.2, 50)]
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] == pytest.approx(2e-3 * FINAL_SHARE)


def test_the_average_reaches_constant_weights_and_smooths_jumping_ones():
    average = [np.zeros(3, np.float32)]
    for step in range(1, 4000):
        update_average(average, lambda: [np.full(3, 5.0, np.float32)], step)
    np.testing.assert_allclose(average[0], 5, atol=0.05)
    for step in range(4000, 8000):
        sign = 1 if step // UPDATE_EVERY % 2 else -1
        update_average(average, lambda sign=sign: [np.full(3, sign, np.float32)], step)
    assert np.abs(average[0]).max() < 0.1
