"""Frames differ as much as those of real people and scanners do."""

import numpy as np
import pytest

from usseg.phantom.anatomy import BACKGROUND, FASCIA, FAT, MUSCLE, SKIN
from usseg.phantom.dataset import make_phantom

SEEDS = range(2000, 2060)


@pytest.fixture(scope="module")
def frames():
    return [make_phantom(seed, "limb-longitudinal", (128, 128)) for seed in SEEDS]


def medians(frames, label: int, least: int = 200) -> np.ndarray:
    """Median grey of a tissue in each frame; NaN where there is little of it."""
    return np.array(
        [
            np.median(one.pixels[one.mask == label])
            if (one.mask == label).sum() > least
            else np.nan
            for one in frames
        ]
    )


def test_muscle_is_nearly_black_in_some_frames_and_bright_in_others(frames):
    grey = medians(frames, MUSCLE)
    assert np.nanmin(grey) < 15
    assert 110 < np.nanmax(grey) < 215
    assert 25 < np.nanmedian(grey) < 90


def test_fat_is_darker_than_muscle_in_some_frames_and_brighter_in_others(frames):
    fat, muscle = medians(frames, FAT), medians(frames, MUSCLE)
    known = np.isfinite(fat) & np.isfinite(muscle)
    brighter = (fat > muscle)[known].mean()
    assert 0.1 < brighter < 0.9


def test_superficial_layers_take_from_a_few_to_nearly_half_of_the_depth(frames):
    shares = np.array([np.isin(one.mask, (SKIN, FAT)).mean() for one in frames])
    assert shares.min() < 0.04
    assert 0.35 < shares.max() < 0.65


def test_some_fascia_shines_and_some_hardly_shows(frames):
    fascia, muscle = medians(frames, FASCIA, 60), medians(frames, MUSCLE)
    ahead = fascia - muscle
    assert np.nanmin(ahead) < 25
    assert np.nanmax(ahead) > 80


def layers(mask: np.ndarray) -> int:
    """Number of muscles on the middle column: runs of muscle parted by something else."""
    column = mask[:, mask.shape[1] // 2]
    is_muscle = column[column != BACKGROUND] == MUSCLE
    return int(is_muscle[0]) + int(np.sum(np.diff(is_muscle.astype(int)) == 1))


def test_one_to_more_than_three_muscles_lie_over_each_other(frames):
    counts = [layers(one.mask) for one in frames]
    assert min(counts) <= 1
    assert max(counts) >= 4
    assert 0.1 < np.mean(np.array(counts) > 2) < 0.7
