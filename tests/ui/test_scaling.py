"""From clicks, offers and typed numbers to a scale, and to a sentence where they do not do."""

from dataclasses import replace

import gradio as gr
import pytest
from export_makers import bright_frame
from session_makers import kept, made

from usseg.types import Scale
from usseg.ui import scaling
from usseg.ui.scaling import Settings, rescale, scale_of
from usseg.ui.session import find

TAGS = Scale((0.3, 0.4), "TIFF resolution tags", None, "tiff")
RULER = Scale((0.2, 0.2), "ruler, 10 mm each assumed", 0.9, "ruler")


@pytest.fixture
def offering(tmp_path):
    frame = replace(bright_frame(None), offers=(TAGS, RULER))
    return made(tmp_path, frame=frame)


def test_an_offer_is_taken_by_its_number_and_none_unasked(offering):
    assert scale_of(offering, "file", Settings()) is None
    assert scale_of(offering, "0", Settings()) == TAGS
    assert scale_of(offering, "1", Settings()) == RULER


def test_two_points_give_square_pixels(offering):
    given = Settings(row0=0, col0=0, row1=30, col1=40, length_mm=10)
    scale = scale_of(offering, "points", given)
    assert scale.spacing_mm == pytest.approx((0.2, 0.2))
    assert "two points" in scale.source


def test_typed_numbers_keep_rows_and_columns_apart(offering):
    assert scale_of(offering, "typed", Settings(0.1, 0.4)).spacing_mm == (0.1, 0.4)


@pytest.mark.parametrize(
    ("way", "given", "words"),
    [
        ("points", Settings(row0=1, col0=1, length_mm=10), "Two points and their distance"),
        ("points", Settings(row0=1, col0=1, row1=9, col1=9), "Two points and their distance"),
        (
            "points",
            Settings(row0=5, col0=5, row1=5, col1=5, length_mm=9),
            "Both points are the same",
        ),
        ("points", Settings(row0=0, col0=0, row1=99, col1=0, length_mm=9), "outside the image"),
        ("points", Settings(row0=0, col0=0, row1=30, col1=0, length_mm=-1), "cannot be used"),
        ("points", Settings(row0=0, col0=0, row1=3, col1=0, length_mm=1000), "larger than any"),
        ("typed", Settings(), "No pixel size is typed"),
        ("typed", Settings(0.1, None), "both"),
        ("typed", Settings(0, 0), "not above zero"),
        ("typed", Settings(float("nan"), 1), "cannot be used"),
        ("typed", Settings(1000, 1000), "larger than any"),
        ("7", Settings(), "does not offer"),
        ("1", Settings(tick_mm=10), "No ruler"),
    ],
)
def test_what_cannot_be_a_scale_is_told_and_the_old_one_stays(tmp_path, way, given, words):
    frame = replace(bright_frame(None), offers=(TAGS, RULER))
    key = kept(tmp_path, frame=frame, scale=TAGS)
    with pytest.raises(gr.Error, match=words):
        rescale(key, way, *given)
    assert find(key).scale == TAGS


def test_the_scale_changes_without_a_network(tmp_path, monkeypatch):
    key = kept(tmp_path)
    monkeypatch.setattr("usseg.pipeline.segment_with", None)
    rescale(key, "typed", *Settings(0.1, 0.4))
    assert find(key).report["spacing_mm"] == [0.1, 0.4]
    rescale(key, "file", *Settings(0.1, 0.4))
    assert find(key).report["spacing_mm"] is None


def test_numbers_of_the_page_come_in_the_order_of_the_settings():
    assert scaling.Settings._fields[2:6] == ("row0", "col0", "row1", "col1")
