"""What the document says about reading rulers is counted as it says, and still true on a few screens."""

import re

import numpy as np

from examples.ruler_accuracy import (
    BEGIN,
    END,
    FIRST_SEED,
    PAGE,
    Trial,
    block_of,
    run_trials,
    with_block,
)
from examples.ruler_screens import make_screen

TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = TEXT[TEXT.index(BEGIN) : TEXT.index(END)]


def test_the_ruler_that_is_drawn_is_true_to_scale():
    screen = make_screen(FIRST_SEED, with_ruler=True)
    assert screen.step_px * screen.spacing_mm[0] == screen.step_mm
    assert np.array_equal(screen.pixels, make_screen(FIRST_SEED, with_ruler=True).pixels)
    assert not np.array_equal(screen.pixels, make_screen(FIRST_SEED, with_ruler=False).pixels)


def test_readings_are_counted_by_confidence_and_by_truth():
    nothing, wide = float("nan"), 0.4
    trials = [
        *(Trial(True, 0.9, 0.001), Trial(True, 0.9, wide), Trial(True, None, nothing)),
        *(Trial(False, None, nothing), Trial(False, 0.6, nothing), Trial(True, 0.99, 0.002)),
    ]
    block = block_of(trials)
    assert "4 screens with a ruler: 2 read right (within 1 %), 1 wrong, 1 not read." in block
    assert "2 screens without one: something was read on 1." in block
    assert "| 0.5 to 0.8 | 1 | 0 | 0.00 | 1 |" in block
    assert "| 0.8 to 0.95 | 2 | 1 | 0.50 | 0 |" in block
    assert "| 0.95 to 1 | 1 | 1 | 1.00 | 0 |" in block


def test_the_block_is_put_between_its_marks_and_nothing_else_changes():
    assert with_block(f"a {BEGIN} old {END} b", f"{BEGIN} new {END}") == f"a {BEGIN} new {END} b"


def test_the_document_holds_a_block_that_adds_up():
    drawn, right, wrong, missed = map(
        int,
        re.search(r"(\d+) screens with .*: (\d+) read .*, (\d+) wrong, (\d+) not", BLOCK).groups(),
    )
    assert drawn == right + wrong + missed
    rows = re.findall(r"^\| [\d.]+ to [\d.]+ \| (\d+) \| (\d+) \|", BLOCK, re.MULTILINE)
    assert sum(int(count) for _, count in rows) == right


def test_a_few_screens_are_read_as_well_as_the_document_says():
    trials = run_trials(range(FIRST_SEED + 500, FIRST_SEED + 510))
    sure = [trial for trial in trials if trial.confidence is not None and trial.confidence >= 0.95]
    assert sum(trial.right for trial in trials) >= 5  # of 10; the document says some 80 of 100
    assert all(trial.right for trial in sure)
