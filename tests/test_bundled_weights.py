"""The bundled weights are what their manifests say: real training results, above the floor."""

import pytest

from usseg.evaluate.cases import phantom_cases
from usseg.evaluate.run import evaluate
from usseg.evaluate.summary import summarise
from usseg.model.releases import bundled_release, bundled_versions
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.tissues import MODELS
from usseg.types import Release

PHANTOMS = 24  # of those that the manifest speaks of: three of each scene
# Mean Dice; false alarms count as 0.
LEAST_OF_PHANTOMS, LEAST_OF_MUSCLE = 0.875, 0.93
CHANCE = 0.15  # by which a mean over so few may differ from theirs


def newest(model: str) -> Release:
    return bundled_release(model, bundled_versions(model)[-1])


def scores_on(release: Release, name: str) -> dict:
    """The manifest's report on one test set."""
    reports = release.manifest["scores"].values()
    (report,) = [report for report in reports if report["dataset"]["name"] == name]
    return report


def test_seven_tissues_on_held_out_phantoms_and_muscle_on_real_frames_are_above_the_floor():
    release = newest("multiclass")
    phantoms, real = scores_on(release, "phantoms"), scores_on(release, "dl_track")
    assert phantoms["images"] >= 300
    assert phantoms["mean_dice"] >= LEAST_OF_PHANTOMS
    assert real["dataset"]["split"] == "test"
    assert real["tissues"]["muscle"]["dice"]["mean"] >= LEAST_OF_MUSCLE


@pytest.mark.parametrize("model", MODELS)
def test_the_scores_of_the_manifest_are_found_again(model):
    release = newest(model)
    case_set = phantom_cases(PHANTOMS, FIRST_HELD_OUT_SEED, model, screen=False)
    found = summarise(evaluate(release, case_set, None, lambda name: None), case_set.sets)
    stated = scores_on(release, "phantoms")["mean_dice"]
    assert found["mean_dice"] == pytest.approx(stated, abs=CHANCE)


@pytest.mark.parametrize("model", MODELS)
def test_a_release_names_its_training_data_with_licence_and_is_small(model):
    release = newest(model)
    for source in release.manifest["training"]["data"]:
        assert source["licence"], source
    assert release.path.stat().st_size < 10e6
    card = (release.path.parent / "README.md").read_text(encoding="utf-8")
    assert release.sha256 in card
