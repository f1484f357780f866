"""A picture of a recorded training that is not as it should be is refused."""

import numpy as np
import pytest
from PIL import Image
from replays import half, save, write_replay
from tiny import TINY_SIZE

from usseg.errors import WeightsError
from usseg.model.replay import read_replay
from usseg.model.replay_strips import MOST_BYTES


@pytest.fixture
def release(tmp_path):
    return write_replay(tmp_path / "releases")


def spoil(path, how):
    if how == "missing":
        path.unlink()
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:60])
    elif how == "text":
        path.write_text("no picture")
    elif how == "huge":
        path.write_bytes(b"\x89PNG" + bytes(MOST_BYTES))
    elif how == "colour":
        Image.new("RGB", (2 * TINY_SIZE[1], TINY_SIZE[0])).save(path)
    elif how == "other frames":
        save(path, half(0))
    elif how == "other size":
        save(path, half(0)[:-1], half(0)[:-1])
    else:
        save(path, half(9), half(0))  # there are eight labels


@pytest.mark.parametrize("file", ["truth.png", "epoch_0003.png"])
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("missing", "cannot be read"),
        ("cut", "damaged"),
        ("text", "cannot be decoded"),
        ("huge", "more than"),
        ("colour", "expected 2 frames of 64 x 64"),
        ("other frames", "expected 2 frames of 64 x 64"),
        ("other size", "expected 2 frames of 64 x 64"),
        ("label", "the label 9"),
    ],
)
def test_a_picture_that_is_not_as_it_should_be_is_refused(release, file, how, said):
    spoil(release.path.parent / "replay" / "phantoms" / file, how)
    with pytest.raises(WeightsError, match=said) as refused:
        read_replay(release)
    assert str(release.path.parent) not in str(refused.value)  # no folder of the server


def test_a_picture_of_many_pixels_is_refused_before_it_is_decoded(release):
    save(release.path.parent / "replay" / "phantoms" / "frames.png", np.zeros((64, 9 * 64)))
    with pytest.raises(WeightsError, match="up to 8 frames"):
        read_replay(release)
