"""A volume in the making: frames are placed one by one, in memory that does not grow with them."""

from dataclasses import dataclass, replace

import numpy as np

from usseg.errors import InputError
from usseg.image.preprocess import to_unit_range
from usseg.tissues import IGNORE, tissues_of
from usseg.types import Frame
from usseg.volume.compound import add_votes
from usseg.volume.layout import bridge_of, grid_around
from usseg.volume.result import Volume
from usseg.volume.shadow import SHADOW
from usseg.volume.slices import LEVELS, Slice
from usseg.volume.sweep import Sweep
from usseg.volume.votes import Votes, count_votes, start_votes

NOTHING_DONE = "Stopped before the first frame was segmented: there is nothing to put together."


@dataclass(frozen=True)
class Builder:
    """The frames, what their labels mean, and what they become.

    Attributes:
        making: Of a linear sweep the volume, slice by slice; of another one the votes.
    """

    sweep: Sweep
    model: str
    making: Volume | Votes


def start(sweep: Sweep, model: str, voxel_mm: tuple[float, float, float] | None = None) -> Builder:
    """Make room for the volume of a sweep.

    Args:
        sweep: The frames.
        model: What the labels will mean.
        voxel_mm: Sides of a voxel (slice, row, col) of a compounded volume; None chooses.

    Raises:
        InputError: There is not enough memory, or all frames lie in one plane.
    """
    if sweep.grid is None:
        grid = grid_around(sweep, voxel_mm)
        bridge_mm = bridge_of(sweep, max(grid.spacing_mm))
        return Builder(sweep, model, start_votes(grid, len(tissues_of(model)), bridge_mm))
    shape = sweep.grid.shape
    labels = np.full(shape, IGNORE, dtype=np.uint8)
    shadow, grey = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.uint8)
    kind, source, count = sweep.kind, sweep.spacing_source, len(sweep.pixels)
    volume = Volume(labels, shadow, grey, sweep.grid, model, kind, source, 0, count)
    return Builder(sweep, model, volume)


def add(builder: Builder, piece: Slice, index: int) -> None:
    """Place one segmented frame."""
    sweep, making = builder.sweep, builder.making
    if isinstance(making, Votes):
        add_votes(making, piece, sweep.poses[index])
        return
    making.labels[index] = piece.mask
    making.shadow[index] = piece.state == SHADOW
    making.grey[index] = np.rint(to_unit_range(Frame(sweep.pixels[index], sweep.white)) * LEVELS)


def finish(builder: Builder, done: int) -> Volume:
    """Return the volume of the frames that were placed.

    Raises:
        InputError: There is none.
    """
    if not done:
        raise InputError(NOTHING_DONE)
    making, sweep = builder.making, builder.sweep
    if isinstance(making, Volume):
        return replace(making, finished=done)
    labels, shadow, grey = count_votes(making)
    return Volume(
        labels=labels,
        shadow=shadow,
        grey=grey,
        grid=making.grid,
        model=builder.model,
        kind=sweep.kind,
        spacing_source=sweep.spacing_source,
        finished=done,
        frames=len(sweep.pixels),
        bridge_mm=making.bridge_mm,
    )
