"""A clip: frames in order, read one at a time, with their times where something says them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.image.constant import ConstantError
from usseg.image.grey import make_frame
from usseg.types import Frame

MAX_FRAMES = 100_000  # an hour at 28 frames per second
MAX_CLIP_BYTES = 8 * 2**30  # a clip is never held in memory
UNKNOWN = "unknown"
TYPED = "typed"
FPS_LIMITS = (1 / 3600, 100_000.0)  # a frame an hour; ultrafast plane waves stay below 100 kHz


@dataclass(frozen=True)
class Shot:
    """One frame of a clip.

    Attributes:
        index: Its place in the clip, from 0.
        time_s: Seconds since the first frame, or None where nothing says it.
        frame: The picture.
        empty: True where all its pixels are equal, so that there is nothing to segment.
    """

    index: int
    time_s: float | None
    frame: Frame
    empty: bool = False


@dataclass(frozen=True)
class Clip:
    """Frames in order, not yet read.

    Attributes:
        path: The file or folder.
        name: What messages call it.
        kind: Its format, in words.
        shots: Reads the clip from its beginning, one frame at a time.
        total: How many frames it announces, or None.
        time_source: What the times come from, in words; "unknown" where there are none.
        is_dicom: Whether a scanner may have written names into the picture.
        warnings: Sentences about the clip as a whole.
    """

    path: Path
    name: str
    kind: str
    shots: Callable[[], Iterator[Shot]]
    total: int | None = None
    time_source: str = UNKNOWN
    is_dicom: bool = False
    warnings: tuple[str, ...] = ()


def shot_of(index: int, time_s: float | None, read: Callable[[], Frame]) -> Shot:
    """Read one frame; a constant one, which a still image must not be, is a gap in a clip."""
    try:
        return Shot(index, time_s, read())
    except ConstantError as error:
        return Shot(index, time_s, error.frame, empty=True)


def shot_of_samples(
    index: int, time_s: float | None, samples: np.ndarray, name: str, white: int | None = None
) -> Shot:
    """Make a frame of a clip from decoded samples, as `usseg.image.grey.make_frame` takes them."""
    samples = without_colour(samples)
    return shot_of(index, time_s, lambda: make_frame(samples, f"Frame {index} of {name}", white))


def without_colour(samples: np.ndarray) -> np.ndarray:
    """Return one channel where all three are equal, as in most video: looking for colour takes longer.

    >>> without_colour(np.full((4, 5, 3), 7)).shape, without_colour(np.arange(6).reshape(1, 2, 3)).shape
    ((4, 5), (1, 2, 3))
    """
    if samples.ndim != 3 or samples.shape[2] != 3:
        return samples
    red, green, blue = (samples[..., channel] for channel in range(3))
    return red if np.array_equal(red, green) and np.array_equal(green, blue) else samples


def with_rate(clip: Clip, fps: float) -> Clip:
    """Return a clip whose times come from a typed frame rate, whatever the file says.

    Raises:
        InputError: The rate is not a positive number that any camera or scanner reaches.
    """
    slowest, fastest = FPS_LIMITS
    if not slowest <= fps <= fastest:  # not for NaN either
        raise InputError(
            f"The frame rate {fps:g} cannot be used. Frames per second were expected, above 0 and "
            f"up to {fastest:g}. Leave it out to take what the file says."
        )

    def shots() -> Iterator[Shot]:
        return (replace(shot, time_s=shot.index / fps) for shot in clip.shots())

    return replace(clip, shots=shots, time_source=TYPED)


def check_count(frames: int, name: str) -> None:
    """Refuse a clip that announces no frame, or more than any clip has.

    Raises:
        InputError: It does.
    """
    if frames < 1:
        raise InputError(f"{name} holds no frame. A clip of at least one frame was expected.")
    if frames > MAX_FRAMES:
        raise InputError(
            f"{name} announces {frames} frames; at most {MAX_FRAMES} are accepted. Cut the clip."
        )


def one_size(clip: Clip) -> Iterator[Shot]:
    """Yield the frames of a clip, and end where one has another size than the first.

    Raises:
        InputError: A frame has another size, or the frames do not end.
    """
    shape = None
    for shot in clip.shots():
        found = shot.frame.pixels.shape
        shape = shape or found
        if found != shape:
            raise InputError(
                f"{clip.name} changes its size: frame {shot.index} has {found[0]} x {found[1]} "
                f"pixels, those before it {shape[0]} x {shape[1]}. One size was expected. "
                f"Cut the clip there."
            )
        if shot.index >= MAX_FRAMES:
            raise InputError(f"{clip.name} has more than {MAX_FRAMES} frames. Cut the clip.")
        yield shot
