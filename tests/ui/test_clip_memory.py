"""What the page does with a clip takes no more memory for a long one: workbook, zip and stills too."""

import pytest
from clip_makers import pictures, write_video
from clip_visits import segmented, use_known_network
from test_memory import LONG, PER_FRAME, SHORT, peak

from usseg.ui.views import cine_show


@pytest.fixture(autouse=True)
def known_network(monkeypatch, tmp_path):
    use_known_network(monkeypatch, tmp_path / "cache")


def test_a_clip_five_times_as_long_takes_no_more_memory(tmp_path):
    def visit(path, last):
        key = segmented(path)
        cine_show.show(key)
        cine_show.show_still(key, last)

    peaks = {}
    for count in (3, SHORT, LONG):  # the first fills what is kept once
        path = write_video(tmp_path / f"{count}.mp4", pictures(count))
        peaks[count] = peak(lambda path=path, count=count: visit(path, count - 1))
    assert peaks[LONG] - peaks[SHORT] < PER_FRAME * (LONG - SHORT)
