"""The buttons of the view Cine: results as of the engine, stopped, limited, replaced and forgotten."""

import gradio as gr
import numpy as np
import pytest
from clip_makers import FPS, RELEASE, pictures, write_tiff, write_video
from clip_visits import NOTE, segmented, use_known_network
from PIL import Image

from usseg.cine.options import Options
from usseg.cine.run import segment_video
from usseg.ui.clip import kept as clips
from usseg.ui.views import cine_show

FRAMES = 12


@pytest.fixture(autouse=True)
def known_network(monkeypatch, tmp_path):
    use_known_network(monkeypatch, tmp_path / "cache")


@pytest.fixture
def clip(tmp_path):
    return write_tiff(tmp_path / "swell.tif", pictures(FRAMES))


def shown(key):
    """What `show` returns, by name."""
    names = ("state", "results", "video", "curves", "files", "frame", "read", "still", "said")
    return dict(zip(names, cine_show.show(key), strict=True))


def test_masks_and_table_are_those_of_the_engine(tmp_path, clip):
    key = segmented(clip, every=2, row_mm=0.1, col_mm=0.2, fps=FPS)
    options = Options(every=2, spacing_mm=(0.1, 0.2), fps=FPS)
    segment_video(clip, tmp_path / "engine", RELEASE, options)
    made = clips.find_clip(key)
    for name in ("swell.masks.tif", "swell.csv", "swell.svg"):
        assert made.file(name).read_bytes() == (tmp_path / "engine" / name).read_bytes()
    assert made.result.done == FRAMES // 2


def test_a_visitor_sees_facts_curves_stills_and_every_file(clip):
    page = shown(segmented(clip, row_mm=0.1, col_mm=0.2))
    assert "The whole clip is segmented: 12 frames." in page["state"]
    assert "unknown: nothing says it" in page["state"]
    assert "0.1 × 0.2 mm (typed)" in page["state"]
    assert NOTE in page["state"]
    assert "aria-label" in page["curves"]
    assert (page["frame"]["maximum"], page["frame"]["step"]) == (FRAMES - 1, 1)
    names = [path.rsplit("/", 1)[1] for path in page["files"]]
    assert names == [
        f"swell.{end}"
        for end in ("zip", "overlay.mp4", "masks.tif", "csv", "svg", "clip.json", "xlsx")
    ]


def test_the_frame_rate_of_a_container_is_said_with_its_source(tmp_path):
    page = shown(segmented(write_video(tmp_path / "a.mp4", pictures(6))))
    assert "20 frames per second (container time base)" in page["state"]
    assert "Pixel size</dt><dd>unknown, so nothing is in mm" in page["state"]
    assert "at 0.000 s" in page["said"]


def test_boxes_that_nobody_typed_in_come_as_zeros_and_mean_what_the_file_says(tmp_path):
    path = write_video(tmp_path / "a.mp4", pictures(6))
    page = shown(segmented(path, row_mm=0, col_mm=0, fps=0))
    assert "20 frames per second (container time base)" in page["state"]
    assert "unknown, so nothing is in mm" in page["state"]


def test_a_still_shows_the_frame_that_was_chosen_as_read_and_with_tissues(clip):
    key = segmented(clip, every=3)
    assert shown(key)["frame"] | {"value": 0} == gr.update(maximum=9, step=3, value=0, visible=True)
    read, still, said = cine_show.show_still(key, 6)
    assert "Frame 6; its time is unknown" in said
    expected = pictures(FRAMES)[6].astype(int)
    found = np.asarray(Image.open(read))[..., 0].astype(int)
    assert np.abs(found - expected).mean() < 4, "the video is compressed"
    assert np.abs(found - pictures(FRAMES)[3]).mean() > 8
    assert Image.open(still).size == Image.open(read).size


def test_a_frame_that_was_left_out_gets_a_sentence(clip):
    key = segmented(clip, every=3)
    with pytest.raises(gr.Error, match="Frame 4 was not segmented"):
        cine_show.show_still(key, 4)


def test_smoothing_is_for_the_eye_and_leaves_the_table_as_it_is(clip):
    plain, smooth = segmented(clip), segmented(clip, smoothing=True)
    tables = [clips.find_clip(key).file(".csv").read_bytes() for key in (plain, smooth)]
    assert tables[0] == tables[1]
    names = [path.name for path in clips.find_clip(smooth).files]
    assert "swell.smoothed.overlay.mp4" in names
    assert "swell.smoothed.masks.tif" in names
    assert cine_show.show_still(smooth, 3)
