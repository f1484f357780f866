"""The notebook's figures of a training show what was recorded."""

import matplotlib as mpl
import pytest
from replays import DICE, write_replay

from usseg.model.replay import read_replay


@pytest.fixture
def shown(monkeypatch):
    """The figures that were shown, kept instead of being drawn on a screen."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figures = []
    monkeypatch.setattr(plt, "show", lambda: figures.append(plt.gcf()))
    yield figures
    plt.close("all")


@pytest.fixture
def replay(tmp_path):
    return read_replay(write_replay(tmp_path))


def test_the_curves_are_those_recorded(replay, shown):
    from examples.tour_figures import draw_curves

    draw_curves(replay)
    loss, phantoms = shown[0].axes  # the other set has no truth, and no axes
    assert loss.lines[0].get_ydata() == pytest.approx([1, 1 / 2, 1 / 3])
    (muscle,) = phantoms.lines  # nothing else had a score
    assert muscle.get_label() == "muscle"
    assert tuple(muscle.get_ydata()) == DICE


def test_every_kept_moment_is_shown_where_there_are_few(replay, shown):
    from examples.tour_figures import draw_moments

    draw_moments(replay)
    assert len(shown) == len(replay.moments)
