"""Labelled frames held in memory, and the crops that the network is shown of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from usseg.image.dataset import Dataset, read_pixels
from usseg.image.field import find_field
from usseg.image.headroom import headroom_rows, resize_below, rows_above
from usseg.image.label_sets import assume_below, bit_table, bits_of, to_bits
from usseg.image.preprocess import field_box, field_mask
from usseg.train.picture import open_late
from usseg.types import Field, Frame

SURROUNDINGS = 0.08  # of the field's size: kept around it, for fields that are found too large
WHOLE_FIELD_SHARE = 0.5  # of the crops; the others show a part
SMALLEST_PART = 0.55
# Of the parts, how many begin at the skin, as fields do; the headroom shows what lies above others.
SKIN_SIDE_SHARE = 0.8
FIELD_ERROR = 0.04  # how far each side of a found field may lie off, as a share of its size
DARKENED_SHARE = 0.85  # the rest keeps its surroundings, as if the field were found too large


@dataclass(frozen=True)
class Sample:
    """One labelled frame, cut to its field and a margin.

    Attributes:
        grey: uint8, shape (rows, cols).
        bits: Bit sets of allowed tissues, uint8, same shape; background outside the field.
        inside: True inside the field, same shape.
        box: The field's box in `grey`: (row0, col0, row1, col1), half open.
    """

    grey: np.ndarray
    bits: np.ndarray
    inside: np.ndarray
    box: tuple[int, int, int, int]


def background_bits(model: str) -> int:
    """Return the bit set of what lies outside the field."""
    return bits_of(("background",), model)


def make_sample(frame: Frame, field: Field, bits: np.ndarray, model: str) -> Sample:
    """Cut a frame and its bit sets to the field and a margin of its surroundings."""
    shape = frame.pixels.shape
    row0, col0, row1, col1 = field_box(field, shape)
    margin_rows = round((row1 - row0) * SURROUNDINGS)
    margin_cols = round((col1 - col0) * SURROUNDINGS)
    top, left = max(row0 - margin_rows, 0), max(col0 - margin_cols, 0)
    part = np.s_[top : row1 + margin_rows, left : col1 + margin_cols]
    inside = field_mask(field, shape)[part]
    known = np.where(inside, bits[part], np.uint8(background_bits(model)))
    box = (row0 - top, col0 - left, row1 - top, col1 - left)
    return Sample(np.ascontiguousarray(frame.pixels[part]), known, inside, box)


def read_samples(
    dataset: Dataset, model: str, names: Iterable[str], assumed: tuple[str, ...] = ()
) -> list[Sample]:
    """Read the named frames of a data set, with the field as the pipeline would find it.

    Args:
        dataset: Where they are.
        model: Whose tissues the bit sets tell apart.
        names: Files of the frames.
        assumed: Tissues that lie below what was drawn; none when nothing is known of them.

    Raises:
        DatasetError: A frame does not follow the format.
    """
    table = bit_table(dataset.label_sets, model)
    wanted = set(names)
    samples = []
    for entry in dataset.entries:
        if entry.name in wanted:
            frame, mask = read_pixels(entry)
            field = entry.field or find_field(frame)
            bits = to_bits(mask, table, entry.name)
            if assumed:
                bits = assume_below(bits, bits_of(assumed, model))
            samples.append(make_sample(frame, field, bits, model))
    return samples


def opened_late(sample: Sample, rng: np.random.Generator) -> Sample:
    """Return the sample as a scanner shows it whose receiver opens late: its first echoes dim."""
    grey = open_late(sample.grey.astype(np.float32) / 255, sample.inside, rng)
    return replace(sample, grey=np.round(grey * 255).astype(np.uint8))


def whole_view(sample: Sample, size: tuple[int, int], model: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the sample as the pipeline shows it to the network: grey (rows, cols) and bits."""
    return _cut(sample, sample.box, size, True, background_bits(model))


def random_view(
    sample: Sample, size: tuple[int, int], model: str, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return a random crop of the sample, half of the time mirrored.

    Returns:
        grey: float32 in [0, 1], shape `size`.
        bits: uint8, shape `size`.
    """
    box = _random_box(sample.box, rng)
    darken = rng.random() < DARKENED_SHARE
    grey, bits = _cut(sample, box, size, darken, background_bits(model))
    return (grey[:, ::-1], bits[:, ::-1]) if rng.random() < 0.5 else (grey, bits)


def _random_box(
    box: tuple[int, int, int, int], rng: np.random.Generator
) -> tuple[int, int, int, int]:
    row0, col0, row1, col1 = box
    if rng.random() < WHOLE_FIELD_SHARE:
        reach = np.array([row1 - row0, col1 - col0, row1 - row0, col1 - col0]) * FIELD_ERROR
        off = np.round(rng.uniform(-reach, reach)).astype(int)
        return row0 + off[0], col0 + off[1], row1 + off[2], col1 + off[3]
    rows = max(1, round((row1 - row0) * rng.uniform(SMALLEST_PART, 1)))
    cols = max(1, round((col1 - col0) * rng.uniform(SMALLEST_PART, 1)))
    top = row0 + int(rng.integers(0, row1 - row0 - rows + 1))
    if rng.random() < SKIN_SIDE_SHARE:
        top = row0
    left = col0 + int(rng.integers(0, col1 - col0 - cols + 1))
    return top, left, top + rows, left + cols


def _cut(
    sample: Sample,
    box: tuple[int, int, int, int],
    size: tuple[int, int],
    darken: bool,
    background: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Cut a box, which may reach beyond the arrays, and resample it as `to_input` does."""
    row0, col0, row1, col1 = box
    headroom = headroom_rows(size)
    above = rows_above(row1 - row0, size, headroom)
    row0 -= above
    rows, cols = sample.grey.shape
    part = np.s_[max(row0, 0) : row1, max(col0, 0) : col1]
    beyond = ((max(-row0, 0), max(row1 - rows, 0)), (max(-col0, 0), max(col1 - cols, 0)))
    grey = sample.grey[part] * sample.inside[part] if darken else sample.grey[part]
    unit = np.pad(grey, beyond).astype(np.float32) / 255
    bits = np.pad(sample.bits[part], beyond, constant_values=background)
    return resize_below(unit, size, headroom, above), resize_below(bits, size, headroom, above)
