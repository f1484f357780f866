"""The README's numbers are those of the bundled releases, and its picture is there."""

import math
import re

from examples.readme_scores import BEGIN, END, README, cell, scores_block, with_scores
from usseg.model.releases import bundled_release, bundled_versions
from usseg.tissues import MODELS

TEXT = README.read_text(encoding="utf-8")


def test_the_block_of_scores_is_the_one_the_command_writes():
    assert with_scores(TEXT) == TEXT, "run: python -m examples.readme_scores"


def test_a_changed_number_would_be_noticed():
    changed = re.sub(r"0\.(\d\d\d)", "0.123", TEXT)
    assert with_scores(changed) != changed


def test_every_bundled_model_has_numbers_with_their_test_sets():
    block = TEXT[TEXT.index(BEGIN) : TEXT.index(END)]
    for model in MODELS:
        release = bundled_release(model, bundled_versions(model)[-1])
        reports = release.manifest["scores"]
        assert reports, "a release without scores says nothing"
        for report in reports.values():
            assert f"{report['dataset']['name']}, {report['images']} images" in block
            assert math.isfinite(report["mean_dice"])


def test_the_block_is_between_its_marks():
    assert scores_block().startswith(BEGIN)
    assert scores_block().endswith(END)


def test_pictures_the_readme_shows_exist():
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", TEXT):
        assert (README.parent / name).is_file(), name


def test_of_weak_labels_the_score_where_they_were_drawn_stands_beside_the_other():
    drawn, all_images = ({"mean": mean, "low": None, "high": None} for mean in (0.9, 0.5))
    report = {
        "dataset": {"weak": True},
        "tissues": {"fat": {"dice": all_images, "dice_present": drawn}},
    }
    assert cell(report, "fat") == "0.500; where drawn 0.900"
    assert cell(report | {"dataset": {"weak": False}}, "fat") == "0.500"
    assert cell(report, "bone") == "–"
