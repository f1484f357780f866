"""A moment of a recorded training shows what was recorded until then, and nothing else."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageSequence
from replays import DICE, write_replay

from usseg.errors import InputError
from usseg.model.replay import read_replay
from usseg.render.curves import LEFT, RIGHT, TOP, WIDTH, curve, draw_curves, place
from usseg.render.gif import encode_gif
from usseg.render.replay import SHOWN_ROWS, caption, contour, moment
from usseg.render.strip import BACKGROUND, GAP, LINE
from usseg.tissues import MULTICLASS

MUSCLE = np.array(MULTICLASS[3].colour)


@pytest.fixture(scope="module")
def replay(tmp_path_factory):
    return read_replay(write_replay(tmp_path_factory.mktemp("releases")))


def panel(picture: np.ndarray, number: int) -> np.ndarray:
    """Cut one of the square panels out of a moment."""
    left = GAP + number * (SHOWN_ROWS + GAP)
    return picture[LINE : LINE + SHOWN_ROWS, left : left + SHOWN_ROWS]


def test_input_truth_and_prediction_stand_beside_each_other(replay):
    first, last = (moment(replay, "phantoms", index, frame=1) for index in (0, 1))
    assert (panel(first, 0) == 200).all()
    for picture in (first, last):
        assert (panel(picture, 1)[: SHOWN_ROWS // 2] == 0).all()
        assert (panel(picture, 1)[SHOWN_ROWS // 2 :] == MUSCLE).all()
    assert (panel(first, 2)[-1] == 0).all()  # nothing was predicted yet
    assert (panel(last, 2)[-1] == MUSCLE).all()


def test_the_prediction_grows_under_the_white_contour_of_the_truth(replay):
    border = SHOWN_ROWS // 2 - 1
    for index in (0, 1):
        prediction = panel(moment(replay, "phantoms", index), 2)
        white = (prediction == 255).all(axis=-1)
        assert white[border].all()
        assert white.sum() == SHOWN_ROWS


def test_a_frame_of_unknown_truth_has_no_contour_and_no_curves(replay):
    picture = moment(replay, "dicom", 1)
    assert not (panel(picture, 2) == 255).all(axis=-1).any()
    assert curve(replay, "dicom", "muscle", 3) == []
    chart = draw_curves(replay, "dicom", 3, SHOWN_ROWS)
    assert not (chart == MUSCLE).all(axis=-1).any()


def test_curves_end_at_the_epoch_that_is_shown(replay):
    assert curve(replay, "phantoms", "muscle", 1) == [(1, DICE[0])]
    assert curve(replay, "phantoms", "muscle", 3) == [(1, 0.2), (2, 0.5), (3, 0.9)]
    assert curve(replay, "phantoms", "bone", 3) == []
    plot = slice(TOP, SHOWN_ROWS), slice(LEFT, WIDTH - RIGHT)
    reach = []
    for until in (1, 2, 3):
        chart = draw_curves(replay, "phantoms", until, SHOWN_ROWS)[plot]
        drawn = (chart == MUSCLE).all(axis=-1)
        reach.append(int(drawn.any(axis=0).nonzero()[0].max()))
    width = WIDTH - LEFT - RIGHT
    assert reach == pytest.approx([0, width / 2, width], abs=5)


def test_dice_is_drawn_where_it_belongs(replay):
    x, y = place((3, DICE[2]), (1, 3), SHOWN_ROWS)
    chart = draw_curves(replay, "phantoms", 3, SHOWN_ROWS)
    assert (chart[round(y / 2), round(x / 2)] == MUSCLE).all()
    top, floor = (place((1, share), (1, 3), SHOWN_ROWS)[1] / 2 for share in (1, 0))
    assert y / 2 == pytest.approx(floor + DICE[2] * (top - floor))


def test_all_moments_have_one_shape(replay):
    shapes = {moment(replay, "phantoms", index).shape for index in (0, 1)}
    assert len(shapes) == 1


def test_the_caption_tells_the_recorded_numbers(replay):
    assert caption(replay, 1) == ("multiclass 0.0.1, epoch 3 of 3, 30 batches, 3.0 min, loss 0.333")


def test_no_contour_is_drawn_where_nothing_is_known():
    labels = np.array([[1, 1, 255], [1, 2, 255]])
    assert contour(labels).astype(int).tolist() == [[0, 1, 0], [1, 0, 0]]


@pytest.mark.parametrize("asked", [("limb", 0, 0), ("phantoms", 2, 0), ("phantoms", -1, 0),
                                   ("phantoms", 0, 2)])  # fmt: skip
def test_what_was_not_recorded_is_refused(replay, asked):
    with pytest.raises(InputError, match="recorded training"):
        moment(replay, *asked)


def test_a_run_of_one_epoch_is_drawn(replay):
    short = replace(replay, history=replay.history[:1], moments=(1,))
    assert moment(short, "phantoms", 0).shape == moment(replay, "phantoms", 0).shape


def test_the_gif_shows_every_moment_in_the_tissues_own_colours(replay):
    pictures = [moment(replay, "phantoms", index) for index in (0, 1)]
    animation = Image.open(io.BytesIO(encode_gif(pictures, BACKGROUND)))
    shown = [np.asarray(page.convert("RGB")) for page in ImageSequence.Iterator(animation)]
    assert animation.info["loop"] == 0
    assert len(shown) == 2
    for picture, page in zip(pictures, shown, strict=True):
        assert np.abs(panel(picture, 2).astype(int) - panel(page, 2)).max() <= 4
        assert np.abs(panel(picture, 0).astype(int) - panel(page, 0)).max() <= 4


def test_a_gif_needs_pictures_of_one_size():
    with pytest.raises(InputError, match="equal size"):
        encode_gif([], BACKGROUND)
    with pytest.raises(InputError, match="equal size"):
        encode_gif([np.zeros((2, 2, 3), np.uint8), np.zeros((2, 3, 3), np.uint8)], BACKGROUND)
