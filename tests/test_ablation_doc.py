"""The table of the page on ablation is the one the command writes from the reports that are kept."""

import re
import shlex

from examples.ablation_table import COLUMNS, PAGE, ROWS, RUNS, read_runs, table
from examples.architectures_table import with_block
from usseg.cli import build_parser

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_table_is_that_of_the_kept_reports():
    runs = read_runs()
    assert set(runs) == {folder.name for folder in RUNS.iterdir()} <= set(ROWS)
    hint = "run: python -m examples.ablation_table"
    assert with_block(TEXT, "ablation", table(runs)) == TEXT, hint


def test_no_run_was_scored_on_a_frame_it_learned_from_nor_on_a_test_split():
    for name, reports in read_runs().items():
        for data in COLUMNS:
            command = reports[data]["command"]
            assert f"runs/ab/{name}/" in command
            assert re.search(rf"--data data/(probe|ab)/{data} ", command)
            assert reports[data]["images"] in (188, 20, 4)  # the train splits


def test_the_commands_are_understood():
    calls = re.findall(r"^python -m usseg (.+)", TEXT.replace("\\\n", ""), re.MULTILINE)
    assert {vars(build_parser().parse_args(shlex.split(call)))["command"] for call in calls} == {
        "train",
        "evaluate",
    }
