"""A whole run: progress, stopping, frames that show nothing, and a run that is killed."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import SimpleITK
import tifffile
from PIL import Image
from sweep_makers import speckle

from usseg.cli import main
from usseg.errors import InputError
from usseg.image.preprocess import whole_field
from usseg.pipeline import segment_with
from usseg.tissues import IGNORE
from usseg.volume.files import volume_files
from usseg.volume.read import Given, read_sweep
from usseg.volume.run import segment_volume
from usseg.volume.shadow import SEEN, visibility
from usseg.volume.slices import segment_slice

ROOT = Path(__file__).parents[2]
SHAPE = (6, 70, 80)


@pytest.fixture
def stack(tmp_path):
    """A file of six frames."""
    path = tmp_path / "calf.tif"
    tifffile.imwrite(path, speckle(*SHAPE), photometric="minisblack")
    return path


@pytest.fixture
def sweep(stack):
    return read_sweep(stack, Given((0.2, 0.3), 2.0))


def test_slices_are_segmented_as_they_were_acquired(sweep, tiny_release):
    """Each slice is what `segment` makes of its frame, where the frame shows anything."""
    made = segment_volume(sweep, tiny_release)
    for index in (0, 3):
        alone = segment_with(
            tiny_release, sweep.pixels[index], spacing_mm=(0.2, 0.3), field=made.field
        )
        state = visibility(alone.mask, made.field, "multiclass", (0.2, 0.3))
        expected = np.where(state == SEEN, alone.mask, IGNORE)
        assert (made.volume.labels[index] == expected).all()
    assert (made.volume.grey == sweep.pixels).all()
    assert made.volume.spacing_source == "typed; distance of frames typed"


def test_what_a_frame_alone_is_unsure_of_still_has_its_votes(sweep, tiny_release, monkeypatch):
    """A little tendon, hardly believed: not in the frame's own mask, but in what it votes for."""
    probabilities = np.zeros((70, 80, 8), dtype=np.float32)
    probabilities[..., 2] = 1
    probabilities[30:32, :, 2], probabilities[30:32, :, 5] = 0.45, 0.55
    monkeypatch.setattr("usseg.volume.slices.look", lambda *_: (probabilities, None))
    made = segment_slice(tiny_release, sweep, 0, whole_field(SHAPE[1:]))
    assert not (made.mask == 5).any()
    assert (made.votes[30:32, :, :8].argmax(axis=-1) == 5).all()


def test_progress_is_told_after_every_frame(sweep, tiny_release):
    told = []
    segment_volume(sweep, tiny_release, progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 6) for number in range(1, 7)]


def test_a_stopped_run_keeps_what_is_finished_and_the_rest_is_unknown(sweep, tiny_release):
    asked = iter([False, False, False, True])
    made = segment_volume(sweep, tiny_release, cancel=lambda: next(asked))
    assert made.volume.finished == 3
    assert (made.volume.labels[3:] == IGNORE).all()
    assert (made.volume.labels[:3] != IGNORE).any()
    assert "Stopped after 3 of 6 frames; the rest is unknown." in made.warnings
    with pytest.raises(InputError, match="nothing to put together"):
        segment_volume(sweep, tiny_release, cancel=lambda: True)


def test_a_black_frame_is_unknown_and_does_not_stop_the_run(sweep, tiny_release):
    pixels = sweep.pixels.copy()
    pixels[2] = 0
    made = segment_volume(replace(sweep, pixels=pixels), tiny_release)
    assert (made.volume.labels[2] == IGNORE).all()
    assert "Frames of one grey all over, which show nothing: 1 of 6." in made.warnings


def test_the_report_says_what_a_number_rests_on(sweep, tiny_release):
    files = volume_files(segment_volume(sweep, tiny_release), "calf")
    report = json.loads(files["calf.json"])
    assert report["amounts"]["spacing_source"] == "typed; distance of frames typed"
    assert report["weights"]["sha256"] == tiny_release.sha256
    assert report["grid"]["spacing_mm"] == pytest.approx([2.0, 0.2, 0.3])
    assert {"calf.nii.gz", "calf.seg.nrrd", "calf.sections.csv", "calf.glb"} < set(files)
    head = files["calf.sections.csv"].decode().splitlines()[0]
    assert head.startswith("slice,place_mm,skin_mm2,fat_mm2,muscle_mm2")
    assert head.endswith("bone_surface_mm2,shadow_mm2,not_scanned_mm2")


def test_the_command_writes_everything(stack, tmp_path, only_tiny_releases, capsys):
    out = tmp_path / "out"
    call = ["volume", str(stack), "--out", str(out), "--spacing", "0.2", "0.3", "--slice", "2"]
    assert main(call) == 0
    labels = SimpleITK.ReadImage(str(out / "calf.nii.gz"))
    assert labels.GetSize() == SHAPE[::-1]
    assert labels.GetSpacing() == pytest.approx((0.3, 0.2, 2.0))
    planes = SimpleITK.GetArrayFromImage(labels)
    for index in range(6):
        kept = np.asarray(Image.open(out / "calf.slices" / f"{index:04d}.mask.png"))
        assert (kept == planes[index]).all()
    assert "scale: typed; distance of frames typed" in capsys.readouterr().out


def test_the_command_refuses_in_one_sentence(stack, tmp_path, only_tiny_releases, capsys):
    assert main(["volume", str(stack), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == (
        "calf.tif does not say how large its pixels are, and a volume cannot be measured without. "
        "Give the height and width of a pixel in mm.\n"
    )
    beside = tmp_path / "calf.json"
    beside.write_bytes(stack.read_bytes())
    assert main(["volume", str(beside), "--out", str(tmp_path)]) == 2
    call = ["volume", str(stack), "--out", str(tmp_path / "out"), "--voxel", "0"]
    assert main([*call, "--spacing", "0.2", "0.2", "--slice", "1"]) == 1
