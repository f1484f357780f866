"""Scale and field as the page shows them, and what clicks on the picture do; no network is run."""

from dataclasses import replace
from types import SimpleNamespace

import gradio as gr
import pytest
from export_makers import bright_frame
from session_makers import kept

from usseg.types import Scale
from usseg.ui.views import setting_show

RULER = Scale((0.2, 0.2), "ruler, <b>10 mm</b>", 0.93, "ruler")
SIZED = Scale((0.5, 0.25), "typed")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))


def test_offers_are_listed_with_confidence_and_none_is_chosen(tmp_path):
    frame = replace(bright_frame(None), offers=(RULER,))
    _, line, way, *points, tick, top, left, bottom, right = setting_show.show(
        kept(tmp_path, frame=frame)
    )
    assert "unknown" in line
    assert way["value"] == "file"
    assert [value for _, value in way["choices"]] == ["file", "0", "points", "typed"]
    assert "confidence 93%" in way["choices"][1][0]
    assert points == [None] * 5
    assert tick["visible"] is True
    assert (top, left, bottom, right) == (4, 10, 36, 50)


@pytest.mark.parametrize(
    ("scale", "way"),
    [(None, "file"), (RULER, "0"), (SIZED, "typed"), (replace(SIZED, kind="points"), "points")],
)
def test_the_way_that_was_taken_is_shown(tmp_path, scale, way):
    frame = replace(bright_frame(None), offers=(RULER,))
    shown = setting_show.show(kept(tmp_path, frame=frame, scale=scale))
    assert shown[2]["value"] == way
    assert "<b>10" not in shown[1]


def click(x: float, y: float) -> SimpleNamespace:
    return SimpleNamespace(index=[x, y])


def test_clicks_fill_the_points_then_the_corners(tmp_path):
    key, nothing = kept(tmp_path), (None,) * 8
    points, corners = (setting_show.texts.CLICKS[0], setting_show.texts.CLICKS[1])
    first = setting_show.place(click(8, 25), key, points, *nothing)
    assert first[:4] == pytest.approx((1.5, 0.5, None, None))  # every pixel is shown 17 times
    second = setting_show.place(click(8, 25), key, points, *first)
    assert second[2:4] == pytest.approx((1.5, 0.5))
    third = setting_show.place(click(8, 25), key, corners, *second)
    assert third[:4] == second[:4]
    assert third[4:6] == pytest.approx((1.5, 0.5))
    with pytest.raises(gr.Error, match="outside the image"):
        setting_show.place(click(-99, 0), key, points, *nothing)


def test_marks_change_the_picture_and_half_points_do_not(tmp_path):
    key = kept(tmp_path)
    plain = setting_show.mark(key, *(None,) * 8)
    assert setting_show.mark(key, 5, *(None,) * 7) == plain
    assert setting_show.mark(key, 5, 5, *(None,) * 6) != plain
    assert setting_show.mark(key, *(None,) * 4, 4, 10, 36, 50) == plain, "the field itself"
    assert setting_show.mark(key, *(None,) * 4, 5, 11, 30, 40) != plain
