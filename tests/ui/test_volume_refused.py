"""What cannot become a volume is refused in a sentence, through the endpoint's handler."""

from pathlib import Path

import gradio as gr
import pytest
from clip_visits import visit
from sweep_makers import speckle, tiff
from upload_makers import SPACING, poses, table, turns, volume_file

from usseg.errors import InputError
from usseg.ui.volume import upload as volume_upload
from usseg.ui.volume.handlers import segment_volume
from usseg.ui.volume.upload import Typed, read_upload


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))


BAD = {
    "nothing": (lambda folder: None, "There is no sweep to segment"),
    "only a table": (lambda folder: [table(folder, poses(4))], "no frames"),
    "two sweeps": (
        lambda folder: [str(tiff(folder)), str(tiff(folder, name="b.tif"))],
        "all frames of a sweep have to be in one file",
    ),
    "two tables": (
        lambda folder: [table(folder, poses(4)), table(folder, turns(4), "turns.csv")],
        "2 tables were given",
    ),
    "a missing pose": (
        lambda folder: [str(tiff(folder)), table(folder, poses(3) + "3,0,0,6,1,0,0,\n")],
        "line 5: a pose is missing",
    ),
    "too few poses": (
        lambda folder: [str(tiff(folder)), table(folder, poses(3))],
        "poses for 3 frames, but the sweep has 4",
    ),
    "too many turns": (
        lambda folder: [str(tiff(folder)), table(folder, turns(5))],
        "poses for 5 frames, but the sweep has 4",
    ),
    "turns without a column": (
        lambda folder: [str(tiff(folder)), table(folder, "frame,angle_deg\n0,0\n")],
        "Columns: frame, angle_deg, along_mm",
    ),
    "no distance of frames": (lambda folder: [str(tiff(folder))], "how far apart its frames lie"),
    "one frame": (lambda folder: [str(tiff(folder, speckle(1)))], "needs at least 2"),
    "a text": (lambda folder: [table(folder, "hello", "a.nii.gz")], "no sweep that can be read"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_gets_the_engines_sentence(tmp_path, name, only_tiny_releases):
    make, words = BAD[name]
    with pytest.raises(gr.Error, match=words) as caught:
        segment_volume(visit("p"), make(tmp_path), "multiclass", None, *SPACING)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (Typed(0.2, None, 2), "Only one of pixel height and pixel width"),
        (Typed(0.0, 0.0, 2), "spacing"),
        (Typed(*SPACING, 0.0), "cannot lie 0 mm apart"),
        (Typed(*SPACING, 2, 0.0), "cannot have a side of 0 mm"),
        (Typed(slice_mm=2), "does not say how large its pixels are"),
    ],
)
def test_a_number_that_cannot_be_gets_a_sentence(tmp_path, typed, words, only_tiny_releases):
    numbers = (typed.row_mm, typed.col_mm, typed.slice_mm, typed.voxel_mm)
    with pytest.raises(gr.Error, match=words):
        segment_volume(visit("p"), [str(tiff(tmp_path))], "multiclass", None, *numbers)


def test_a_grid_that_would_be_too_large_is_refused_with_the_voxel_that_fits(
    tmp_path, only_tiny_releases
):
    files = [str(tiff(tmp_path)), table(tmp_path, turns(4))]
    with pytest.raises(gr.Error, match=r"at most 16 million fit.*Choose voxels of"):
        segment_volume(visit("p"), files, "multiclass", None, *SPACING, None, 0.011)


def test_a_cut_file_gets_a_sentence(tmp_path, only_tiny_releases):
    path = Path(volume_file(tmp_path, "calf.nrrd"))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(gr.Error, match=r"calf\.nrrd"):
        segment_volume(visit("p"), [str(path)])


def test_more_than_others_can_wait_for_is_left_to_the_command_line(tmp_path, monkeypatch):
    monkeypatch.setattr(volume_upload, "MOST_FRAMES", 3)
    with pytest.raises(InputError, match=r"takes at most 3 frames .* `python -m usseg volume`"):
        read_upload([str(tiff(tmp_path))], Typed(*SPACING, 2))
