"""Names of the files that a clip becomes, and the folder they go to."""

from dataclasses import dataclass
from pathlib import Path

from usseg.cine.clip import Clip
from usseg.cine.options import Options
from usseg.cine.write_masks import SUFFIXES
from usseg.errors import InputError
from usseg.export.bundle import safe_stem

VIDEO, INPUT_VIDEO = ".overlay.mp4", ".input.mp4"
TABLE, LONG_TABLE = ".csv", ".measurements.csv"
PLOT, SUMMARY = ".svg", ".clip.json"
SMOOTHED = ".smoothed"  # part of the name of what shows smoothed masks


@dataclass(frozen=True)
class Places:
    """Where the files of one clip go: the path without suffix, for plain and for shown masks."""

    plain: Path
    shown: Path

    def of(self, suffix: str) -> Path:
        """Return the path of a file that tells of masks as they are measured, or of the run."""
        return self.plain.with_name(self.plain.name + suffix)

    def of_shown(self, suffix: str) -> Path:
        """Return the path of a file that shows masks, whose name says if they are smoothed."""
        return self.shown.with_name(self.shown.name + suffix)


def places_of(clip: Clip, folder: Path, options: Options) -> Places:
    """Name the files of a clip, and make their folder.

    Raises:
        InputError: The folder cannot be made, or is the one the frames come from.
    """
    if clip.path.is_dir() and folder.exists() and folder.samefile(clip.path):
        raise InputError("The output would mix with the frames. Choose another folder for it.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder {folder.name} cannot be made: {error.strerror}. Choose one that you may "
            f"write to."
        ) from None
    stem = safe_stem(clip.path.name if clip.path.is_dir() else clip.path.stem)
    remove_old(folder, stem)
    mark = SMOOTHED if options.smoothing else ""
    return Places(folder / stem, folder / f"{stem}{mark}")


def remove_old(folder: Path, stem: str) -> None:
    """Remove what an earlier run left under the same names: tables and videos belong together.

    Raises:
        InputError: It cannot be removed.
    """
    shown = (VIDEO, *SUFFIXES.values(), *(name.removesuffix(".gz") for name in SUFFIXES.values()))
    names = [stem + suffix for suffix in (*shown, INPUT_VIDEO, TABLE, LONG_TABLE, PLOT, SUMMARY)]
    names += [stem + SMOOTHED + suffix for suffix in shown]
    try:
        for name in names:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{name} of an earlier run cannot be replaced: {error.strerror}. Choose another folder."
        ) from None


def names_of(places: Places, options: Options) -> tuple[Path, ...]:
    """Return the files that a finished run leaves."""
    long = (places.of(LONG_TABLE),) if options.measure_all else ()
    frames = (places.of(INPUT_VIDEO),) if options.input_video else ()
    stills = tuple(places.of_shown(f".frame-{index:06d}.png") for index in options.stills)
    named = (
        places.of_shown(VIDEO), places.of_shown(SUFFIXES[options.masks]), places.of(TABLE), *long,
        places.of(PLOT), places.of(SUMMARY), *frames, *stills,
    )  # fmt: skip
    return tuple(path for path in named if path.exists())
