"""Other medical images that are at hand everywhere: a heart and heads, counted as foreign."""

import numpy as np

from usseg.evaluate.gate_dicom import shipped
from usseg.evaluate.gate_pictures import half_of


def test_a_heart_and_tomograms_are_shown_to_the_gate():
    found = list(shipped())
    kinds = [picture.kind for picture in found]
    assert (kinds.count("cardiac"), kinds.count("CT")) == (10, 3)
    assert not any(picture.wanted or picture.phantom for picture in found)
    assert all(picture.validation for picture in found)


def test_the_frames_of_the_heart_differ_and_stay_in_one_half():
    frames = [picture for picture in shipped() if picture.kind == "cardiac"]
    assert len({half_of(picture.group) for picture in frames}) == 1
    assert {picture.frame.pixels.shape for picture in frames} == {(240, 320)}
    first, second = (picture.frame.pixels.astype(int) for picture in frames[:2])
    assert np.abs(first - second).max() > 20, "it beats"
    assert 5 < first.mean() < 120
