"""What a result says of the network's own doubts."""

import numpy as np
import pytest

from usseg.model import look as room
from usseg.pipeline import doubts, segment_with


@pytest.mark.parametrize(("probability", "stays"), [(0.55, False), (0.7, True)])
def test_a_tissue_that_is_left_out_as_doubtful_is_named_in_the_warnings(
    tiny_release, monkeypatch, probability, stays
):
    answer = np.zeros((64, 64, 8), dtype=np.float32)
    answer[..., 2] = 0.93
    answer[-2:] = 0
    answer[-2:, :, 2], answer[-2:, :, 7] = 1 - probability, probability
    monkeypatch.setattr(room, "predict_with_features", lambda release, unit_input: (answer, None))
    speckle = np.random.default_rng(2).integers(40, 216, (96, 120), dtype=np.uint8)
    done = segment_with(tiny_release, speckle)
    said = [one for one in done.warnings if "false alarm" in one]
    assert (done.mask == 7).any() == stays
    assert len(said) == (not stays)
    assert all("bone (3.4 % of the field's box, mean probability 0.55)" in one for one in said)


def test_low_confidence_is_a_doubt_and_high_confidence_is_none():
    assert doubts(np.array([0.6, 0.5])) == ()
    assert "0.45" in doubts(np.array([0.5, 0.4]))[0]
