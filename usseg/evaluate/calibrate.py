"""Fit one temperature to frames that training has not seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from usseg.evaluate.cases import Case, CaseSet
from usseg.image.field import find_field
from usseg.image.preprocess import field_box, field_mask
from usseg.image.read import frame_from_array
from usseg.model.look import look
from usseg.model.trust import sharpen
from usseg.tissues import tissues_of
from usseg.types import Release

PIXELS_PER_FRAME = 2000
SEED = 20_250_103
LIMITS = (0.25, 4.0)  # a temperature outside them would say that the network learnt nothing
SMALLEST = 1e-7  # probability: its logarithm stays a number


@dataclass(frozen=True)
class Pixels:
    """Pixels of one data set: probabilities (pixels, tissues) and the sets that are true (pixels,)."""

    name: str
    probabilities: np.ndarray
    bits: np.ndarray


def sample_pixels(release: Release, case_set: CaseSet, tell: Callable[[str], None]) -> Pixels:
    """Draw pixels of every frame at the network's own size, before any temperature.

    Raises:
        UssegError: The weights do not load, or a case cannot be read.
    """
    rng = np.random.default_rng(SEED)
    drawn = []
    for case in case_set.cases:
        drawn.append(draw(release, case, rng))
        tell(case.name)
    probabilities, bits = (np.concatenate(part) for part in zip(*drawn, strict=True))
    return Pixels(str(case_set.about["name"]), probabilities, bits)


def draw(release: Release, case: Case, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw pixels of one frame, inside its field, whose truth says something."""
    frame = frame_from_array(case.pixels)
    field, shape = find_field(frame), case.pixels.shape
    probabilities, _ = look(release, frame, field, lambda step: None)
    row0, col0, row1, col1 = field_box(field, shape)
    everything = (1 << len(tissues_of(release.model))) - 1
    silent = ~field_mask(field, shape) | (case.bits == everything)
    bits = np.where(silent, np.uint8(0), case.bits)[row0:row1, col0:col1]
    rows, cols = probabilities.shape[:2]
    small = np.asarray(Image.fromarray(bits).resize((cols, rows), Image.Resampling.NEAREST))
    known = np.flatnonzero(small)
    chosen = rng.choice(known, min(PIXELS_PER_FRAME, known.size), replace=False)
    return probabilities.reshape(rows * cols, -1)[chosen], small.ravel()[chosen]


def fit_temperature(sets: Sequence[Pixels]) -> float:
    """Return the temperature under which the truths are most probable, each data set counting once.

    A truth that allows several tissues has the sum of their probabilities.

    Args:
        sets: Pixels of at least one data set.
    """
    from scipy import optimize  # slow to import, and every command passes here

    found = optimize.minimize_scalar(
        lambda power: np.mean([surprise(pixels, float(np.exp(power))) for pixels in sets]),
        bounds=np.log(LIMITS),
        method="bounded",
    )
    return round(float(np.exp(found.x)), 4)


def surprise(pixels: Pixels, temperature: float) -> float:
    """Return the mean negative log probability of the truths at a temperature."""
    tissues = np.arange(pixels.probabilities.shape[-1])
    allowed = pixels.bits[:, None] >> tissues & 1
    cooled = sharpen(pixels.probabilities, temperature)
    return float(-np.log(np.maximum((cooled * allowed).sum(axis=1), SMALLEST)).mean())
