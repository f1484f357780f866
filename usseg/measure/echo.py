"""Echo intensity: the stored grey values of a tissue, before any change for display."""

import numpy as np

from usseg.measure.quantity import GREY, Quantity, Spacing, joined
from usseg.measure.regions import Region

BYTE = 255
YOUNG_PER_CM = 40.5278  # grey levels of 0 to 255 that a centimetre of fat takes away
MM_PER_CM = 10.0
LEAST_COVERED = 0.5  # of the muscle's columns that show fat above it
CORRECTED = "echo_intensity_corrected"
CORRECTION_NOTE = (
    "Mean on 0 to 255 plus 40.5278 per cm of fat above (Young et al. 2015). The coefficient is quoted "
    "from later work and was not verified against the paper's text. Specific to muscle and scanner: "
    "fitted on four leg muscles, it does not carry over to others unchecked."
)


def echo_quantities(pixels: np.ndarray, inside: np.ndarray, white: int | None) -> list[Quantity]:
    """Describe the stored grey values of some pixels.

    Args:
        pixels: Grey levels as stored, shape (rows, cols).
        inside: True where to look, bool, same shape.
        white: The stored value that means white; None if unknown.

    Returns:
        Mean, standard deviation (population) and median on the stored scale; where white is not 255,
        the same on 0 to 255. None where `inside` is empty.
    """
    values = pixels[inside]
    if values.size == 0:
        return []
    numbers = {
        "echo_intensity_mean": float(values.mean()),
        "echo_intensity_sd": float(values.std()),
        "echo_intensity_median": float(np.median(values)),
    }
    scale = f"Stored grey values, 0 to {white}." if white else "Stored grey values; white unknown."
    found = [Quantity(name, number, GREY, scale) for name, number in numbers.items()]
    if white and white != BYTE:
        found += [
            Quantity(f"{name}_0_255", number * BYTE / white, GREY, f"Stored value x 255 / {white}.")
            for name, number in numbers.items()
        ]
    return found


def corrected_echo(
    mean: float, white: int | None, fat_rows: float | None, spacing_mm: Spacing | None
) -> Quantity:
    """Correct a muscle's mean echo intensity for the subcutaneous fat above it.

    Args:
        mean: Mean stored grey value of the muscle.
        white: The stored value that means white; None if unknown.
        fat_rows: Thickness of the fat above in rows; None where none is labelled.
        spacing_mm: Pixel size (row, col) in mm, or None.

    Returns:
        The corrected value on a scale of 0 to 255, or None with the reason.

    Source:
        Corrected EI = EI + 40.5278 x fat thickness in cm: Young HJ, Jenkins NT, Zhao Q, McCully KK.
        Measurement of intramuscular fat by muscle echo intensity. Muscle Nerve 52:963 (2015). The
        coefficient is quoted from later work; it was not verified against the paper's text.
    """
    reason = joined(
        "" if spacing_mm else "The scale is unknown.",
        "" if white else "The stored value of white is unknown.",
        "" if fat_rows is not None else "No fat is labelled above most of this muscle.",
    )
    if reason or spacing_mm is None or white is None or fat_rows is None:
        return Quantity(CORRECTED, None, GREY, reason)
    fat_mm = fat_rows * spacing_mm[0]
    value = mean * BYTE / white + YOUNG_PER_CM * fat_mm / MM_PER_CM
    return Quantity(CORRECTED, value, GREY, f"{CORRECTION_NOTE} Fat above: {fat_mm:.1f} mm.")


def subcutaneous_fat(mask: np.ndarray, muscle: int, fat: int) -> np.ndarray:
    """Count the fat above the first muscle in each column, in rows: int64, (cols,).

    Fat below the first muscle lies between muscles and is not subcutaneous.
    """
    is_muscle = mask == muscle
    first = np.where(is_muscle.any(axis=0), is_muscle.argmax(axis=0), 0)
    above = np.arange(mask.shape[0])[:, None] < first
    return np.count_nonzero((mask == fat) & above, axis=0)


def fat_above(fat_rows: np.ndarray, region: Region) -> float | None:
    """Return the mean fat above one muscle in rows, or None where hardly any is labelled there."""
    over = fat_rows[region.window[1]]
    if np.count_nonzero(over) < LEAST_COVERED * over.size:
        return None
    return float(over.mean())
