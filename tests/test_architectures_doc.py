"""The page on architectures shows the numbers of the networks, and commands that are understood."""

import json
import re
import shlex

from examples.architectures_table import NOT_YET, PAGE, REPORT, scores_table, with_tables
from usseg.cli import build_parser
from usseg.train.architectures import ARCHITECTURES

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_those_the_command_writes():
    assert with_tables(TEXT) == TEXT, "run: python -m examples.architectures_table"
    assert with_tables(re.sub(r"\d,\d\d\d", "1,234", TEXT)) == TEXT


def test_a_kept_comparison_is_shown_and_none_is_invented(tmp_path):
    assert scores_table(tmp_path / "none.json") == NOT_YET
    assert (NOT_YET in TEXT) is not REPORT.exists()
    time, training = {"ratio": 1.0}, {"seconds": 60, "images": 12}
    run = {"architecture": "small", "parameters": 5, "flops": 10**9, "bytes": 7}
    report = {"created": "2026-02-03T04:05:06", "code": {"version": "9.8.7"}, "model": "binary"}
    report |= {"runs": {"ours": run | {"time": time, "training": training}}, "tests": []}
    report |= {"times_relative_to": "ours", "same_data": True}
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(report), encoding="utf-8")
    assert "| binary | ours |" in scores_table(kept)
    assert "2026-02-03 by code 9.8.7" in scores_table(kept)


def test_the_commands_are_understood_and_differ_in_the_architecture_alone():
    calls = re.findall(r"^python -m usseg (.+)", TEXT.replace("\\\n", ""), re.MULTILINE)
    parsed = [vars(build_parser().parse_args(shlex.split(call))) for call in calls]
    trained = [call for call in parsed if call["command"] == "train"]
    assert tuple(call["architecture"] for call in trained) == ARCHITECTURES
    shared = [
        {k: v for k, v in call.items() if k not in ("architecture", "out")} for call in trained
    ]
    assert all(call == shared[0] for call in shared)
    (compared,) = [call for call in parsed if call["command"] == "compare"]
    assert [folder for _, folder in compared["runs"]] == [call["out"] for call in trained]
