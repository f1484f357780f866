"""The README shows the command line as it is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HELP = re.compile(r"^\$ python -m usseg (\w+) --help\n(.*?)^```", re.MULTILINE | re.DOTALL)
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


@pytest.mark.parametrize("command", ["make app", "make test"])
def test_the_two_commands_are_named_and_exist(command):
    assert command in README
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"\n{command.removeprefix('make ')}:" in makefile
