"""The README's animation is the one that its command makes of the newest release."""

import re
import shlex
from pathlib import Path

from PIL import Image, ImageSequence

from usseg.cli import main

ROOT = Path(__file__).parents[1]
GIF = ROOT / "docs" / "learned.gif"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 1_000_000  # what a reader on a phone may be asked to load


def pixels(path: Path) -> list[bytes]:
    with Image.open(path) as animation:
        return [frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(animation)]


def test_the_command_beside_it_makes_the_same_pictures(tmp_path):
    (command,) = re.findall(r"`python -m usseg (replay [^`]+)`", README)
    words = shlex.split(command)
    assert words[-1] == "docs/learned.gif"
    assert main([*words[:-1], str(tmp_path / "learned.gif")]) == 0
    assert pixels(tmp_path / "learned.gif") == pixels(GIF)


def test_it_is_shown_and_small():
    assert "](docs/learned.gif)" in README
    assert GIF.stat().st_size < MOST_BYTES
