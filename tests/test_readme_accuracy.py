"""The README's accuracy is that of the kept reports."""

import json

from examples.readme_accuracy import (
    BEGIN,
    END,
    OBSERVERS,
    PHANTOMS,
    README,
    REPORTS,
    accuracy_block,
    with_accuracy,
)

TEXT = README.read_text(encoding="utf-8")
RELEASE = {"model": "multiclass", "version": "9.9.9", "sha256": "ab" * 32}
ERRORS = {
    "n": 41, "median_absolute": 0.124, "p95_absolute": 1.5, "median_percent": 2.44,
    "p95_percent": 31.0,
}  # fmt: skip
PART = {
    "images": 130, "failed": 2, "median_percent": 3.21, "p90_percent": 9.0,
    "median_signed_percent": -1.5, "observers_percent": 1.75,
}  # fmt: skip
OTHER = PART | {"images": 30, "median_percent": 17.31, "median_signed_percent": 12.0}
SET = PART | {"images": 30, "side": "right", "side_why": "They saw it mirrored.", "left": OTHER}


def write_reports(folder):
    skin = {"images": 42, "missed": 1, "false_alarms": 3, "area": ERRORS}
    phantoms = {"release": RELEASE, "dataset": {"images": 300}, "tissues": {"skin": skin}}
    found = {"release": RELEASE, "dataset": {"name": "timtrack", "images": 130}}
    found["all"] = PART | {"side": "each set's own", "left": PART}
    (folder / PHANTOMS).write_text(json.dumps(phantoms))
    (folder / OBSERVERS).write_text(json.dumps(found | {"datasets": {"4": SET}}))


def test_the_block_is_the_one_the_command_writes():
    kept = REPORTS.is_dir() and any(REPORTS.glob("*.json"))
    assert (BEGIN in TEXT) == kept, "the README shows accuracy if, and only if, reports are kept"
    assert with_accuracy(TEXT) == TEXT, "run: python -m examples.readme_accuracy"


def test_the_tables_hold_the_numbers_of_the_reports(tmp_path):
    write_reports(tmp_path)
    block = accuracy_block(tmp_path)
    assert "| skin | 1 of 42 | 3 | 0.12 (1.50), 2.4 % (31.0 %), n 41 | – | – | – |" in block
    assert "| all, 130 images | each set's own | 3.2 % | 9.0 % | -1.5 % | 2 | 1.8 % |" in block
    assert "| 4, 30 images | right | 3.2 % | 9.0 % | -1.5 % | 2 | 1.8 % |" in block
    assert block.count("SHA-256 abababababab") == 2


def test_the_other_side_and_how_the_side_was_told_are_shown_too(tmp_path):
    write_reports(tmp_path)
    block = accuracy_block(tmp_path)
    assert "| for comparison: 4, 30 images | left | 17.3 % | 9.0 % | +12.0 % | 2 | 1.8 % |" in block
    assert "| for comparison: all, 130 images | left | 3.2 % |" in block
    assert "- Set 4: They saw it mirrored.\n" in block


def test_a_changed_number_would_be_noticed(tmp_path):
    write_reports(tmp_path)
    text = f"before\n{accuracy_block(tmp_path)}\nafter"
    assert with_accuracy(text, tmp_path) == text
    assert with_accuracy(text.replace("3.2 %", "3.1 %"), tmp_path) == text


def test_a_text_without_marks_is_left_as_it_is(tmp_path):
    assert with_accuracy("nothing here", tmp_path) == "nothing here"
    assert accuracy_block(tmp_path) == f"{BEGIN}\n\n{END}"
