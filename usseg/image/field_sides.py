"""The sides of a field: where the speckle of each row or column begins and ends."""

from dataclasses import dataclass, replace

import numpy as np

HARD_SHARE = 0.2  # of the rows must end at one column before that column counts as a straight edge
FIRMER = 0.7  # times the share of lines that end beyond an edge: text that touches the field
RIM = 8  # pixels behind an edge that tell an abrupt end from fading out
RIM_DENSITY = 0.6  # of them are speckle behind an abrupt end
SLANT_SHARE = 0.45  # of the rows must end on one oblique line before it counts as a side
LEAST_SLANT = 0.03  # columns per row; less is a vertical side, drawn a little askew
SLANT_GAIN = 1.15  # an oblique line must explain this much more than a vertical one
FRINGE = 0.05  # of the width: what passes a line by more is furniture
TRIED = 28  # points between which lines are tried
COMPARED = 160  # points that each tried line is compared with


@dataclass(frozen=True)
class Side:
    """One side of the field, seen along one axis.

    Attributes:
        edge: Pixel-edge coordinate of the side when it is straight.
        share: Share of the lines of pixels that end there.
        beyond: Share of them that end farther out.
        line: Share of them that end on one oblique line.
        slope: Slope of that line, columns per row.
        start: Pixel-edge column of that line at the first row.
        fringe: Distance in pixels by which the speckle itself, not furniture, passes that line.
    """

    edge: int
    share: float
    beyond: float
    line: float
    slope: float
    start: float
    fringe: float

    @property
    def slanted(self) -> bool:
        """Whether an oblique line fits clearly better than an upright one."""
        upright = abs(self.slope) <= LEAST_SLANT or self.line <= SLANT_GAIN * self.share
        return self.line >= SLANT_SHARE and not upright

    @property
    def hard(self) -> bool:
        """Whether the speckle ends abruptly on a straight line, rather than fading out."""
        return self.share >= HARD_SHARE and self.share >= FIRMER * self.beyond


def line_share(ends: np.ndarray, tolerance: float) -> tuple[float, float, float]:
    """Return the greatest share of ends that lie on one line, its slope and its start."""
    rows = np.arange(ends.size, dtype=float)
    tried = np.linspace(0, ends.size - 1, min(ends.size, TRIED)).astype(int)
    first, second = np.triu_indices(tried.size, max(1, tried.size // 7))
    if first.size == 0:
        return 0.0, 0.0, 0.0
    one, two = tried[first], tried[second]
    slope = (ends[two] - ends[one]) / (two - one)
    start = ends[one] - slope * one
    some = np.linspace(0, ends.size - 1, min(ends.size, COMPARED)).astype(int)
    misses = np.abs(ends[some] - (slope[:, None] * rows[some] + start[:, None]))
    shares = (misses <= tolerance).mean(axis=1)
    best = int(shares.argmax())
    return float(shares[best]), float(slope[best]), float(start[best])


def fit_side(lines: np.ndarray, tolerance: float) -> Side:
    """Describe the side formed by the first marked pixel of each line of pixels.

    Args:
        lines: Marked pixels, bool, shape (lines, pixels), at least one in each line.
        tolerance: Distance in pixels up to which an end lies on an oblique line.
    """
    ends = lines.argmax(axis=1)
    counts = np.bincount(ends, minlength=3).astype(float)
    near = np.convolve(counts, np.ones(3), mode="same")
    peak = int(near.argmax())
    peak += int(counts[max(0, peak - 1) : peak + 2].argmax()) - min(peak, 1)
    share, beyond = float(near.max()) / ends.size, float((ends < peak - 1).mean())
    behind = lines[np.abs(ends - peak) <= 1, peak : peak + RIM]
    share *= float(behind.mean()) >= RIM_DENSITY  # else the speckle fades out here
    if share < HARD_SHARE or share < FIRMER * beyond:
        peak = int(np.percentile(ends, 1))
    line, slope, start = line_share(ends, tolerance)
    passed = start + slope * np.arange(ends.size) - ends
    ragged = passed[(passed > 0) & (passed <= FRINGE * lines.shape[1])]
    fringe = float(np.percentile(ragged, 90)) if ragged.size else 0.0
    # `local_range` marks the ground's pixel of the step too: the field begins one later.
    return Side(peak + 1 if peak > 0 else 0, share, beyond, line, slope, start + 1, fringe)


def near_and_far(marked: np.ndarray, tolerance: float) -> tuple[Side, Side] | None:
    """Fit the left and the right side of a mask (rows, cols); None of an empty one."""
    lines = marked[marked.any(axis=1)]
    if lines.size == 0:
        return None
    near, far = fit_side(lines, tolerance), fit_side(lines[:, ::-1], tolerance)
    width = marked.shape[1]
    mirrored = replace(far, edge=width - far.edge, slope=-far.slope, start=width - far.start)
    return near, mirrored


def firmer_sides(wide: np.ndarray, near: np.ndarray, tolerance: float) -> tuple[Side, Side] | None:
    """Fit both sides of a field; the near mask decides where furniture hides a straight side."""
    far_pair, near_pair = near_and_far(wide, tolerance), near_and_far(near, tolerance)
    if far_pair is None or near_pair is None:
        return far_pair
    one, other = (
        b if b.hard and not a.hard else a for a, b in zip(far_pair, near_pair, strict=True)
    )
    return one, other
