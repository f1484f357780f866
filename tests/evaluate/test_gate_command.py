"""The command that fits a gate: what its limits are set by, and what it writes."""

import json
from pathlib import Path

import pytest
from tiny_dataset import write_dataset

from usseg.cli import main
from usseg.evaluate.gate_phantoms import COUNT, KIND, new_phantoms
from usseg.model.trust_manifest import fault_of_trust
from usseg.phantom.scenes import SCENES
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED, FIRST_VALIDATION_SEED
from usseg.train.sources import validation_phantoms


def test_limits_are_set_by_phantoms_of_every_scene_and_size_that_nothing_was_trained_on(
    monkeypatch,
):
    monkeypatch.setattr("usseg.evaluate.gate_phantoms.COUNT", 3 * len(SCENES))
    pictures = list(new_phantoms())
    assert COUNT >= len(pictures) == len({picture.group for picture in pictures})
    assert all(picture.wanted and picture.phantom and picture.validation for picture in pictures)
    bare = {picture.frame.pixels.shape for i, picture in enumerate(pictures) if i % 3}
    assert bare == {(256, 256), (384, 384)}
    seeds = [int(picture.group.removeprefix("phantom ")) for picture in pictures]
    training_ends = FIRST_VALIDATION_SEED + len(validation_phantoms("binary", (64, 64)))
    assert training_ends <= min(seeds) <= max(seeds) < FIRST_HELD_OUT_SEED


@pytest.mark.usefixtures("only_tiny_releases")
def test_the_command_fits_a_gate_that_a_release_can_carry(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("usseg.evaluate.gate_made.MADE_EACH", 2)
    monkeypatch.setattr("usseg.evaluate.gate_phantoms.COUNT", 2)
    drawn, others = write_dataset(tmp_path / "drawn", 12), tmp_path / "others"
    write_dataset(others, 4)
    out = tmp_path / "gate.json"
    weights = ["--model", "multiclass", "--release", "0.0.1"]
    given = ["--data", str(drawn), "--foreign", f"copies={others}", "--out", str(out)]
    assert main(["gate", *weights, *given]) == 0
    written = json.loads(out.read_text())
    assert fault_of_trust({"gate": written["gate"]}) is None
    flagged = written["gate"]["flagged"]
    kinds = {name: row["phantom"] for name, row in flagged.items()}
    simulated = f"{KIND} (validation)"
    assert kinds["copies"] is kinds["noise"] is kinds["layers (validation)"] is False
    assert kinds[simulated] is True
    assert flagged[simulated]["images"] == 2
    assert len(json.dumps(written)) < 60_000
