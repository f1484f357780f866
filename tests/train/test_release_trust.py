"""A release carries what was measured about trust, and its card says it."""

import json

import pytest

from usseg.errors import InputError
from usseg.model.evidence import evidence_of
from usseg.train.card_trust import scenes_table
from usseg.train.release import as_json
from usseg.train.release_card import model_card
from usseg.train.release_trust import TrustFiles, read_trust

SHA = "ab" * 32
PLACE = {"name": "calves", "split": "validation", "weak": False, "source": "somewhere"}
REPORTS = {
    "calibration": {
        "calibration": {
            "temperature": 1.25,
            "fitted_on": [{"name": "calves", "images": 31}],
            "ece": {"before": 0.0712, "after": 0.0123},
        },
    },
    "gate": {
        "gate": {
            "layers": ["conv2d"],
            "flagged": {"carotid artery": {"images": 20, "flagged": 0.85}},
            "unseen": {"carotid artery": {"images": 20, "flagged": 0.25}},
        },
    },
    "sweep": {
        "dataset": PLACE,
        "images": 31,
        "groups": 5,
        "plain": {"background": 0.99, "fat": 0.912},
        "steps": [
            {
                "step": "gain +6 dB",
                "name": "gain",
                "mean_difference": -0.0041,
                "tissues": {
                    "background": {"dice": 0.99, "difference": {"mean": 0.0}},
                    "fat": {"dice": 0.908, "difference": {"mean": -0.0041}},
                },
            }
        ],
    },
    "reliability": {
        "dataset": PLACE,
        "images": 31,
        "groups": 5,
        "temperature": 1.25,
        "ece": 0.0123,
        "ece_interval": [0.0101, 0.0212],
        "table": [],
        "tissues": {"fat": {"ece": 0.0345, "pixels": 100, "table": []}},
    },
}


@pytest.fixture
def files(tmp_path) -> TrustFiles:
    for name, report in REPORTS.items():
        head = {"release": {"sha256": SHA}, "command": "python -m usseg /srv/someone/secret"}
        (tmp_path / f"{name}.json").write_text(json.dumps(head | report), encoding="utf-8")
    paths = {name: tmp_path / f"{name}.json" for name in REPORTS}
    named = ({"calves": paths["sweep"]}, {"calves": paths["reliability"]})
    return TrustFiles(paths["calibration"], paths["gate"], *named)


def manifest(**sections):
    training = {
        "epochs": 1,
        "steps": 2,
        "seconds": 3,
        "settings": {"init": None},
        "data": [{"name": "phantoms", "licence": "Apache-2.0"}],
    }
    whole = {"model": "binary", "version": "0.1.0", "labels": ["rest", "fat"], "scores": {}}
    whole |= {"input_size": [64, 64], "field": "crop-headroom"}
    return whole | {"sha256": SHA, "bytes": 1, "training": training} | sections


def test_the_card_shows_what_the_reports_say_and_no_path(files):
    sections = read_trust(files, SHA)
    card = model_card(manifest(**sections))
    assert "Temperature 1.25, fitted on groups held out of training: calves (31 images)." in card
    assert "0.071 before, 0.012 after" in card
    assert "| calves, validation | all | 0.012 [0.010, 0.021] |" in card
    assert "| calves, validation | fat | 0.035 |" in card
    assert "| carotid artery | 20 | 85.0 % |" in card
    assert "| carotid artery | 20 | 25.0 % |" in card
    assert "| gain +6 dB | -0.004 | -0.004 |" in card
    assert "secret" not in as_json(sections)


def test_what_was_not_measured_is_said_to_be_so():
    assert read_trust(TrustFiles(), SHA) == {}
    assert model_card(manifest()).count("Not measured for this release.") == 3


def test_reports_of_other_weights_or_of_another_command_are_refused(files):
    with pytest.raises(InputError, match="of other weights"):
        read_trust(files, "cd" * 32)
    with pytest.raises(InputError, match="not what `python -m usseg gate` writes"):
        read_trust(TrustFiles(gate=files.calibration), SHA)


def scores(name, weak, source):
    score = {"mean": 0.9, "low": None, "high": None, "images": 4, "groups": 2}
    keys = ("dice", "dice_present", "iou", "hd95_px", "hd95_mm")
    tissue = dict.fromkeys(keys, score) | {"dice_pooled": 0.9, "false_alarms": 0, "in_truth": 4}
    about = {"name": name, "split": "test", "title": "T", "licence": "L", "weak": weak}
    return {
        "dataset": about | {"source": source},
        "images": 4,
        "groups": 2,
        "mean_dice": 0.9,
        "tissues": {"fat": tissue},
        "scenes": {"ligament": 0.8} if source.startswith("usseg.phantom") else {},
    }


def test_scores_stand_by_kind_the_most_telling_first():
    found = {
        "a": scores("made", False, "usseg.phantom 0.1.0, 304 seeds"),
        "b": scores("hinted", True, "somewhere"),
        "c": scores("drawn", False, "somewhere"),
    }
    card = model_card(manifest(scores=found))
    order = ["Real images, hand-drawn", "drawn, split", "Real images, weak", "hinted, split"]
    order += ["### Phantoms", "made, split", "| ligament | 0.800 |"]
    places = [card.index(words) for words in order]
    assert places == sorted(places)
    assert "| fat | real images, weak labels and phantoms |" in card
    assert evidence_of(manifest(scores={"a": found["a"]}))["fat"] == "phantoms only"
    assert scenes_table(found["c"]) == []


def test_lists_of_numbers_stand_on_one_line_and_read_back_the_same():
    content = {
        "a": [1.5, -2e-05, 3],
        "b": [["x", 1]],
        "c": [[1, 2], [3, 4]],
        "d": "[ 1 2 ]",
        "e": [],
    }
    text = as_json(content)
    assert json.loads(text) == content
    assert '"a": [1.5, -2e-05, 3]' in text
