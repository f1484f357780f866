"""Labels that a network is sure of become a data set; what it is not sure of says nothing."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rich.console import Console
from tiny import TINY_SIZE, tiny_weights

from usseg.cli import main
from usseg.errors import DatasetError
from usseg.image.dataset import read_dataset, read_pixels
from usseg.image.preprocess import field_mask
from usseg.model.weights_file import release_of_file
from usseg.phantom.dataset import make_phantom
from usseg.pipeline import segment_with
from usseg.tissues import IGNORE
from usseg.train.prepare import prepare_images
from usseg.train.pseudo_labels import sure_mask, write_pseudo_labels
from usseg.train.settings import Settings
from usseg.types import Field, Frame, Segmentation


@pytest.fixture(scope="module")
def teacher(tmp_path_factory) -> Path:
    """A tiny network's file, whose predictions are arbitrary, but the same each time."""
    folder = tmp_path_factory.mktemp("teacher")
    tiny_weights("multiclass", folder)
    record = {"settings": {"input_size": TINY_SIZE}}
    (folder / "run.json").write_text(json.dumps(record))
    return folder / "multiclass.keras"


@pytest.fixture
def frames(tmp_path) -> Path:
    """Three unlabelled frames of two sources."""
    folder = tmp_path / "unlabelled"
    (folder / "images").mkdir(parents=True)
    with (folder / "index.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "body", "licence", "source"))
        for seed, source in enumerate(("calf@1", "calf@1", "neck@2")):
            name = f"{seed}.png"
            Image.fromarray(make_phantom(seed, "limb-transverse").pixels).save(
                folder / "images" / name
            )
            writer.writerow((name, "leg", "CC BY 4.0" if seed else "Apache-2.0", source))
    return folder


def test_only_sure_pixels_are_labelled_and_outside_the_field_is_background(teacher):
    mask = np.array([[0, 3, 3, 2], [0, 2, 2, 2]], np.uint8)
    confidence = np.array([[1, 0.95, 0.5, 0.9], [1, 0.2, 0.89, 1.0]], np.float32)
    field = Field("rectangle", np.array([(0, 1), (0, 4), (2, 4), (2, 1)], float))
    frame = Frame(np.zeros((2, 4), np.uint8), 255)
    release = release_of_file(teacher, "multiclass")
    labels, share = sure_mask(Segmentation(frame, field, mask, confidence, release), 0.9)
    np.testing.assert_array_equal(labels, [[0, 3, IGNORE, 2], [0, IGNORE, IGNORE, 2]])
    assert share == pytest.approx(3 / 6)


def test_the_folder_is_a_data_set_with_the_licences_and_teaches_what_the_network_says(
    teacher, frames, tmp_path
):
    out = tmp_path / "pseudo"
    release = release_of_file(teacher, "multiclass")
    told = dict(write_pseudo_labels(release, frames, out, sure=0.0))
    assert set(told) == {"0.png", "1.png", "2.png"}
    assert set(told.values()) == {1.0}
    dataset = read_dataset(out, "train")
    assert dataset.name == "unlabelled-pseudo"
    assert dataset.about["weak"]
    assert dataset.about["licence"] == "Apache-2.0, CC BY 4.0"
    assert dataset.about["teacher_sha256"] == release.sha256
    assert [entry.group for entry in dataset.entries] == ["calf@1", "calf@1", "neck@2"]
    for entry in dataset.entries:
        said = segment_with(release, frames / "images" / entry.name)
        frame, mask = read_pixels(entry)
        np.testing.assert_array_equal(frame.pixels, said.frame.pixels)
        inside = field_mask(said.field, mask.shape)
        np.testing.assert_array_equal(mask[inside], said.mask[inside])
    settings = Settings("multiclass", folders=(out,), phantoms="none", input_size=(64, 64))
    mixture, _, _ = prepare_images(settings, Console(quiet=True))
    assert 1 <= mixture.sources[0].size < 3, "one source of frames is kept for validation"


def test_a_frame_that_is_mostly_guessed_is_left_out(teacher, frames, tmp_path):
    release = release_of_file(teacher, "multiclass")
    with pytest.raises(DatasetError, match="sure of no frame"):
        list(write_pseudo_labels(release, frames, tmp_path / "out", sure=1.0))
    assert not (tmp_path / "out" / "index.csv").exists()


def test_frames_without_licence_are_refused(teacher, frames, tmp_path):
    index = frames / "index.csv"
    index.write_text(index.read_text().replace("Apache-2.0", ""))
    release = release_of_file(teacher, "multiclass")
    with pytest.raises(DatasetError, match="licence"):
        list(write_pseudo_labels(release, frames, tmp_path / "out"))


def test_the_command_writes_the_folder_and_says_how_much(teacher, frames, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["--weights", teacher, "--data", frames, "--out", out, "--sure", "0"]
    assert main(["pseudo-label", *map(str, arguments)]) == 0
    assert "3 of 3 frames, 100%" in " ".join(capsys.readouterr().out.split())
    assert json.loads((out / "dataset.json").read_text())["label_sets"]["255"] == "ignore"


def test_a_threshold_that_is_no_probability_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["pseudo-label", "--weights", "a", "--data", "b", "--out", "c", "--sure", "1.5"])
    assert "from 0 to 1" in capsys.readouterr().err
