"""The scores under the examples are those of the newest bundled weights, made by the command."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from examples.score_examples import FOLDER, SCORES, write_scores
from usseg.model.releases import bundled_release, bundled_versions
from usseg.pipeline import segment_with
from usseg.tissues import MODELS

KEPT = json.loads((FOLDER / SCORES).read_text(encoding="utf-8"))
SAME = 0.005  # another processor may move a few pixels of a border


@pytest.fixture(scope="module")
def made_again(tmp_path_factory) -> dict:
    path = tmp_path_factory.mktemp("scores") / SCORES
    write_scores(path)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", MODELS)
def test_the_command_makes_them_again(made_again, model):
    hint = "python -m examples.score_examples"
    assert made_again[model]["sha256"] == KEPT[model]["sha256"], f"new weights: run {hint}"
    assert made_again[model]["version"] == KEPT[model]["version"]
    assert made_again[model]["mean_dice"] == pytest.approx(KEPT[model]["mean_dice"], abs=SAME), hint


def test_every_example_with_a_truth_has_one():
    entries = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    for model in MODELS:
        assert set(KEPT[model]["mean_dice"]) == {entry["image"] for entry in entries}


def test_a_score_is_the_mean_over_the_tissues_of_the_truth(made_again):
    name = "limb-transverse.png"
    truth = np.asarray(Image.open(FOLDER / Path(name).with_suffix(".truth.png")))
    release = bundled_release("multiclass", bundled_versions("multiclass")[-1])
    mask = segment_with(release, FOLDER / name).mask
    scores = []
    for label in set(np.unique(truth)) - {0}:
        wanted, found = truth == label, mask == label
        scores.append(2 * (wanted & found).sum() / (wanted.sum() + found.sum()))
    assert made_again["multiclass"]["mean_dice"][name] == pytest.approx(np.mean(scores), abs=6e-4)
