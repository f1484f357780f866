"""At which side of a stored image observers measured, told from the angles of aponeuroses alone.

Observers measure at the left edge of what they see. Some images are mirrored on their way into an
archive, and no index says so, but mirroring turns the sign of every angle. Thickness is what is judged
by the answer, so it has no say in it.
"""

import math
from typing import NamedTuple

import numpy as np

from usseg.evaluate.observers_index import ANGLE_COLUMNS
from usseg.measure.compartment import first_muscle
from usseg.measure.edge_lines import edge_line

AS_STORED, MIRRORED = "left", "right"  # where the left edge that observers saw lies in the file
DECIDING = "deep"  # runs steeper than the superficial aponeurosis, so that its sign is plainer
CLEAR_FACTOR = 2.0  # by which one difference exceeds the other before it decides
# With that factor 2 in 100 sets of so many images pass for mirrored by chance, if the two angles have
# nothing to do with each other and spread alike (F test); with 5 images it would be 8.
FEWEST_IMAGES = 10


class AngleFit(NamedTuple):
    """How far the observers' angles of one aponeurosis lie from those found.

    Attributes:
        images: How many images have both.
        stored_deg: Root mean square difference if observers saw the images as stored; NaN without any.
        mirrored_deg: The same if they saw them mirrored.
    """

    images: int
    stored_deg: float
    mirrored_deg: float


class Choice(NamedTuple):
    """The side of the stored image at which observers measured, and why it is taken for it."""

    side: str
    why: str


def border_angles(mask: np.ndarray, inside: np.ndarray) -> dict[str, float]:
    """Measure the angles of the aponeuroses around the first muscle, over the whole width of the field.

    Args:
        mask: Multiclass label map, shape (rows, cols).
        inside: True inside the field, bool, same shape.

    Returns:
        Angle of the inner edge of the superficial and of the deep one in degrees, counter-clockwise as
        observers count, pixels taken as square; without those that were not found.
    """
    borders = first_muscle(np.where(inside, mask, 0))
    if borders is None:
        return {}
    lines = {name: edge_line(rows) for name, rows in zip(ANGLE_COLUMNS, borders, strict=True)}
    # Rows run downwards, so that a line which climbs to the right has a negative slope.
    return {name: -math.degrees(math.atan(line.slope)) for name, line in lines.items() if line}


def compare_angles(pairs: list[tuple[float, float]]) -> AngleFit:
    """Compare angles under both hypotheses.

    Args:
        pairs: The observers' angle and the one found in the stored image, in degrees, per image.

    >>> compare_angles([(-5.0, 4.0), (-4.0, 5.0)])
    AngleFit(images=2, stored_deg=9.0, mirrored_deg=1.0)
    """
    if not pairs:
        return AngleFit(0, math.nan, math.nan)
    theirs, found = np.array(pairs).T
    stored, mirrored = (
        float(np.sqrt(np.mean((theirs - angles) ** 2))) for angles in (found, -found)
    )
    return AngleFit(len(pairs), stored, mirrored)


def choose_side(fit: AngleFit) -> Choice:
    """Decide whether observers saw a data set's images as stored or mirrored; as stored if in doubt."""
    images, stored, mirrored = fit
    if images < FEWEST_IMAGES:
        known = f"the {DECIDING} aponeurosis has an angle in {images} images"
        return Choice(
            AS_STORED, f"Taken as stored: {known}, and {FEWEST_IMAGES} are needed to decide."
        )
    differ = (
        f"the angles of the {DECIDING} aponeurosis in {images} images differ by {stored:.1f}° as "
        f"stored and by {mirrored:.1f}° mirrored (root mean square)"
    )
    if stored > CLEAR_FACTOR * mirrored:
        return Choice(MIRRORED, f"The observers saw the images mirrored: {differ}.")
    if mirrored > CLEAR_FACTOR * stored:
        return Choice(AS_STORED, f"The observers saw the images as stored: {differ}.")
    return Choice(AS_STORED, f"Taken as stored, for the angles do not decide: {differ}.")
