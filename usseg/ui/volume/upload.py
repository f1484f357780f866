"""From uploaded files and typed numbers to a sweep and its settings."""

from dataclasses import dataclass
from pathlib import Path

from usseg.errors import InputError
from usseg.image.limits import shown_name
from usseg.ui.files import uploaded
from usseg.ui.segmenting import spacing
from usseg.ui.texts import volume as texts_volume
from usseg.volume.read import Given, read_sweep
from usseg.volume.sweep import Sweep
from usseg.volume.table_kind import is_turns

TABLE = ".csv"
# What one visitor may ask of a server that others wait for; the command line takes more.
MOST_FRAMES = 600
MOST_MEGAPIXELS = 60


@dataclass(frozen=True)
class Typed:
    """What a visitor types; the order is that of page and endpoint. None takes what the file says."""

    row_mm: float | None = None
    col_mm: float | None = None
    slice_mm: float | None = None
    voxel_mm: float | None = None
    whole: bool | None = False


def read_upload(files: list[str] | None, typed: Typed) -> tuple[Path, Sweep]:
    """Read an uploaded sweep.

    Args:
        files: The file with the frames, and the table of poses or turns if there is one.
        typed: What was typed.

    Returns:
        The file with the frames, and the sweep.

    Raises:
        InputError: Files are missing or too many, or cannot be used, or there are too many frames.
    """
    source, table = sorted_out([Path(str(uploaded(file))) for file in files or ()])
    sides_mm = spacing(typed.row_mm, typed.col_mm)
    turns = table if table is not None and is_turns(table) else None
    poses = table if turns is None else None
    sweep = read_sweep(source, Given(sides_mm, typed.slice_mm, poses, turns))
    frames, rows, cols = sweep.pixels.shape
    if frames > MOST_FRAMES or sweep.pixels.size > MOST_MEGAPIXELS * 10**6:
        raise InputError(
            texts_volume.TOO_LONG.format(
                name=shown_name(source), frames=frames, rows=rows, cols=cols, most=MOST_FRAMES,
                megapixels=MOST_MEGAPIXELS,
            )
        )  # fmt: skip
    return source, sweep


def sorted_out(files: list[Path]) -> tuple[Path, Path | None]:
    """Tell the file with the frames from the table.

    Raises:
        InputError: There are no frames, or more files than one of a kind.

    >>> sorted_out([Path("limb.turns.csv"), Path("limb.tif")])[0].name
    'limb.tif'
    """
    tables = [file for file in files if file.suffix.lower() == TABLE]
    sweeps = [file for file in files if file not in tables]
    if len(tables) > 1:
        raise InputError(texts_volume.TWO_TABLES.format(count=len(tables)))
    if len(sweeps) > 1:
        raise InputError(texts_volume.TWO_SWEEPS.format(count=len(sweeps)))
    if not sweeps:
        raise InputError(texts_volume.ONLY_TABLE if tables else texts_volume.NO_FILES)
    return sweeps[0], tables[0] if tables else None
