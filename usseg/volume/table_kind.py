"""Which of the two kinds of tables a file is: poses of a sweep by hand, or turns around a limb."""

from pathlib import Path

from usseg.volume.pose_table import TURNS

HEAD_BYTES = 4096  # hold the line of names


def is_turns(path: Path) -> bool:
    """Tell whether the first line of a table names an angle; whatever else it is, is no turns.

    A file that is no table at all is none of turns: whoever reads it as poses says what is wrong.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES).decode("utf-8-sig", errors="replace")
    names = {name.strip() for name in head.split("\n", 1)[0].split(",")}
    return TURNS[0] in names
