"""Look at a wide or tall field as a whole and in parts, so that its detail is not squeezed away."""

import math

import numpy as np

from usseg.image.preprocess import resize

WIDE = 1.5  # sides that differ by more than this are looked at in parts, too
OVERLAP = 0.5  # of neighbouring parts, as a share of a part
WHOLE_SHARE = 1 / 3  # of the say, for the view of the whole field
MOST_PARTS = 9  # a longer field, which no scanner makes, gets longer parts instead

Box = tuple[int, int, int, int]  # (row0, col0, row1, col1), half open


def windows(box: Box) -> tuple[Box, ...]:
    """Return what the network looks at: the box, then square parts of it where it is wide or tall.

    Args:
        box: The field's box in the frame.

    >>> windows((0, 0, 100, 120))
    ((0, 0, 100, 120),)
    >>> windows((0, 10, 100, 210))[1:]
    ((0, 10, 100, 110), (0, 60, 100, 160), (0, 110, 100, 210))
    """
    row0, col0, row1, col1 = box
    rows, cols = row1 - row0, col1 - col0
    if max(rows, cols) <= WIDE * min(rows, cols):
        return (box,)
    parts = spans(max(rows, cols), min(rows, cols))
    if cols > rows:
        return (box, *((row0, col0 + start, row1, col0 + stop) for start, stop in parts))
    return (box, *((row0 + start, col0, row0 + stop, col1) for start, stop in parts))


def spans(length: int, part: int) -> list[tuple[int, int]]:
    """Cover a length with overlapping spans of equal size: (start, stop), in pixels.

    >>> spans(200, 100)
    [(0, 100), (50, 150), (100, 200)]
    """
    most = 1 + (MOST_PARTS - 1) * (1 - OVERLAP)  # parts' lengths that the most parts cover
    part = max(part, math.ceil(length / most))
    count = 1 + int(np.ceil((length - part) / (part * (1 - OVERLAP))))
    starts = np.linspace(0, length - part, count).round().astype(int)
    return [(int(start), int(start) + part) for start in starts]


def merge(parts: list[np.ndarray], boxes: tuple[Box, ...]) -> np.ndarray:
    """Join the network's answers for `windows` into one answer for the box.

    The whole view knows what surrounds a place, a part sees it in detail and has the larger say. Parts
    fade into each other, a part's middle counting more than its edge.

    Args:
        parts: float32, each of shape (rows, cols, tissues), in the order of `boxes`.
        boxes: As `windows` returned them.

    Returns:
        float32, (rows, cols, tissues); where there are parts, the longer side has as many pixels as
        the parts bring, so that the network's pixels keep the frame's aspect.
    """
    whole, *details = parts
    if not details:
        return whole
    box, *places = boxes
    shape = canvas_shape(box, places[0], whole.shape[:2])
    total = np.zeros((*shape, whole.shape[-1]), dtype=np.float32)
    weight = np.zeros((*shape, 1), dtype=np.float32)
    for detail, place in zip(details, places, strict=True):
        part, fade = placed(box, place, shape)
        size = (part[0].stop - part[0].start, part[1].stop - part[1].start)
        total[part] += resampled(detail, size) * fade[..., None]
        weight[part] += fade[..., None]
    return WHOLE_SHARE * resampled(whole, shape) + (1 - WHOLE_SHARE) * total / weight


def canvas_shape(box: Box, place: Box, size: tuple[int, int]) -> tuple[int, int]:
    """Return the (rows, cols) of the joined answer: the network's, the longer side in proportion."""
    rows = round(size[0] * (box[2] - box[0]) / (place[2] - place[0]))
    cols = round(size[1] * (box[3] - box[1]) / (place[3] - place[1]))
    return rows, cols


def placed(box: Box, place: Box, shape: tuple[int, int]) -> tuple[tuple[slice, slice], np.ndarray]:
    """Return where a part lies in the joined answer, and how much each of its pixels counts."""
    scale_row, scale_col = shape[0] / (box[2] - box[0]), shape[1] / (box[3] - box[1])
    top, bottom = (round((row - box[0]) * scale_row) for row in (place[0], place[2]))
    left, right = (round((col - box[1]) * scale_col) for col in (place[1], place[3]))
    rows, cols = bottom - top, right - left
    ramp_row = fading(rows) if rows < shape[0] else np.ones(rows, dtype=np.float32)
    ramp_col = fading(cols) if cols < shape[1] else np.ones(cols, dtype=np.float32)
    return np.s_[top:bottom, left:right], ramp_row[:, None] * ramp_col[None, :]


def fading(count: int) -> np.ndarray:
    """Return weights that fall from the middle to both ends, float32, shape (count,), above 0."""
    distance = np.abs(np.arange(count) + 0.5 - count / 2) / (count / 2)
    return np.float32(1) - distance.astype(np.float32)


def resampled(probabilities: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Resample probabilities (rows, cols, tissues) to another (rows, cols), linear."""
    if probabilities.shape[:2] == shape:
        return probabilities
    planes = [resize(probabilities[..., k], shape) for k in range(probabilities.shape[-1])]
    return np.stack(planes, axis=-1)
