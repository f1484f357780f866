"""Folders of labelled frames, as docs/datasets.md describes them."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tiny_dataset import layered_frame, write_dataset

from usseg.errors import DatasetError
from usseg.image.dataset import read_dataset, read_pixels
from usseg.image.dataset_files import NEEDED_COLUMNS, NEEDED_KEYS, parse_field, write_outline
from usseg.types import Field

DOCS = Path(__file__).parents[2] / "docs" / "datasets.md"


@pytest.fixture
def folder(tmp_path):
    return write_dataset(tmp_path / "layers", frames=4)


def edit_index(folder: Path, before: str, after: str) -> None:
    path = folder / "index.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_frame_comes_with_its_mask_spacing_group_and_field(folder):
    dataset = read_dataset(folder, "train")
    entry = dataset.entries[2]
    frame, mask = read_pixels(entry)
    pixels, truth = layered_frame(2)
    np.testing.assert_array_equal(frame.pixels, pixels)
    np.testing.assert_array_equal(mask, truth)
    assert (entry.group, frame.spacing_mm, entry.field.kind) == ("g1", (0.1, 0.2), "whole")
    assert dataset.label_sets[1] == ("skin", "fat")
    assert dataset.label_sets[255] == "ignore"


def test_splits_do_not_mix(folder):
    edit_index(folder, "frame_1.png,train", "frame_1.png,test")
    names = [entry.name for entry in read_dataset(folder, "test").entries]
    assert names == ["frame_1.png"]
    assert len(read_dataset(folder, "train").entries) == 3


def test_a_split_without_frames_is_refused(folder):
    with pytest.raises(DatasetError, match="no frame with split 'test'"):
        read_dataset(folder, "test")


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", "sub/frame.png"])
def test_a_name_that_leaves_the_folder_is_refused(folder, name):
    edit_index(folder, "frame_0.png", name)
    with pytest.raises(DatasetError, match="without a folder"):
        read_dataset(folder, "train")


@pytest.mark.parametrize("spacing", ["-0.1,0.2", "0.1,", "wide,0.2", "nan,0.2"])
def test_a_spacing_that_is_no_length_is_refused(folder, spacing):
    edit_index(folder, "0.1,0.2", spacing)
    with pytest.raises(DatasetError, match="positive numbers"):
        read_dataset(folder, "train")


def test_a_mask_of_another_size_is_refused_with_both_sizes(folder):
    Image.fromarray(np.zeros((5, 6), np.uint8)).save(folder / "masks" / "frame_0.png")
    with pytest.raises(DatasetError, match=r"\(64, 64\), but its mask \(5, 6\)"):
        read_pixels(read_dataset(folder, "train").entries[0])


def test_a_picture_that_is_none_is_refused_by_name(folder):
    (folder / "images" / "frame_0.png").write_bytes(b"not a picture")
    with pytest.raises(DatasetError, match=r"images/frame_0\.png cannot be read"):
        read_pixels(read_dataset(folder, "train").entries[0])


@pytest.mark.parametrize("key", sorted(NEEDED_KEYS))
def test_a_description_lacking_a_key_is_refused_by_that_key(folder, key):
    path = folder / "dataset.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    del about[key]
    path.write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(DatasetError, match=f"lacks {key}"):
        read_dataset(folder, "train")


def test_a_folder_without_files_is_refused(tmp_path):
    with pytest.raises(DatasetError, match=r"no readable dataset\.json"):
        read_dataset(tmp_path, "train")


def test_an_outline_survives_writing_and_reading():
    outline = np.array([(0, 40.5), (200, 0), (200.25, 90), (0, 50)])
    row = {"name": "a.png", "field": "sector", "outline": write_outline(Field("sector", outline))}
    np.testing.assert_allclose(parse_field(row).outline, outline)


@pytest.mark.parametrize("outline", ["1 2;3 4", "1 2;3;4 5", "a b;c d;e f"])
def test_an_outline_that_is_no_polygon_is_refused(outline):
    with pytest.raises(DatasetError, match="three corners"):
        parse_field({"name": "a.png", "field": "sector", "outline": outline})


def test_the_documented_example_is_accepted_and_names_all_that_is_needed(folder):
    text = DOCS.read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    (folder / "dataset.json").write_text(example, encoding="utf-8")
    assert read_dataset(folder, "train").about["licence"] == "CC BY 4.0"
    needed = set(
        re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\|(.*?)\| yes", text, re.MULTILINE)))
    )
    assert needed == NEEDED_KEYS | NEEDED_COLUMNS
