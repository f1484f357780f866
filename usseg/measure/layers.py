"""Thickness of a layer across its own direction, between its upper and its lower border."""

import numpy as np

from usseg.measure.quantity import Quantity, Spacing, any_direction, joined
from usseg.measure.regions import Region

MOST_POINTS = 200  # of the mid-line, spread evenly: more would not change mean, median and maximum
RAY_STEPS = 64
RAY_REACH = 1.5  # times half the greatest thickness along depth
FEWEST_COLUMNS = 5
LEAST_FILLED = 0.8  # of what lies between the borders; a ring or a fork is no layer
NAMES = ("perpendicular_mean", "perpendicular_median", "perpendicular_max")
NOTE = "Across the layer: along the normal of its mid-line, from border to border."


def layer_quantities(
    region: Region, cut: np.ndarray, spacing_mm: Spacing | None, note: str = ""
) -> tuple[Quantity, ...]:
    """Measure a region across its own direction, or say why it is no layer.

    Args:
        region: One region of a tissue.
        cut: True in the columns where the field ends before the region does, (box cols,).
        spacing_mm: Pixel size (row, col) in mm; None measures in pixels, taken as square.
        note: What lies above and below it.

    Returns:
        Mean, median and greatest perpendicular thickness; all None where it is no layer.
    """
    run = longest_run(~cut)
    top, bottom = region.top[run], region.bottom[run]
    reason = why_no_layer(region, top.size, spacing_mm or (1.0, 1.0))
    lengths = np.zeros(0) if reason else perpendicular_thickness(top, bottom, spacing_mm or (1, 1))
    if not reason and lengths.size == 0:
        reason = "No normal of its mid-line meets both borders."
    if reason:
        return tuple(any_direction(name, None, spacing_mm, reason) for name in NAMES)
    numbers = (lengths.mean(), np.median(lengths), lengths.max())
    said = joined(NOTE, note)
    return tuple(
        any_direction(name, float(number), spacing_mm, said)
        for name, number in zip(NAMES, numbers, strict=True)
    )


def longest_run(wanted: np.ndarray) -> slice:
    """Return the longest unbroken run of True, the first of equals.

    >>> longest_run(np.array([True, False, True, True]))
    slice(2, 4, None)
    """
    steps = np.diff(np.concatenate([[0], wanted.astype(np.int8), [0]]))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    if starts.size == 0:
        return slice(0, 0)
    longest = int((ends - starts).argmax())
    return slice(int(starts[longest]), int(ends[longest]))


def why_no_layer(region: Region, columns: int, spacing: Spacing) -> str:
    """Return why a region has no perpendicular thickness, or "" if it has one."""
    if region.profile.size < FEWEST_COLUMNS:
        return f"Fewer than {FEWEST_COLUMNS} columns: too narrow to be a layer."
    if columns < max(FEWEST_COLUMNS, region.profile.size / 2):
        return (
            "In most of its columns the region reaches the end of the field: a border is not seen."
        )
    between = region.bottom - region.top
    if region.profile.sum() < LEAST_FILLED * between.sum():
        return "The region has holes or branches: it is no single layer."
    if region.profile.size * spacing[1] < np.median(between) * spacing[0]:
        return "The region is taller than it is wide: it is no layer."
    return ""


def perpendicular_thickness(top: np.ndarray, bottom: np.ndarray, spacing: Spacing) -> np.ndarray:
    """Measure between two borders along the normals of the line midway between them.

    The mid-line's direction is fitted over a stretch as long as the layer is thick, so that the steps
    of the pixels do not turn the normals; the borders themselves are not smoothed.

    Args:
        top: Row of the upper border in each column, shape (columns,), in pixel-edge coordinates.
        bottom: Row of the lower border, same shape, below `top`.
        spacing: Pixel size (row, col).

    Returns:
        One length per point of the mid-line whose normal meets both borders, float64, in the unit of
        `spacing`; at most `MOST_POINTS`.
    """
    upper, lower = top * spacing[0], bottom * spacing[0]
    x = np.arange(top.size) * spacing[1]
    middle = (upper + lower) / 2
    slope = mid_slope(middle, float(np.median(lower - upper)), spacing[1])
    points = np.unique(np.linspace(0, top.size - 1, min(top.size, MOST_POINTS)).astype(int))
    length = np.hypot(1, slope[points])
    normal = np.stack([-slope[points], np.ones(points.size)]) / length  # (x, z), pointing down
    start = np.stack([x[points], middle[points]])
    steps = np.linspace(0, RAY_REACH * float((lower - upper).max()) / 2, RAY_STEPS + 1)
    down = ray_length(start, normal, steps, x, lower)
    up = ray_length(start * [[1], [-1]], normal * [[-1], [1]], steps, x, -upper)
    total = down + up
    return total[np.isfinite(total)]


def mid_slope(middle: np.ndarray, thickness: float, step: float) -> np.ndarray:
    """Fit the slope of a mid-line around each of its points: (columns,)."""
    # Imported here: SciPy's signal processing would delay the start of the page.
    from scipy.signal import savgol_filter

    widest = middle.size - 1 + middle.size % 2  # a window has an odd number of columns
    window = min(widest, max(FEWEST_COLUMNS, 2 * round(thickness / step / 2) + 1))
    slope = savgol_filter(middle, window, polyorder=1, deriv=1, delta=step, mode="interp")
    return np.asarray(slope)


def ray_length(
    start: np.ndarray, direction: np.ndarray, steps: np.ndarray, x: np.ndarray, border: np.ndarray
) -> np.ndarray:
    """Return how far each ray runs until it crosses a border that lies in its direction.

    Args:
        start: (x, z) of each ray's beginning, shape (2, rays), above the border.
        direction: Unit vectors, same shape.
        steps: Distances at which a crossing is looked for, ascending from 0.
        x: Where the border is known, ascending.
        border: Its z there.

    Returns:
        Shape (rays,); NaN for a ray that leaves the known stretch of the border or never meets it.
    """
    along = start[..., None] + direction[..., None] * steps  # (2, rays, steps)
    above = np.interp(along[0], x, border, left=np.nan, right=np.nan) - along[1]
    beyond = above <= 0
    hit = beyond.argmax(axis=1)
    rays = np.flatnonzero(hit)  # 0: never beyond the border, or not even above it at the start
    last, first = above[rays, hit[rays] - 1], above[rays, hit[rays]]
    found = np.full(hit.size, np.nan)
    found[rays] = steps[hit[rays] - 1] + (steps[1] - steps[0]) * last / (last - first)
    return found
