"""What is no clip, or cannot be used, reaches a visitor as one sentence without a server's path."""

import av
import gradio as gr
import pytest
from clip_makers import pictures, write_tiff
from clip_visits import segmented, use_known_network

from usseg.cine.budget import Budget
from usseg.ui.clip import kept as clips
from usseg.ui.clip.example import leave_example, open_example
from usseg.ui.views import cine_show


@pytest.fixture(autouse=True)
def known_network(monkeypatch, tmp_path):
    use_known_network(monkeypatch, tmp_path / "cache")


def broken(path):
    path.write_bytes(b"\0\0\0\x20ftypisom" + bytes(200))
    return path


def without_frames(path):
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("mjpeg", rate=20)
        stream.height, stream.width, stream.pix_fmt = 64, 96, "yuvj420p"
        container.start_encoding()
    return path


def no_clip(path):
    path.write_text("hello")
    return path


def empty(path):
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (broken, "truncated or damaged"),
        (without_frames, "holds no frame|truncated or damaged"),
        (no_clip, "is not a clip in a format that can be read"),
        (empty, "is empty"),
    ],
)
def test_a_file_that_is_no_clip_gets_the_engines_sentence(tmp_path, make, words):
    path = make(tmp_path / "<b>bad.mp4")
    with pytest.raises(gr.Error, match=words) as refused:
        segmented(path)
    assert str(tmp_path) not in refused.value.message
    assert "<b>" not in refused.value.message
    assert refused.value.print_exception is False
    assert list((tmp_path / "cache").glob("usseg-clip-*")) == []


def test_a_clip_that_changes_its_size_is_shown_up_to_there_with_the_reason(tmp_path):
    frames = [*pictures(3), *pictures(3, (80, 96))]
    key = segmented(write_tiff(tmp_path / "grows.tif", frames))
    state = cine_show.show(key)[0]
    assert "grows.tif changes its size: frame 3 has 80 x 96 pixels" in state
    assert "The 3 frames before that are kept." in state
    assert clips.find_clip(key).result.done == 3


def test_no_clip_at_all_and_a_deleted_one_are_told_apart(tmp_path):
    with pytest.raises(gr.Error, match="no longer on the server"):
        segmented(tmp_path / "gone.mp4")
    with pytest.raises(gr.Error, match="No clip is segmented yet"):
        cine_show.show(None)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"every": 0}, "whole number of 1 or more"),
        ({"every": 1.5}, "whole number"),
        ({"every": None}, "whole number"),
        ({"every": float("nan")}, "whole number"),
        ({"every": float("inf")}, "whole number"),
        ({"row_mm": 0.1}, "Give both"),
        ({"row_mm": -1, "col_mm": 1}, "spacing"),
        ({"fps": -1}, "frame rate"),
        ({"fps": float("nan")}, "frame rate"),
    ],
)
def test_a_number_that_cannot_be_used_gets_a_sentence(tmp_path, numbers, words):
    with pytest.raises(gr.Error, match=f"(?i){words}"):
        segmented(write_tiff(tmp_path / "a.tif", pictures(3)), **numbers)


@pytest.mark.parametrize(
    ("budget", "every"), [(Budget(4, 10**9, 60), 3), (Budget(100, 4 * 64 * 96, 60), 3)]
)
def test_a_clip_that_is_too_long_is_refused_with_limit_and_remedy(
    tmp_path, monkeypatch, budget, every
):
    monkeypatch.setattr("usseg.ui.clip.steps.MOST", budget)
    path = write_tiff(tmp_path / "a.tif", pictures(12))
    words = (
        r"12 frames of 64 x 96 pixels, and here at most 4 .* Take every n-th frame, with 3 or more"
    )
    with pytest.raises(gr.Error, match=words):
        segmented(path)
    assert clips.find_clip(segmented(path, every=every)).result.done == 4, "the remedy works"


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("usseg.ui.clip.steps.write_zip", full)
    with pytest.raises(gr.Error, match="cannot be packed: No space left"):
        segmented(write_tiff(tmp_path / "a.tif", pictures(3)))
    assert list((tmp_path / "cache").glob("usseg-clip-*")) == []


def test_the_numbers_of_the_example_leave_with_it(tmp_path):
    with pytest.raises(gr.Error, match="without the example clip"):
        open_example(tmp_path)
    assert leave_example(True) == (None, None, None, False)
    assert leave_example(False)[-1] is False
