"""Direction of the fascicles in a muscle, from the grey values' structure tensor."""

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from usseg.image.preprocess import resize
from usseg.measure.angles import FEWEST_COLUMNS, SIGN, Line, fold, mid_line, total_least_squares
from usseg.measure.quantity import DEGREE, NONE, SQUARE, Quantity, Spacing, joined
from usseg.measure.regions import Region

GRID_MM = 0.2  # both scales below were chosen on simulated muscles whose fascicle angle is known
SMOOTHING_MM = 0.5  # of the gradients: above speckle, below the distance of fascicles
MARGIN_MM = 1.0  # from the muscle's border, so that fascia does not count as a fascicle
LEAST_AREA_MM2 = 25.0  # of what is left within the margin
LEAST_COHERENCE = 0.6  # from here on, 9 of 10 simulated muscles were right within 5 degrees
USUAL_DEPTH_MM = 50.0  # stands for the height of the frame where the scale is unknown
TOUCHING_ROWS = 2  # between the borders of a muscle and of the fascia beside it
LEAST_TOUCHED = 0.25  # of the muscle's columns
METHOD = "Structure tensor of the stored grey values. Meaningful only in images along the fibres."


class Direction(NamedTuple):
    """Direction of the fascicles to the horizontal in degrees, and how uniform it is, 0 to 1."""

    angle_deg: float
    coherence: float


def fascicle_direction(pixels: np.ndarray, region: Region, spacing: Spacing) -> Direction | None:
    """Find the direction along which the grey values of a region change least.

    The region is brought to a grid of square millimetres first, so that pixels need not be square.

    Args:
        pixels: Grey levels as stored, shape (rows, cols) of the frame.
        region: A muscle.
        spacing: Pixel size (row, col) in mm.

    Returns:
        Its angle, above -90 and up to 90, positive when deeper to the right; None for a region that
        is too small. Coherence is 0 for grey values without direction and 1 for straight stripes.

    Source:
        Bigün J, Granlund GH. Optimal orientation detection of linear symmetry. ICCV (1987) 433.
    """
    rows, cols = region.inside.shape
    shape = (max(1, round(rows * spacing[0] / GRID_MM)), max(1, round(cols * spacing[1] / GRID_MM)))
    grey = resize(pixels[region.window].astype(np.float32), shape)
    whole = np.pad(resize(region.inside.astype(np.float32), shape) > 0.999, 1)
    core = ndimage.distance_transform_edt(whole)[1:-1, 1:-1] * GRID_MM > MARGIN_MM
    if np.count_nonzero(core) * GRID_MM**2 < LEAST_AREA_MM2:
        return None
    sigma = SMOOTHING_MM / GRID_MM
    down = ndimage.gaussian_filter(grey, sigma, order=(1, 0))[core].astype(np.float64)
    right = ndimage.gaussian_filter(grey, sigma, order=(0, 1))[core].astype(np.float64)
    difference, product = (right**2 - down**2).sum(), 2 * (right * down).sum()
    energy = (right**2 + down**2).sum()
    steepest = np.degrees(np.arctan2(product, difference)) / 2
    coherence = float(np.hypot(difference, product) / energy) if energy > 0 else 0.0
    return Direction(fold(float(steepest) + 90), coherence)


def bordering_line(
    muscle: Region, fasciae: list[Region], spacing: Spacing
) -> tuple[Line, str] | None:
    """Fit the fascia that borders a muscle: the one below it, else the one above.

    Returns:
        The line through the stretch of it that touches the muscle, and "below" or "above"; None where
        no fascia touches a quarter of the muscle's columns.
    """
    for side in ("below", "above"):
        touched = [(fascia, touching_columns(muscle, fascia, side)) for fascia in fasciae]
        fascia, columns = max(
            touched, key=lambda pair: int(pair[1].sum()), default=(muscle, np.zeros(0, dtype=bool))
        )
        if columns.sum() >= max(FEWEST_COLUMNS, LEAST_TOUCHED * muscle.profile.size):
            x, z = mid_line(fascia, spacing)
            return total_least_squares(x[columns], z[columns]), side
    return None


def touching_columns(muscle: Region, fascia: Region, side: str) -> np.ndarray:
    """Tell in which of its columns a fascia lies directly on one side of a muscle: bool, (cols,)."""
    touching = np.zeros(fascia.profile.size, dtype=bool)
    first = max(muscle.col0, fascia.col0)
    last = min(muscle.col0 + muscle.profile.size, fascia.col0 + fascia.profile.size)
    if first >= last:
        return touching
    here = slice(first - fascia.col0, last - fascia.col0)
    there = slice(first - muscle.col0, last - muscle.col0)
    if side == "below":
        gap = fascia.top[here] - muscle.bottom[there]
    else:
        gap = muscle.top[there] - fascia.bottom[here]
    touching[here] = np.abs(gap) <= TOUCHING_ROWS
    return touching


def pennation_quantities(
    pixels: np.ndarray, muscle: Region, fasciae: list[Region], spacing_mm: Spacing | None
) -> tuple[Quantity, ...]:
    """Measure the angle between a muscle's fascicles and the fascia they run to.

    Args:
        pixels: Grey levels as stored, shape (rows, cols) of the frame.
        muscle: One region of muscle.
        fasciae: All regions of fascia.
        spacing_mm: Pixel size (row, col) in mm; None takes the pixels as square.

    Returns:
        Fascicle angle to the horizontal, pennation angle and coherence; None with the reason.
    """
    side = USUAL_DEPTH_MM / pixels.shape[0]
    spacing = spacing_mm or (side, side)
    found = fascicle_direction(pixels, muscle, spacing)
    reason = why_no_direction(found)
    square = "" if spacing_mm else SQUARE
    coherence = found.coherence if found else None
    quality = Quantity("fascicle_coherence", coherence, NONE, "0: no direction, 1: one direction.")
    if found is None or reason:
        unknown = (Quantity(f"{n}_angle", None, DEGREE, reason) for n in ("fascicle", "pennation"))
        return (*unknown, quality)
    steep = Quantity("fascicle_angle", found.angle_deg, DEGREE, joined(square, METHOD, SIGN))
    return steep, pennation(found, bordering_line(muscle, fasciae, spacing), square), quality


def why_no_direction(found: Direction | None) -> str:
    """Return why no direction of fascicles can be given, or ""."""
    if found is None:
        return "The region is too small to show the direction of fascicles."
    if found.coherence < LEAST_COHERENCE:
        return f"Fascicles are not seen well enough: coherence below {LEAST_COHERENCE}."
    return ""


def pennation(found: Direction, border: tuple[Line, str] | None, square: str) -> Quantity:
    """Return the angle between fascicles and fascia, 0 to 90 degrees, or None without a fascia."""
    if border is None:
        note = "No fascia borders this muscle over a quarter of its columns."
        return Quantity("pennation_angle", None, DEGREE, note)
    line, side = border
    angle = abs(fold(found.angle_deg - line.angle_deg))
    return Quantity("pennation_angle", angle, DEGREE, joined(square, f"To the fascia {side} it."))
