"""The view About says what the manifests say: evidence, scores, data, licences; nothing executable."""

import json

import pytest
from tiny import tiny_manifest, write_release

from usseg.model import releases
from usseg.ui.markup import about as markup_about

ATTACK = "<img src=x onerror=alert(1)>"


def scored(name: str, source: str, weak: bool, fat: float) -> dict:
    """A report of `evaluate` in which only fat is in the truth."""
    dice = {"mean": fat, "images": 4}
    return {
        "dataset": {"name": name, "source": source, "weak": weak},
        "images": 4,
        "tissues": {"fat": {"dice": dice}, "rest": {"dice": {"mean": None, "images": 0}}},
    }


def manifest(**changes) -> dict:
    """A manifest of the binary model with two reports."""
    made = tiny_manifest("binary", b"no network is needed")
    made["scores"] = {
        "a": scored("sim", "usseg.phantom 1, 4 seeds", False, 0.912),
        "b": scored("leg", "github someone/legs", True, 0.5),
    }
    return made | changes


@pytest.fixture
def bundle(monkeypatch, tmp_path):
    """A function that makes a manifest all that is bundled."""

    def write(made: dict) -> None:
        place = write_release(tmp_path, "binary", b"no network is needed")
        (place / releases.MANIFEST_FILE).write_text(json.dumps(made), encoding="utf-8")
        monkeypatch.setattr(releases, "RELEASES", tmp_path)

    return write


def cells(html: str, first: str) -> list[str]:
    """The cells of the row with this first cell, as HTML."""
    row = html.split(f"{first}</th>")[1].split("</tr>")[0]
    return [cell.split("</td>")[0] for cell in row.split("<td>")[1:]]


def test_each_tissue_has_its_evidence_and_its_dice_on_each_set():
    table = markup_about.tissues(manifest())
    assert cells(table, "fat") == ["weak labels and phantoms", "0.91", "0.50"]
    assert cells(table, "rest") == ["none", "–", "–"]
    assert "Dice: leg (4 images)" in table


def test_data_are_listed_once_with_licence_labels_and_who_used_them():
    entries = [
        {"name": "sim", "images": 9, "licence": "Apache-2.0", "source": "usseg.phantom 1"},
        {"name": "leg", "images": 3, "licence": "CC BY 4.0", "source": "github x", "weak": True},
        {"name": "calf", "licence": "MIT", "source": "github y", "weak": False},
    ]
    one = manifest(training={"data": entries})
    table = markup_about.training([one, one | {"model": "multiclass"}])
    both = "binary, multiclass"
    assert table.count("<tr>") == 4
    assert cells(table, "sim") == [
        "9", "simulated, exact", "Apache-2.0", "usseg.phantom 1", both,
    ]  # fmt: skip
    assert cells(table, "leg")[1].startswith("weak")
    assert cells(table, "calf")[:2] == ["–", "drawn by hand"]


def test_the_view_names_purpose_limits_privacy_citation_and_versions(bundle):
    made = manifest()
    bundle(made)
    words = markup_about.about()
    for part in (
        "not a medical device",
        "What it is not",
        "deleted within the hour",
        "How to cite",
    ):
        assert part in words
    assert f"binary 0.0.1 (SHA-256 {made['sha256'][:12]}…)" in words
    assert f"<code>{made['sha256']}</code>" in words
    assert "multiclass 0" not in words


def test_what_a_manifest_says_is_escaped(bundle):
    entry = {"name": ATTACK, "images": ATTACK, "licence": ATTACK, "source": ATTACK}
    made = manifest(training={"data": [entry]}, created=ATTACK, code={"commit": ATTACK})
    made["scores"]["a"]["dataset"]["name"] = made["scores"]["a"]["images"] = ATTACK
    bundle(made)
    assert "<img" not in markup_about.about()


def test_a_damaged_manifest_leaves_the_rest_of_the_view(bundle, tmp_path):
    bundle({"model": "binary"})
    words = markup_about.about()
    assert "manifest.json" in words
    assert str(tmp_path) not in words
    assert "How to cite" in words


def test_the_bundled_weights_are_described():
    words = markup_about.about()
    for model in ("binary", "multiclass"):
        version = releases.bundled_versions(model)[-1]
        assert f"<h2>{model} {version}</h2>" in words
        for entry in releases.bundled_manifest(model, version)["training"]["data"]:
            assert entry["name"] in words
