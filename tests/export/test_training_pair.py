"""Training pairs: the readers of the training room take them, and nothing is ever overwritten."""

import csv
from pathlib import Path

import numpy as np
import pytest
from export_makers import FIELD, INSIDE, SPACING_MM, bright_frame, label_map, segmentation
from tiny_dataset import write_dataset

from usseg.errors import DatasetError, InputError
from usseg.export.training_pair import write_training_pair
from usseg.image.dataset import read_dataset, read_pixels
from usseg.tissues import MULTICLASS
from usseg.train.samples import read_samples
from usseg.types import Frame

CORRECTED = segmentation(edited_pixels=5)


@pytest.fixture
def folder(tmp_path) -> Path:
    write_training_pair(tmp_path / "mine", CORRECTED, "calf 03", group="subject 1")
    return tmp_path / "mine"


def index_of(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "index.csv").read_text().splitlines()))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_reader_of_data_sets_finds_what_was_saved(folder):
    dataset = read_dataset(folder, "train")
    (entry,) = dataset.entries
    frame, mask = read_pixels(entry)
    np.testing.assert_array_equal(mask, label_map())
    np.testing.assert_array_equal(frame.pixels[INSIDE], bright_frame().pixels[INSIDE])
    assert (entry.name, entry.group) == ("calf 03.png", "subject 1")
    assert entry.spacing_mm == SPACING_MM
    assert entry.field.kind == FIELD.kind
    np.testing.assert_array_equal(entry.field.outline, FIELD.outline)
    assert dataset.about["weak"] is False


def test_the_image_is_black_outside_the_field(folder):
    frame, _ = read_pixels(read_dataset(folder, "train").entries[0])
    outside = np.ones(frame.pixels.shape, dtype=bool)
    outside[INSIDE] = False
    assert bright_frame().pixels[outside].all()
    assert not frame.pixels[outside].any()


@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_training_reads_every_label_as_its_tissue(tmp_path, model):
    write_training_pair(tmp_path / "set", segmentation(model=model), "a")
    dataset = read_dataset(tmp_path / "set", "train")
    (sample,) = read_samples(dataset, model, ["a.png"])
    top, left, bottom, right = sample.box
    mask = label_map(7 if model == "multiclass" else 1)
    np.testing.assert_array_equal(sample.bits[top:bottom, left:right], 1 << mask[INSIDE])


def test_to_the_multiclass_model_a_binary_mask_says_fat_or_anything_else(tmp_path):
    write_training_pair(tmp_path / "set", segmentation(model="binary"), "a")
    (sample,) = read_samples(read_dataset(tmp_path / "set", "train"), "multiclass", ["a.png"])
    top, left, bottom, right = sample.box
    fat, all_tissues = 1 << 2, (1 << len(MULTICLASS)) - 1
    expected = np.where(label_map(1)[INSIDE] == 1, fat, all_tissues - fat)
    np.testing.assert_array_equal(sample.bits[top:bottom, left:right], expected)


def test_a_frame_of_12_bits_is_saved_by_its_white(tmp_path):
    pixels = np.linspace(0, 4095, 2400).astype(np.uint16).reshape(40, 60)
    write_training_pair(tmp_path / "set", segmentation(Frame(pixels, 4095)), "a")
    frame, _ = read_pixels(read_dataset(tmp_path / "set", "train").entries[0])
    expected = np.rint(pixels[INSIDE] / 4095 * 255)
    np.testing.assert_array_equal(frame.pixels[INSIDE], expected)
    assert frame.spacing_mm is None


def test_a_second_pair_joins_the_first(folder):
    before = contents(folder)
    write_training_pair(folder, CORRECTED, "calf 04")
    assert [row["name"] for row in index_of(folder)] == ["calf 03.png", "calf 04.png"]
    assert index_of(folder)[1]["group"] == "calf 04"
    assert len(read_dataset(folder, "train").entries) == 2
    changed = {name for name, content in before.items() if contents(folder)[name] != content}
    assert changed == {str(folder / "index.csv")}


def test_a_row_joins_columns_and_a_last_line_that_were_edited_by_hand(folder):
    index = folder / "index.csv"
    rows = list(csv.reader(index.read_text().splitlines()))
    index.write_text("\n".join(",".join([*row, "note"]) for row in rows))
    write_training_pair(folder, CORRECTED, "calf 04")
    assert [row["note"] for row in index_of(folder)] == ["note", ""]
    assert [row["name"] for row in index_of(folder)] == ["calf 03.png", "calf 04.png"]


def test_an_uncorrected_mask_makes_the_set_weak(folder):
    write_training_pair(folder, segmentation(), "guess")
    assert read_dataset(folder, "train").about["weak"] is True


@pytest.mark.parametrize("lost", [None, "images/calf 03.png", "index.csv"])
def test_a_taken_name_is_refused_and_nothing_changes(folder, lost):
    if lost:
        (folder / lost).unlink()
    before = contents(folder)
    with pytest.raises(InputError, match=r"already holds calf 03\.png"):
        write_training_pair(folder, CORRECTED, "calf 03")
    assert contents(folder) == before


def test_a_data_set_of_somebody_else_is_left_alone(tmp_path):
    foreign = write_dataset(tmp_path / "theirs")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("x")
    for there in (foreign, tmp_path / "papers"):
        before = contents(there)
        with pytest.raises(DatasetError, match=f"{there.name} holds files that were not saved"):
            write_training_pair(there, CORRECTED, "a")
        assert contents(there) == before


def test_masks_of_another_model_or_licence_need_a_folder_of_their_own(folder):
    before = contents(folder)
    with pytest.raises(DatasetError, match="another label_sets"):
        write_training_pair(folder, segmentation(model="binary"), "a")
    with pytest.raises(DatasetError, match="another licence"):
        write_training_pair(folder, CORRECTED, "a", licence="CC0-1.0")
    assert contents(folder) == before
