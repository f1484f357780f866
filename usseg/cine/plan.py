"""What holds for all frames of a clip: its field, its white, its scale, found on a few of them."""

from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from usseg.cine.clip import Clip, Shot, one_size
from usseg.cine.options import Options
from usseg.errors import InputError
from usseg.image.field import find_field
from usseg.image.field_given import check_field
from usseg.image.preprocess import field_mask
from usseg.image.read import replace_spacing, with_spacing
from usseg.image.scale import calibrate_to_field
from usseg.image.scale_choice import is_by_hand, settle_scale
from usseg.types import Field, Frame

TRIED = 5  # frames on which the field is looked for
SPAN = 64  # frames at the beginning of the clip from which these are taken
SAME_FIELD = 0.9  # mean overlap (intersection over union) from which on frames agree
UNSTEADY = (
    "The field of view was not found alike on {} frames: their overlap is {:.2f} of 1. The one that "
    "most agree on was taken; check the outline in the video."
)
NOT_BLANKED = (
    "Nothing outside the field could be blanked, for the field was taken to be the whole frame: look "
    "for names in the video before you pass it on."
)


@dataclass(frozen=True)
class Plan:
    """What holds for all frames.

    Attributes:
        field: The B-mode field.
        agreement: Mean overlap of this field with those of the other frames, 0 to 1.
        inside: True inside it, bool, (rows, cols).
        white: The stored value that means white, of the frames that were looked at.
        frame: The first of them, with its scale.
        blank_outside: Whether pictures are black outside the field.
        warnings: Sentences about the clip as a whole.
    """

    field: Field
    agreement: float
    inside: np.ndarray
    white: int
    frame: Frame
    blank_outside: bool
    warnings: tuple[str, ...] = ()


def scout(clip: Clip, options: Options) -> Plan:
    """Look at a few frames of a clip, and settle what holds for all.

    Raises:
        InputError: No frame can be read, all of them are constant, or an option does not fit.
    """
    frames = samples_of(clip)
    shape = frames[0].pixels.shape
    if options.field is None:
        field, agreement = common_field([find_field(frame) for frame in frames], shape)
    else:
        field, agreement = check_field(options.field, shape), 1.0
    inside = field_mask(field, shape)
    if options.column is not None and not 0 <= options.column < shape[1]:
        raise InputError(
            f"There is no column {options.column}: the frames have the columns 0 to {shape[1] - 1}."
        )
    white = max(frame.white for frame in frames)
    first = with_spacing(replace(frames[0], white=white), options.spacing_mm)
    first = settle_scale(first, field, options.scale)
    blank = clip.is_dicom if options.blank_outside is None else options.blank_outside
    found = [] if agreement >= SAME_FIELD else [UNSTEADY.format(len(frames), agreement)]
    found += [NOT_BLANKED] if blank and inside.all() else []
    return Plan(field, agreement, inside, white, first, blank, (*clip.warnings, *found))


def samples_of(clip: Clip) -> list[Frame]:
    """Return a few frames from the beginning of a clip, none of them constant.

    Raises:
        InputError: There is none.
    """
    step = max(1, min(clip.total or SPAN, SPAN) // TRIED)
    chosen: list[Frame] = []
    try:
        for shot in islice(one_size(clip), SPAN):
            if not shot.empty and shot.index >= step * len(chosen):
                chosen.append(shot.frame)
            if len(chosen) == TRIED:
                break
    except InputError:
        if not chosen:  # else the run itself will come to this, and keep what was before
            raise
    if not chosen:
        raise InputError(
            f"{clip.name} shows nothing: its first {SPAN} frames are missing or constant. A clip of "
            f"an ultrasound screen was expected. Cut off an empty beginning."
        )
    return chosen


def common_field(fields: list[Field], shape: tuple[int, int]) -> tuple[Field, float]:
    """Return the one of several fields that the others resemble most, and how much, 0 to 1.

    It is a field that was found, not a mean of several: its outline stays that of a screen.

    Args:
        fields: One per frame, at least one.
        shape: (rows, cols) of the frames.
    """
    masks = [field_mask(field, shape) for field in fields]
    overlaps = [float(np.mean([overlap(one, other) for other in masks])) for one in masks]
    best = int(np.argmax(overlaps))
    return fields[best], overlaps[best]


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    """Return intersection over union of two boolean arrays (rows, cols); 0 where both are empty."""
    return int(np.count_nonzero(one & other)) / max(1, int(np.count_nonzero(one | other)))


def prepared(shot: Shot, plan: Plan) -> Shot:
    """Return a frame with the clip's white and scale; its own scale where the header says one."""
    frame = replace(shot.frame, white=max(plan.white, shot.frame.white))
    if is_by_hand(plan.frame) and plan.frame.spacing_mm is not None:
        frame = replace_spacing(frame, plan.frame.spacing_mm, plan.frame.spacing_source)
    else:
        frame = calibrate_to_field(frame, plan.field)
    return replace(shot, frame=frame)
