"""Newer reports go into a release that stays what it is otherwise."""

import json
import shutil

import pytest

from usseg.cli import main
from usseg.errors import InputError, WeightsError
from usseg.model.releases import RELEASES, bundled_release, bundled_versions, read_manifest
from usseg.train.release_card import model_card
from usseg.train.release_trust import TrustFiles
from usseg.train.remeasure import remeasure_release

VERSION = bundled_versions("binary")[-1]
NO_TRUST = TrustFiles()


@pytest.fixture
def releases(tmp_path):
    """A folder with a copy of the newest binary release."""
    place = tmp_path / "releases" / "binary" / VERSION
    shutil.copytree(RELEASES / "binary" / VERSION, place)
    return tmp_path / "releases"


@pytest.fixture
def report(releases, tmp_path):
    """A report on phantoms that says another mean than the manifest."""
    release = bundled_release("binary", VERSION, releases)
    scores = release.manifest["scores"]["phantoms"] | {"mean_dice": 0.4321}
    path = tmp_path / "phantoms.json"
    path.write_text(json.dumps(scores | {"release": {"sha256": release.sha256}}), encoding="utf-8")
    return path


def test_a_newer_report_replaces_its_own_and_nothing_else(releases, report):
    place = releases / "binary" / VERSION
    before = read_manifest(place / "manifest.json")
    weights = (place / "model.keras").read_bytes()
    release = remeasure_release(releases, "binary", VERSION, {"phantoms": report}, NO_TRUST)
    assert release.manifest["scores"]["phantoms"]["mean_dice"] == 0.4321
    assert (place / "model.keras").read_bytes() == weights
    before["scores"]["phantoms"]["mean_dice"] = 0.4321
    assert release.manifest == before
    card = (place / "README.md").read_text(encoding="utf-8")
    assert card == model_card(release.manifest)
    assert "0.432" in card


def test_nothing_new_and_reports_on_other_weights_change_nothing(releases, report):
    place = releases / "binary" / VERSION
    before = (place / "manifest.json").read_bytes()
    with pytest.raises(InputError, match="No report is given"):
        remeasure_release(releases, "binary", VERSION, {}, NO_TRUST)
    other = json.loads(report.read_text(encoding="utf-8")) | {"release": {"sha256": "0" * 64}}
    report.write_text(json.dumps(other), encoding="utf-8")
    with pytest.raises(InputError, match="of other weights"):
        remeasure_release(releases, "binary", VERSION, {"phantoms": report}, NO_TRUST)
    assert (place / "manifest.json").read_bytes() == before


def test_a_release_that_is_not_there_is_refused(releases, report):
    with pytest.raises(WeightsError):
        remeasure_release(releases, "binary", "9.9.9", {"phantoms": report}, NO_TRUST)


def test_the_command_says_which_release_it_measured_again(releases, report, capsys):
    given = ["remeasure", "binary", VERSION, "--scores", f"phantoms={report}"]
    assert main([*given, "--releases", str(releases)]) == 0
    assert f"binary {VERSION}" in capsys.readouterr().out
    release = bundled_release("binary", VERSION, releases)
    assert release.manifest["scores"]["phantoms"]["mean_dice"] == 0.4321
