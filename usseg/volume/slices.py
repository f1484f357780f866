"""One frame of a sweep as the network saw it, in the frame's own geometry."""

from dataclasses import dataclass

import numpy as np

from usseg.errors import InputError
from usseg.image.field import find_field
from usseg.image.preprocess import field_box, resize, to_frame, to_unit_range, whole_field
from usseg.mask.postprocess import tidy, tidy_for_votes
from usseg.model.look import look
from usseg.tissues import IGNORE, tissues_of
from usseg.types import Field, Frame, Release
from usseg.volume.shadow import SEEN, visibility
from usseg.volume.sweep import Sweep

FRAMES_LOOKED_AT = 5  # for the field, which all frames of a sweep share
LEVELS = 255  # probabilities and grey are kept in bytes


@dataclass(frozen=True)
class Slice:
    """One segmented frame.

    Attributes:
        mask: Label map, uint8, shape (rows, cols) of the frame; 255 where the frame shows nothing:
            outside the field, and in the shadow of bone.
        state: OUTSIDE, SHADOW or SEEN of `usseg.volume.shadow`, uint8, same shape.
        votes: uint8, shape (network rows, network cols, tissues + 1): probability of every tissue,
            then grey level, of the box, both in 1/255.
        box: The part of the frame that the votes cover, (row0, col0, row1, col1).
    """

    mask: np.ndarray
    state: np.ndarray
    votes: np.ndarray
    box: tuple[int, int, int, int]


def field_of_sweep(sweep: Sweep) -> Field:
    """Return the field that all frames share: the largest found in some of them."""
    count = len(sweep.pixels)
    chosen = np.unique(np.linspace(0, count - 1, FRAMES_LOOKED_AT + 2)[1:-1].round().astype(int))
    found = [find_field(Frame(sweep.pixels[i], sweep.white)) for i in chosen if varied(sweep, i)]
    shape = (sweep.pixels.shape[1], sweep.pixels.shape[2])
    return max(found, key=lambda field: area(field, shape), default=whole_field(shape))


def area(field: Field, shape: tuple[int, int]) -> int:
    """Pixels of the box around a field."""
    row0, col0, row1, col1 = field_box(field, shape)
    return (row1 - row0) * (col1 - col0)


def varied(sweep: Sweep, index: int) -> bool:
    """Tell whether a frame shows anything: a sweep often begins or ends with black frames."""
    pixels = sweep.pixels[index]
    return bool(pixels.min() != pixels.max())


def segment_slice(release: Release, sweep: Sweep, index: int, field: Field) -> Slice:
    """Segment one frame as it was acquired.

    Args:
        release: The weights.
        sweep: The frames.
        index: Which one.
        field: The B-mode field of all of them.

    Raises:
        WeightsError: The weights do not load.
    """
    pixels = sweep.pixels[index]
    frame = Frame(pixels, sweep.white, sweep.spacing_mm, sweep.spacing_source)
    probabilities, _ = look(release, frame, field, lambda step: None)
    mask, _ = to_frame(tidy(probabilities, release), field, pixels.shape)
    votes = tidy_for_votes(probabilities, release)
    return make_slice(mask, votes, frame, field, release.model)


def make_slice(
    mask: np.ndarray, probabilities: np.ndarray, frame: Frame, field: Field, model: str
) -> Slice:
    """Put together what is kept of one frame.

    Args:
        mask: Label map, uint8, shape (rows, cols).
        probabilities: float, shape (network rows, network cols, tissues), of the field's box.
        frame: The frame; it has a spacing.
        field: Its field.
        model: What the labels mean.
    """
    state = visibility(mask, field, model, frame.spacing_mm or (1.0, 1.0))
    row0, col0, row1, col1 = box = field_box(field, mask.shape)
    size = (probabilities.shape[0], probabilities.shape[1])
    grey = resize(to_unit_range(frame)[row0:row1, col0:col1], size)
    votes = np.concatenate([probabilities, grey[..., None]], axis=2)
    kept = np.rint(np.clip(votes, 0, 1) * LEVELS).astype(np.uint8)
    return Slice(np.where(state == SEEN, mask, np.uint8(IGNORE)), state, kept, box)


def slice_of_mask(mask: np.ndarray, frame: Frame, model: str) -> Slice:
    """Return the slice of a mask that is known, such as a phantom's; its field is the whole frame.

    Raises:
        InputError: The mask has labels that the model does not know.
    """
    tissues = len(tissues_of(model))
    if mask.max() >= tissues:
        raise InputError(f"The mask holds labels that the {model} model does not know.")
    sure = np.eye(tissues, dtype=np.float32)[mask]
    return make_slice(mask, sure, frame, whole_field((mask.shape[0], mask.shape[1])), model)


def blank_slice(shape: tuple[int, int], tissues: int) -> Slice:
    """Return the slice of a frame that shows nothing: it has no say anywhere."""
    votes = np.zeros((1, 1, tissues + 1), dtype=np.uint8)
    mask, state = np.full(shape, IGNORE, dtype=np.uint8), np.zeros(shape, dtype=np.uint8)
    return Slice(mask, state, votes, (0, 0, *shape))


def sample(piece: Slice, row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """Interpolate a frame's votes, linear, at pixels of the frame: float32, (n, tissues + 1)."""
    row0, col0, row1, col1 = piece.box
    rows, cols, channels = piece.votes.shape
    flat = piece.votes.reshape(-1, channels)
    u = np.clip((row + 0.5 - row0) * (rows / (row1 - row0)) - 0.5, 0, rows - 1).astype(np.float32)
    v = np.clip((col + 0.5 - col0) * (cols / (col1 - col0)) - 0.5, 0, cols - 1).astype(np.float32)
    top, left = u.astype(np.int32), v.astype(np.int32)
    bottom, right = np.minimum(top + 1, rows - 1), np.minimum(left + 1, cols - 1)
    down, aside = (u - top)[:, None], (v - left)[:, None]
    upper = flat[top * cols + left] * (1 - aside) + flat[top * cols + right] * aside
    lower = flat[bottom * cols + left] * (1 - aside) + flat[bottom * cols + right] * aside
    return (upper * (1 - down) + lower * down) * np.float32(1 / LEVELS)
