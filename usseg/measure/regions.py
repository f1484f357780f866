"""Connected regions of one tissue, and where they lie in the field."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import ndimage

TOGETHER = np.ones((3, 3))  # pixels that touch by side or corner, as in the clean-up of the mask
SMALLEST_SHARE = 0.001  # of the field; smaller regions are counted but not measured one by one


@dataclass(frozen=True)
class Region:
    """One connected region of a tissue.

    Attributes:
        label: Its tissue's value in the mask.
        number: 1 for the tissue's largest region, and so on.
        row0: Frame row of the first row of `inside`.
        col0: Frame column of its first column.
        inside: True in the region, bool, shape (box rows, box cols).
    """

    label: int
    number: int
    row0: int
    col0: int
    inside: np.ndarray

    @cached_property
    def pixels(self) -> int:
        """How many pixels it has."""
        return int(np.count_nonzero(self.inside))

    @property
    def window(self) -> tuple[slice, slice]:
        """Its box, to cut it out of an array of the frame."""
        rows, cols = self.inside.shape
        return slice(self.row0, self.row0 + rows), slice(self.col0, self.col0 + cols)

    @cached_property
    def centroid(self) -> tuple[float, float]:
        """Mean (row, col) of its pixels; the centre of the frame's first pixel is (0, 0)."""
        rows, cols = np.nonzero(self.inside)
        return float(rows.mean() + self.row0), float(cols.mean() + self.col0)

    @cached_property
    def profile(self) -> np.ndarray:
        """Its pixels in each column of its box, int64, (box cols,); at least 1 each."""
        return np.count_nonzero(self.inside, axis=0)

    @cached_property
    def top(self) -> np.ndarray:
        """Frame row of the upper edge of its first pixel in each column, (box cols,)."""
        return self.inside.argmax(axis=0) + self.row0

    @cached_property
    def bottom(self) -> np.ndarray:
        """Frame row of the lower edge of its last pixel in each column, (box cols,)."""
        return self.inside.shape[0] - self.inside[::-1].argmax(axis=0) + self.row0


@dataclass(frozen=True)
class FieldEdges:
    """Where the field begins and ends along depth in each column of the frame.

    Attributes:
        top: First row inside, (cols,); 0 in columns without field.
        bottom: Row behind the last one inside, (cols,); 0 in columns without field.
        pixels: Pixels of the whole field.
    """

    top: np.ndarray
    bottom: np.ndarray
    pixels: int

    @property
    def columns(self) -> np.ndarray:
        """The columns that hold field, in order."""
        return np.flatnonzero(self.bottom)

    @property
    def smallest_region(self) -> int:
        """Pixels that a region needs to be measured by itself."""
        return max(1, round(SMALLEST_SHARE * self.pixels))


def field_edges(inside: np.ndarray) -> FieldEdges:
    """Find the first and last row of the field in each column.

    >>> edges = field_edges(np.array([[0, 0], [0, 1], [0, 1]], dtype=bool))
    >>> edges.top.tolist(), edges.bottom.tolist()
    ([0, 1], [0, 3])
    """
    last = inside.shape[0] - inside[::-1].argmax(axis=0)
    bottom = np.where(inside.any(axis=0), last, 0)
    return FieldEdges(inside.argmax(axis=0), bottom, int(np.count_nonzero(inside)))


def find_regions(mask: np.ndarray, label: int, smallest: int = 1) -> tuple[list[Region], int]:
    """Find the connected regions of one tissue, the largest first.

    Args:
        mask: Label map, shape (rows, cols).
        label: The tissue.
        smallest: Pixels a region needs to be listed.

    Returns:
        regions: Those with at least `smallest` pixels; equal ones in reading order.
        dropped: How many smaller ones there are.
    """
    wanted = mask == label
    row0, col0 = (int(wanted.any(axis=axis).argmax()) for axis in (1, 0))
    last = wanted.shape[0] - int(wanted[::-1].any(axis=1).argmax())
    numbered, count = ndimage.label(wanted[row0:last, col0:], structure=TOGETHER)
    sizes = np.bincount(numbered.ravel(), minlength=count + 1)[1:]
    boxes = ndimage.find_objects(numbered)
    listed = [index for index in np.argsort(-sizes, kind="stable") if sizes[index] >= smallest]
    regions = [
        Region(
            label,
            rank,
            row0 + boxes[index][0].start,
            col0 + boxes[index][1].start,
            numbered[boxes[index]] == index + 1,
        )
        for rank, index in enumerate(listed, start=1)
    ]
    return regions, count - len(regions)


def cut_columns(region: Region, edges: FieldEdges, reaches_probe: bool) -> np.ndarray:
    """Tell in which columns the field ends before the region does: bool, (box cols,).

    There the tissue goes on unseen, and its thickness is only a lower limit. The upper end of the
    field is the probe's face, which is where skin really begins: `reaches_probe` says so.
    """
    _, cols = region.window
    below = region.bottom >= edges.bottom[cols]
    return below if reaches_probe else below | (region.top <= edges.top[cols])
