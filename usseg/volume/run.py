"""One sweep from frames to a labelled volume, start to end."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from usseg.pipeline import stopwatch
from usseg.tissues import tissues_of
from usseg.types import Field, Release
from usseg.volume.builder import add, finish, start
from usseg.volume.files import write_slice
from usseg.volume.result import VolumeSegmentation
from usseg.volume.slices import Slice, blank_slice, field_of_sweep, segment_slice, varied
from usseg.volume.sweep import Sweep


@dataclass(frozen=True)
class Settings:
    """What a person may choose.

    Attributes:
        voxel_mm: Sides of a voxel (slice, row, col) of a compounded volume; None chooses.
        field: The B-mode field of the frames; None finds it.
        slices: Folder for the mask of every frame, written as it is finished; None writes none.
    """

    voxel_mm: tuple[float, float, float] | None = None
    field: Field | None = None
    slices: Path | None = None


def segment_volume(
    sweep: Sweep,
    release: Release,
    settings: Settings = Settings(),
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancel: Callable[[], bool] = lambda: False,
) -> VolumeSegmentation:
    """Segment every frame of a sweep as it was acquired, and put them together.

    Args:
        sweep: The frames, as `usseg.volume.read.read_sweep` returns them.
        release: The weights.
        settings: What was chosen.
        progress: Told how many frames are done, and of how many, after each.
        cancel: Asked before each frame; True stops, and what is finished is put together.

    Raises:
        InputError: The grid would be too large, a mask cannot be written, or nothing was finished.
        WeightsError: The weights do not load.
    """
    timings_ms, lap = stopwatch()
    builder = start(sweep, release.model, settings.voxel_mm)
    field = settings.field or field_of_sweep(sweep)
    lap("field")
    done = 0
    while done < len(sweep.pixels) and not cancel():
        piece = slice_at(sweep, done, field, release)
        if settings.slices is not None:
            write_slice(settings.slices, done, piece.mask)
        add(builder, piece, done)
        done += 1
        progress(done, len(sweep.pixels))
    lap("frames")
    volume = finish(builder, done)
    lap("volume")
    words = sweep.warnings + sentences(sweep, done)
    return VolumeSegmentation(volume, release, field, timings_ms, words)


def slice_at(sweep: Sweep, index: int, field: Field, release: Release) -> Slice:
    """Segment one frame; one that is all of one grey shows nothing and has no say."""
    if varied(sweep, index):
        return segment_slice(release, sweep, index, field)
    shape = (sweep.pixels.shape[1], sweep.pixels.shape[2])
    return blank_slice(shape, len(tissues_of(release.model)))


def sentences(sweep: Sweep, done: int) -> tuple[str, ...]:
    """Say what is missing from a volume of the first `done` frames."""
    frames, words = len(sweep.pixels), []
    dark = sum(not varied(sweep, index) for index in range(done))
    if done < frames:
        words.append(f"Stopped after {done} of {frames} frames; the rest is unknown.")
    if dark:
        words.append(f"Frames of one grey all over, which show nothing: {dark} of {frames}.")
    return tuple(words)
