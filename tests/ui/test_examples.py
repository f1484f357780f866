"""The examples are those the script makes, and the page can show them."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from examples.make_examples import RECIPES, make_examples
from usseg.phantom.seeds import is_held_out
from usseg.tissues import MULTICLASS
from usseg.ui.gallery.examples import load_examples, thumbnail

FOLDER = Path(__file__).parents[2] / "examples"
INDEX = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made_again(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    make_examples(folder)
    return folder


def test_the_script_makes_the_same_bytes_again(made_again):
    made = {path.name: path.read_bytes() for path in made_again.iterdir()}
    kept = {name: (FOLDER / name).read_bytes() for name in made}
    assert len(made) == 2 * len(RECIPES) + 2
    assert [name for name in made if made[name] != kept[name]] == []


def test_there_is_no_image_that_the_script_did_not_make(made_again):
    pictures = {path.name for path in FOLDER.glob("*.png")}
    assert pictures == {path.name for path in made_again.glob("*.png")}


def test_at_least_six_scenes_are_shown_and_none_was_trained_on():
    assert len({entry["scene"] for entry in INDEX}) >= 6
    assert all(is_held_out(entry["seed"]) for entry in INDEX)


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["image"])
def test_a_truth_has_its_images_size_and_several_tissues(entry):
    image, truth = (np.array(Image.open(FOLDER / entry[key])) for key in ("image", "truth"))
    assert image.shape == truth.shape
    assert set(np.unique(truth)) <= {tissue.label for tissue in MULTICLASS}
    assert len(np.unique(truth)) >= 3


def test_the_readme_states_seed_and_command_of_each_example():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "python -m examples.make_examples" in readme
    for entry in INDEX:
        assert (
            f"`{entry['image']}` | {entry['title']} | `{entry['scene']}` | {entry['seed']}"
            in readme
        )


def test_the_last_example_is_a_real_dicom_file_without_truth():
    dicom = load_examples(FOLDER)[-1]
    assert dicom.image.read_bytes()[128:132] == b"DICM"
    assert dicom.truth is None


def test_every_example_has_a_thumbnail_that_is_not_blank():
    for example in load_examples(FOLDER):
        picture = thumbnail(example)
        assert picture.shape == (192, 192, 3)
        assert picture.std() > 5


def test_without_an_index_the_dicom_is_left(tmp_path):
    assert [example.image.suffix for example in load_examples(tmp_path)] == [".dcm"]
