"""The README shows the command line as it is."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from usseg.cli import build_parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HELP = re.compile(r"^\$ python -m usseg (\w+) --help\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"^python -m usseg ([^#\n]+)", re.MULTILINE)
BLOCKS = dict(HELP.findall(README))


def help_of(command: str) -> str:
    """What `python -m usseg COMMAND --help` prints, 80 columns wide."""
    return subprocess.run(
        [sys.executable, "-m", "usseg", command, "--help"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_main_command_is_documented():
    assert "segment" in BLOCKS


@pytest.mark.parametrize("command", BLOCKS)
def test_help_text_in_the_readme_is_what_the_command_prints(command):
    assert BLOCKS[command].strip() == help_of(command).strip()


@pytest.mark.parametrize(
    "page", ["README.md", "docs/cine.md", "docs/datasets.md", "docs/phantoms.md", "docs/volumes.md"]
)
def test_every_call_the_documents_show_is_understood(page):
    calls = CALL.findall((ROOT / page).read_text(encoding="utf-8"))
    for call in calls:
        assert callable(build_parser().parse_args(shlex.split(call)).run)
    assert calls or page != "README.md"


@pytest.mark.parametrize("command", ["make app", "make test"])
def test_the_two_commands_are_named_and_exist(command):
    assert command in README
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"\n{command.removeprefix('make ')}:" in makefile
