"""The plot of curves says which line is which, inside the picture."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
from clip_makers import OPTIONS, SEGMENTER, pictures, write_tiff

from usseg.cine.plot import CAPTION_LETTERS, PANELS, Curves, curves_svg
from usseg.cine.plot_scale import WIDTH
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.render import NOTICE
from usseg.tissues import tissues_of

WIDEST = 8  # of a letter of 12 units, on average, in any common face without serifs
TISSUES = [tissue.name for tissue in tissues_of("multiclass")[1:]]


def texts(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))


@pytest.fixture
def drawn() -> str:
    """Curves in which every tissue is seen."""
    x = np.arange(4.0)
    columns = [
        f"{name}_{q}_{unit}" for name in TISSUES for q, _, *units in PANELS for unit in units
    ]
    return curves_svg(Curves(x, True, {c: x + 1 for c in columns}, 3), "multiclass", NOTICE)


def test_every_line_is_named_inside_the_picture(drawn):
    for name in TISSUES:
        places = [one for one in texts(drawn) if one.text == name]
        assert len(places) == len(PANELS)
    starts = [one for one in texts(drawn) if one.get("text-anchor") is None]
    assert max(float(one.get("x")) + WIDEST * min(len(one.text), 10) for one in starts) <= WIDTH


def test_names_of_the_key_do_not_overlap(drawn):
    named = [one for one in texts(drawn) if one.text in TISSUES]
    ends = {}
    for one in named:
        assert float(one.get("x")) > ends.get(one.get("y"), 0)
        ends[one.get("y")] = float(one.get("x")) + 6.6 * len(one.text)


def test_a_long_caption_is_broken_into_lines(drawn):
    lines = [one.text for one in texts(drawn) if "device" in one.text or "mean of 3" in one.text]
    assert " ".join(lines) == f"{NOTICE} Each point is the mean of 3 frames."
    assert max(map(len, lines)) <= CAPTION_LETTERS


def test_the_plot_of_a_run_names_what_is_seen_only(tmp_path):
    path = write_tiff(tmp_path / "a.tif", pictures(3))
    segment_clip(read_clip(path), tmp_path, SEGMENTER, OPTIONS)
    found = [one.text for one in texts((tmp_path / "a.svg").read_text())]
    assert [name for name in found if name in TISSUES] == ["fat", "muscle"] * len(PANELS)
