"""Turn the field of a frame into the array the network was trained on, and bring its answer back."""

import numpy as np
from PIL import Image

from usseg.image.headroom import resize_below, rows_above
from usseg.image.polygon import fill
from usseg.types import Field, Frame


def whole_field(shape: tuple[int, int]) -> Field:
    """Return the field that covers a frame of this shape (rows, cols) completely."""
    rows, cols = shape
    return Field("whole", np.array([(0, 0), (0, cols), (rows, cols), (rows, 0)], dtype=float))


def field_box(field: Field, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the smallest box of whole pixels around a field: (row0, col0, row1, col1), half open.

    >>> field_box(whole_field((4, 6)), (4, 6))
    (0, 0, 4, 6)
    """
    low = np.floor(field.outline.min(axis=0)).astype(int)
    high = np.ceil(field.outline.max(axis=0)).astype(int)
    row0, col0 = (int(v) for v in np.clip(low, 0, np.array(shape) - 1))
    row1, col1 = (int(v) for v in np.minimum(high, shape))
    return row0, col0, max(row1, row0 + 1), max(col1, col0 + 1)


def field_mask(field: Field, shape: tuple[int, int]) -> np.ndarray:
    """Return a boolean array (rows, cols): True where the pixel's centre lies inside the field.

    >>> square = Field("rectangle", np.array([(1, 1), (1, 3), (4, 3), (4, 1)]))
    >>> int(field_mask(square, (6, 6)).sum())
    6
    """
    if field.kind == "whole":
        return np.ones(shape, dtype=bool)
    inside = np.zeros(shape, dtype=bool)
    window, filled = fill([field.outline], shape)
    inside[window] = filled
    return inside


def to_unit_range(frame: Frame) -> np.ndarray:
    """Scale stored grey levels to float32 in [0, 1].

    Scales by the value that means white, not by the frame's own minimum and maximum:
    stretching each frame would turn the noise of an empty one into bright tissue.

    >>> print(to_unit_range(Frame(np.array([[0, 51]], dtype=np.uint8), white=255)))
    [[0.  0.2]]
    """
    return np.minimum(frame.pixels.astype(np.float32) / frame.white, 1.0)


def resize(plane: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Resample a float32 plane (rows, cols) to another shape, linear, area-weighted when shrinking."""
    rows, cols = shape
    picture = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    return np.asarray(picture.resize((cols, rows), Image.Resampling.BILINEAR))


def to_input(
    frame: Frame,
    field: Field,
    size: tuple[int, int],
    box: tuple[int, int, int, int] | None = None,
    headroom: int = 0,
) -> np.ndarray:
    """Crop a frame to its field, darken what lies outside, and resample to the network's input.

    Args:
        frame: The input image.
        field: Its B-mode field.
        size: (rows, cols) of the network's input.
        box: The part of the frame to show, (row0, col0, row1, col1); None for the field's box.
        headroom: The input's first rows, which show what lies above the box: black above the field.

    Returns:
        float32 in [0, 1], shape (1, rows, cols, 1).
    """
    row0, col0, row1, col1 = box or field_box(field, frame.pixels.shape)
    above = rows_above(row1 - row0, size, headroom)
    top = max(row0 - above, 0)
    inside = field_mask(field, frame.pixels.shape)[top:row1, col0:col1]
    cropped = Frame(frame.pixels[top:row1, col0:col1], frame.white)
    grey = np.where(inside, to_unit_range(cropped), np.float32(0))
    beyond = np.pad(grey, ((above - (row0 - top), 0), (0, 0)))
    return resize_below(beyond, size, headroom, above)[None, :, :, None]


def to_frame(
    probabilities: np.ndarray, field: Field, shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Bring the network's answer back to the frame's own pixels: the inverse of `to_input`.

    One tissue is resampled at a time, so that memory stays at a few planes of the frame.

    Args:
        probabilities: float32, shape (rows, cols, tissues), as the network returned it, below the
            headroom.
        field: The field that `to_input` was given.
        shape: (rows, cols) of the frame.

    Returns:
        mask: uint8, shape `shape`: the most probable label inside the field, 0 outside.
        confidence: float32, shape `shape`: its probability; 1 outside the field.
    """
    row0, col0, row1, col1 = field_box(field, shape)
    size = (row1 - row0, col1 - col0)
    best = np.full(size, -1, dtype=np.float32)
    label = np.zeros(size, dtype=np.uint8)
    for tissue in range(probabilities.shape[-1]):
        plane = resize(probabilities[..., tissue], size)
        higher = plane > best
        best[higher] = plane[higher]
        label[higher] = tissue
    inside = field_mask(field, shape)[row0:row1, col0:col1]
    mask = np.zeros(shape, dtype=np.uint8)
    confidence = np.ones(shape, dtype=np.float32)
    mask[row0:row1, col0:col1] = np.where(inside, label, 0)
    confidence[row0:row1, col0:col1] = np.where(inside, np.clip(best, 0, 1), 1)
    return mask, confidence
