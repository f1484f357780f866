"""What visitors upload as a volume gives what the command line gives, in its place in the world."""

import time
from pathlib import Path
from zipfile import ZipFile

import gradio as gr
import nibabel
import pytest
import SimpleITK
from clip_visits import visit
from served import ROOT
from sweep_makers import speckle, straight, tiff, tracked_mha, transforms
from upload_makers import SPACING, poses, table, turns, volume_file

from usseg.cli import main
from usseg.ui.volume.handlers import fill, leave, leave_example, segment_volume
from usseg.ui.volume.steps import segmented
from usseg.ui.volume.upload import Typed


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))


@pytest.mark.parametrize("name", ["calf.nii.gz", "calf.nrrd", "calf.mha"])
def test_volumes_keep_their_place_from_upload_to_download(tmp_path, name, only_tiny_releases):
    """Read by two other libraries: spacing, origin and direction are those of what was uploaded."""
    path = volume_file(tmp_path, name)
    zipped, report = segment_volume(visit("p"), [path])
    with ZipFile(zipped) as files:
        files.extractall(tmp_path / "out")
    before = SimpleITK.ReadImage(path)
    for made in ("calf.nii.gz", "calf.seg.nrrd", "calf.grey.nii.gz"):
        after = SimpleITK.ReadImage(str(tmp_path / "out" / made))
        assert after.GetSize() == before.GetSize()
        assert after.GetSpacing() == pytest.approx(before.GetSpacing())
        assert after.GetOrigin() == pytest.approx(before.GetOrigin())
        assert after.GetDirection() == pytest.approx(before.GetDirection())
    affine = nibabel.load(tmp_path / "out" / "calf.nii.gz").affine
    assert affine[:3, 3] == pytest.approx((-5, 6, 7)), "NIfTI's world is right-anterior-superior"
    assert report["amounts"]["spacing_mm"] == pytest.approx([2.0, 0.2, 0.3])
    assert report["amounts"]["spacing_source"].endswith("header")


@pytest.mark.parametrize(
    ("kind", "text", "more"),
    [
        ("linear", None, ["--slice", "2"]),
        ("freehand", poses(4), ["--poses", "poses.csv"]),
        ("rotational", turns(4), ["--turns", "poses.csv"]),
    ],
)
def test_the_endpoint_gives_the_files_of_the_command_line(
    tmp_path, monkeypatch, kind, text, more, only_tiny_releases
):
    frames = tiff(tmp_path)
    files = [str(frames)] if text is None else [table(tmp_path, text), str(frames)]
    slice_mm = 2.0 if kind == "linear" else None
    zipped, report = segment_volume(
        visit("p"), files, "multiclass", None, *SPACING, slice_mm, None, True
    )
    assert report["sweep"] == kind
    monkeypatch.chdir(tmp_path)
    call = ["volume", "sweep.tif", "--out", "out", "--spacing", "0.2", "0.3", "--whole", *more]
    assert main(call) == 0
    written = {path for path in Path("out").rglob("*") if path.is_file()}
    with ZipFile(zipped) as zip_file:
        assert {Path("out") / name for name in zip_file.namelist()} == written
        for name in zip_file.namelist():
            if not name.endswith(".json"):  # which holds times
                assert zip_file.read(name) == (Path("out") / name).read_bytes()


def test_a_tracked_sequence_brings_its_own_scale(tmp_path, only_tiny_releases):
    steps = straight(4, 2.0, (24, 32), SPACING)
    matrices = [step[:, [2, 1, 0, 3]] for step in steps]  # of columns, rows and the normal
    path = tracked_mha(tmp_path / "plus.mha", speckle(), transforms(matrices))
    _, report = segment_volume(visit("p"), [str(path)])
    assert report["sweep"] == "freehand"
    assert report["frames_finished"] == 4


def test_progress_names_frames_and_time_and_stopping_keeps_what_is_done(
    tmp_path, only_tiny_releases
):
    told = []
    done = iter([False, False, True])
    made = segmented(
        [str(tiff(tmp_path))], ("multiclass", "latest"), Typed(*SPACING, 2),
        lambda share, desc: told.append((share, desc)), lambda: next(done),
    )  # fmt: skip
    assert [share for share, _ in told] == [0, 0.25, 0.5]
    assert told[1][1].startswith("1 of 4 frames, about ")
    assert made.volume.finished == 2
    assert sorted(made.masks) == ["0000.mask.png", "0001.mask.png"]
    assert not list((tmp_path / "cache").glob("volume-*")), "the folder of the run is gone"


def test_the_numbers_of_the_example_leave_with_it():
    """Else they would silently replace the scale of a visitor's own sweep."""
    *form, is_example = fill(ROOT / "examples" / "volumes")
    assert form[1:3] == pytest.approx([0.25894, 0.229167], rel=1e-4)
    assert leave_example(is_example) == (None, None, None, None, False, False)
    assert leave_example(False) == (gr.skip(),) * 5 + (False,)


def test_a_volume_of_an_old_upload_is_as_old_as_that(tmp_path, monkeypatch, only_tiny_releases):
    monkeypatch.setattr("usseg.ui.volume.steps.age_s", lambda path: 2000.0)
    made = segmented(
        [str(tiff(tmp_path))], ("multiclass", "latest"), Typed(*SPACING, 2),
        lambda *_, desc: None, lambda: False,
    )  # fmt: skip
    assert time.monotonic() - made.born == pytest.approx(2000, abs=100)


def test_a_program_that_leaves_stops_its_run_after_the_frame_at_work(tmp_path, only_tiny_releases):
    files = [str(tiff(tmp_path)), table(tmp_path, turns(4))]

    def leave_at_the_first(fraction, desc):
        if fraction > 0:
            leave(visit("p"))

    _, report = segment_volume(
        visit("p"), files, "multiclass", None, *SPACING, whole=True, progress=leave_at_the_first
    )
    assert report["frames_finished"] == 1
    _, report = segment_volume(visit("p"), files, "multiclass", None, *SPACING, whole=True)
    assert report["frames_finished"] == 4, "the next run of the same program is not stopped"
