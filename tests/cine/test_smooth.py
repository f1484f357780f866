"""Smoothing over time against plain NumPy, and that measurements stay those of single frames."""

import csv
from dataclasses import replace

import numpy as np
import pytest
import tifffile
from clip_makers import OPTIONS, SEGMENTER, SHAPE, labels, picture, write_tiff

from usseg.cine.clip import Shot
from usseg.cine.options import Options, Smoothing, check_options
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.cine.smooth import Seen, smooth
from usseg.errors import InputError
from usseg.types import Frame

RNG = np.random.default_rng(3)
PROBABILITIES = [RNG.dirichlet(np.ones(3), (4, 5)).astype(np.float32) for _ in range(9)]
FLASH = [10, 10, 10, 30, 10, 10, 10]  # rows of fat: one frame unlike its neighbours


def seen(index, probabilities):
    return Seen(Shot(index, None, Frame(np.zeros((4, 5), np.uint8), 255)), probabilities)


def stream(gaps=()):
    for index, each in enumerate(PROBABILITIES):
        yield seen(index, None if index in gaps else each)


@pytest.mark.parametrize("frames", [3, 5, 7])
def test_a_window_is_the_mean_of_as_many_frames_before_as_after(frames):
    found = list(smooth(stream(), Smoothing("window", frames)))
    assert [each.shot.index for each in found] == list(range(9))
    reach = frames // 2
    for index, each in enumerate(found):
        near = PROBABILITIES[max(0, index - reach) : index + reach + 1]
        np.testing.assert_allclose(each.smoothed, np.mean(near, axis=0), rtol=1e-5)
        assert each.probabilities is PROBABILITIES[index]


def test_a_window_longer_than_the_clip_is_the_mean_of_what_there_is():
    found = list(smooth(stream(), Smoothing("window", 31)))
    assert len(found) == 9
    np.testing.assert_allclose(found[4].smoothed, np.mean(PROBABILITIES, axis=0), rtol=1e-5)


def test_exponential_smoothing_is_the_recursion():
    expected = PROBABILITIES[0]
    for index, each in enumerate(smooth(stream(), Smoothing("exponential", 0.3))):
        expected = expected if index == 0 else 0.3 * PROBABILITIES[index] + 0.7 * expected
        np.testing.assert_allclose(each.smoothed, expected, rtol=1e-5)


def test_empty_frames_take_no_part():
    found = list(smooth(stream(gaps=(3,)), Smoothing("window", 3)))
    assert found[3].smoothed is None
    np.testing.assert_allclose(found[4].smoothed, np.mean(PROBABILITIES[4:6], axis=0), rtol=1e-5)


@pytest.fixture
def flash(tmp_path):
    frames = [picture(rows, seed=seed) for seed, rows in enumerate(FLASH)]
    return write_tiff(tmp_path / "a.tif", frames)


def run(path, folder, **options):
    segment_clip(read_clip(path), folder, SEGMENTER, replace(OPTIONS, **options))
    with (folder / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [float(row["fat_thickness_mean_px"]) for row in rows], rows[0]["smoothed"]


def test_smoothed_masks_are_marked_and_measurements_are_not_of_them(tmp_path, flash):
    measured, mark = run(flash, tmp_path, smoothing=Smoothing("window", 3))
    assert (measured, mark) == (FLASH, "0")
    masks = tifffile.imread(tmp_path / "a.smoothed.masks.tif")
    np.testing.assert_array_equal(masks, [labels(10)] * len(FLASH))  # the flash is voted down
    assert (tmp_path / "a.smoothed.overlay.mp4").exists()
    assert not (tmp_path / "a.masks.tif").exists()


def test_smoothed_masks_are_measured_when_asked_and_the_table_says_so(tmp_path, flash):
    smoothing = Smoothing("window", 3)
    measured, mark = run(flash, tmp_path, smoothing=smoothing, measure_smoothed=True)
    assert (measured, mark) == ([10.0] * len(FLASH), "1")
    assert "smoothed masks" in (tmp_path / "a.svg").read_text()


def test_it_is_off_unless_asked(tmp_path, flash):
    measured, _ = run(flash, tmp_path)
    assert measured == FLASH
    masks = tifffile.imread(tmp_path / "a.masks.tif")
    np.testing.assert_array_equal(masks[3], labels(30, SHAPE))


@pytest.mark.parametrize(
    ("smoothing", "words"),
    [
        (Smoothing("window", 4), "an odd number from 3 to 31"),
        (Smoothing("window", 33), "an odd number from 3 to 31"),
        (Smoothing("window", float("nan")), "an odd number from 3 to 31"),
        (Smoothing("exponential", 1), "above 0 and below 1"),
        (Smoothing("exponential", float("nan")), "above 0 and below 1"),
        (Smoothing("median", 3), "Choose exponential or window"),
    ],
)
def test_a_smoothing_that_averages_nothing_is_refused(smoothing, words):
    with pytest.raises(InputError, match=words):
        check_options(Options(smoothing=smoothing))


def test_measuring_smoothed_masks_needs_smoothing():
    with pytest.raises(InputError, match="where smoothing was chosen too"):
        check_options(Options(measure_smoothed=True))
