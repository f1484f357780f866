"""A run becomes a release; its card says what its manifest says."""

import json
import re

import pytest
from rich.console import Console
from tiny_dataset import write_dataset

from usseg.errors import InputError, WeightsError
from usseg.evaluate.summary import NO_TISSUE
from usseg.image.headroom import headroom_rows
from usseg.model.releases import bundled_release, read_manifest
from usseg.train.release import export_release
from usseg.train.release_card import model_card
from usseg.train.run import start_run
from usseg.train.settings import Settings

SCORE = {"mean": 0.8712, "low": 0.8112, "high": 0.9234, "images": 41, "groups": 7}
TEST_SET = {
    "name": "test-set",
    "split": "test",
    "title": "Thighs",
    "licence": "CC BY 4.0",
    "source": "somewhere, commit 12",
    "weak": False,
}
NONE = {"mean": None, "low": None, "high": None, "images": 0, "groups": 0}


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("release")
    folder = write_dataset(root / "layers", name="drawn-set", weak=True)
    settings = Settings(
        "multiclass", (folder,), "none", 1, 8, 4, widths=(4, 6), input_size=(32, 32)
    )
    start_run(settings, root / "run", Console(quiet=True))
    return root / "run"


def report_of(run_folder, tmp_path, sha256=None):
    """A report of `evaluate` with scores of its own choice."""
    from usseg.model.weights_file import release_of_file

    weights = release_of_file(run_folder / "model.keras", "multiclass")
    tissue = {key: SCORE for key in ("dice", "dice_present", "iou", "hd95_px")}
    tissue |= {"hd95_mm": NONE, "dice_pooled": 0.8642, "false_alarms": 3}
    report = {
        "command": "python -m usseg evaluate --data /srv/someone/secret",
        "code": {"version": "0", "commit": None},
        "release": {"sha256": sha256 or weights.sha256},
        "dataset": TEST_SET,
        "images": 41,
        "groups": 7,
        "mean_dice": 0.8712,
        "tissues": {"muscle": tissue, "background": tissue},
        "scenes": {},
    }
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    return path


@pytest.fixture
def release(run_folder, tmp_path):
    reports = {"thigh": report_of(run_folder, tmp_path)}
    return export_release(run_folder, "0.3.0", reports, tmp_path / "releases")


def test_a_release_is_one_that_the_pipeline_accepts(release, tmp_path):
    again = bundled_release("multiclass", "0.3.0", tmp_path / "releases")
    assert again.sha256 == release.sha256
    assert again.manifest["input_size"] == [32, 32]
    assert again.manifest["scores"]["thigh"]["tissues"]["muscle"]["dice"] == SCORE
    assert again.manifest["bytes"] == again.path.stat().st_size < 10_000_000


def test_a_manifest_names_no_folder_of_the_machine_that_made_it(release, run_folder):
    text = release.path.with_name("manifest.json").read_text(encoding="utf-8")
    assert "secret" not in text
    assert str(run_folder.parent) not in text


def test_a_manifest_lists_the_data_with_licence_and_digest(release):
    (source,) = release.manifest["training"]["data"]
    assert (source["name"], source["licence"], source["weak"]) == ("drawn-set", "CC0-1.0", True)
    assert re.fullmatch("[0-9a-f]{64}", source["sha256"])


def test_the_card_says_how_much_of_the_input_lies_above_the_field(release):
    manifest = read_manifest(release.path.with_name("manifest.json"))
    rows, cols = manifest["input_size"]
    count = headroom_rows((rows, cols))
    assert manifest["field"] == "crop-headroom"
    assert f"{rows - count} x {cols}, with {count} black rows above it" in model_card(manifest)
    assert f"{rows} x {cols}. `usseg`" in model_card(manifest | {"field": "crop"})


def test_the_card_takes_its_numbers_from_the_manifest(release):
    card = release.path.with_name("README.md").read_text(encoding="utf-8")
    assert "0.871 [0.811, 0.923]" in card
    assert "| 0.864 |" in card, "the pooled Dice"
    assert card.count("| 3 |\n") == 2, "the false alarms of each scored tissue"
    manifest = read_manifest(release.path.with_name("manifest.json"))
    assert card == model_card(manifest)
    manifest["scores"]["thigh"]["tissues"]["muscle"]["dice"] = {**SCORE, "mean": 0.1234}
    assert "| muscle | 0.123 [" in model_card(manifest)


def test_the_cards_front_matter_is_what_the_hub_reads(release):
    yaml = pytest.importorskip("yaml")
    card = release.path.with_name("README.md").read_text(encoding="utf-8")
    front = yaml.safe_load(card.split("---\n")[1])
    assert front["library_name"] == "keras"
    assert front["pipeline_tag"] == "image-segmentation"
    assert front["license"] == "apache-2.0"
    (result,) = front["model-index"][0]["results"]
    assert result["dataset"]["split"] == "test"
    assert result["metrics"] == [{"type": "dice", "name": "Dice (muscle)", "value": 0.8712}]
    assert not [m for m in result["metrics"] if any(word in m["name"] for word in NO_TISSUE)]


def test_the_card_says_what_it_is_not_and_marks_weak_labels(release):
    card = release.path.with_name("README.md").read_text(encoding="utf-8")
    assert "the diagnosis remains with the doctor" in card
    assert "drawn-set (weak labels)" in card
    assert "$" not in card


def test_scores_of_other_weights_are_refused(run_folder, tmp_path):
    report = report_of(run_folder, tmp_path, sha256="0" * 64)
    with pytest.raises(InputError, match="of other weights"):
        export_release(run_folder, "0.3.0", {"thigh": report}, tmp_path / "releases")
    assert not (tmp_path / "releases").exists()


def test_a_run_without_weights_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no model\.keras"):
        export_release(tmp_path, "0.3.0", {}, tmp_path / "releases")


@pytest.mark.parametrize("version", ["../1.0", "latest", ""])
def test_a_version_that_is_none_is_refused(run_folder, tmp_path, version):
    with pytest.raises(WeightsError, match="not a version"):
        export_release(run_folder, version, {}, tmp_path / "releases")
