"""What the documents show is run."""

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_examples_in_the_documents_run(path):
    assert doctest.testfile(str(path), module_relative=False).failed == 0


def test_a_document_with_examples_is_among_them():
    assert any(">>> " in path.read_text(encoding="utf-8") for path in DOCS)


def test_the_readmes_python_runs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (code,) = [block for block in blocks if "import usseg" in block]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "(384, 384)" in done.stdout


def test_files_the_documents_name_exist():
    for path in [*DOCS, ROOT / "README.md"]:
        for name in re.findall(r"`((?:usseg|tests|docs|examples)/[\w/]+\.\w+)`", path.read_text()):
            assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_scores_that_the_page_on_training_quotes_are_those_of_the_kept_reports():
    text = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    kept = ROOT / "docs" / "runs" / "multiclass-run-4"
    phantoms, real = (
        json.loads((kept / f"{n}.json").read_text()) for n in ("phantoms", "dl_track")
    )
    assert f"mean Dice {phantoms['mean_dice']:.3f} on {phantoms['images']} held-out" in text
    assert f"muscle only {real['tissues']['muscle']['dice']['mean']:.3f}" in text
    epochs = len(json.loads((kept / "history.json").read_text()))
    assert f"| {epochs} x 2,000" in text
