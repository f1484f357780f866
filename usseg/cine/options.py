"""What a user may choose for a clip, and what watches it run."""

from collections.abc import Callable
from dataclasses import dataclass, field

from usseg.errors import InputError
from usseg.image.scale_choice import ScaleChoice, check_choice
from usseg.image.spacing import check_spacing
from usseg.types import Field, Scale

EXPONENTIAL, WINDOW = "exponential", "window"
MASK_FORMATS = ("tiff", "nifti", "png")
LONGEST_WINDOW = 31  # frames; each waits in memory with its probabilities


@dataclass(frozen=True)
class Smoothing:
    """How probabilities are averaged over segmented frames.

    Attributes:
        kind: "exponential": what was before fades; it looks back only. "window": the mean of as
            many frames before as after.
        amount: For "exponential" the weight of the present frame, above 0, below 1; for "window" its
            frames, an odd number from 3 to 31.
    """

    kind: str
    amount: float


@dataclass(frozen=True)
class Options:
    """What a user may choose.

    Attributes:
        every: Segment every n-th frame, from the first on.
        smoothing: None leaves every frame to itself.
        measure_smoothed: Measure the smoothed masks instead of the network's own.
        measure_all: Write the long table too, with every measurement of every frame.
        masks: "tiff", "nifti" or "png".
        column: Where thickness along depth is read; None for the middle of the field.
        fps: Frames per second that replace what the file says; None takes the file's.
        spacing_mm: Pixel size (row, col) in mm; None takes the file's.
        scale: A scale that was chosen, as for `usseg.pipeline.segment`.
        field: The field as a person drew it; None finds it.
        blank_outside: Black outside the field in pictures; None: for DICOM only.
        stills: Frames to write as PNG too.
        input_video: Write the frames as they were read as a video too, to show beside the overlay.
    """

    every: int = 1
    smoothing: Smoothing | None = None
    measure_smoothed: bool = False
    measure_all: bool = False
    masks: str = "tiff"
    column: int | None = None
    fps: float | None = None
    spacing_mm: tuple[float, float] | None = None
    scale: ScaleChoice | Scale | str | None = None
    field: Field | None = None
    blank_outside: bool | None = None
    stills: tuple[int, ...] = ()
    input_video: bool = False


def never() -> bool:
    """Never stop."""
    return False


def silent(done: int, total: int | None, seconds_left: float | None) -> None:
    """Show nothing."""


@dataclass(frozen=True)
class Watch:
    """Who watches a run.

    Attributes:
        progress: Called after each frame with frames done, how many there will be or None, and
            seconds left or None.
        stopped: Asked before each frame; True ends the run, and what is done is kept.
    """

    progress: Callable[[int, int | None, float | None], None] = field(default=silent)
    stopped: Callable[[], bool] = field(default=never)


def check_options(options: Options) -> None:
    """Refuse, before any frame is read, options that cannot be used.

    Raises:
        InputError: One of them cannot.
    """
    if options.every < 1:
        raise InputError(f"Every {options.every}th frame cannot be taken. Give 1 or more.")
    if options.masks not in MASK_FORMATS:
        raise InputError(
            f"Masks cannot be written as {options.masks[:20]!r}. Choose one of: "
            f"{', '.join(MASK_FORMATS)}."
        )
    if options.measure_smoothed and options.smoothing is None:
        raise InputError("Smoothed masks can only be measured where smoothing was chosen too.")
    if options.smoothing is not None:
        check_smoothing(options.smoothing)
    if options.spacing_mm is not None:
        check_spacing(options.spacing_mm)
    check_choice(options.scale)
    for still in options.stills:
        if still < 0 or still % options.every:
            raise InputError(
                f"Frame {still} is not segmented: only every {options.every}th is, from 0 on."
            )


def check_smoothing(smoothing: Smoothing) -> None:
    """Refuse a smoothing that is unknown or averages nothing.

    Raises:
        InputError: It is one.
    """
    amount = smoothing.amount
    if smoothing.kind == EXPONENTIAL:
        if not 0 < amount < 1:
            raise InputError(
                f"The weight {amount:g} cannot be used: exponential smoothing takes the weight of "
                f"the present frame, above 0 and below 1, such as 0.3."
            )
    elif smoothing.kind == WINDOW:
        if amount not in range(3, LONGEST_WINDOW + 1, 2):
            raise InputError(
                f"A window of {amount:g} frames cannot be used: an odd number from 3 to "
                f"{LONGEST_WINDOW} was expected, such as 5."
            )
    else:
        raise InputError(
            f"There is no smoothing {smoothing.kind[:20]!r}. Choose {EXPONENTIAL} or {WINDOW}."
        )
