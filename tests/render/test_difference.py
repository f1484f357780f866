"""The difference panel: every combination of truth and prediction, and colours one can tell apart."""

from itertools import combinations, product

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from usseg.render import DIFFERENCE_LEGEND
from usseg.render.compare import difference, difference_picture
from usseg.tissues import MULTICLASS

NAMES = [entry.name for entry in DIFFERENCE_LEGEND]
SMALLEST_DISTANCE = 15  # CIEDE2000; 2 is just noticeable side by side, 10 is seen at a glance
SMALLEST_OF_TISSUES = 10  # eight colours cannot lie as far apart as six

# Linear RGB as a dichromat sees it. Source: Machado, Oliveira, Fernandes, IEEE TVCG 15:1291 (2009),
# severity 1.0.
VISION = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def expected_name(predicted: int, true: int) -> str:
    """The rule in words, written a second time."""
    if true == 255:
        return "ignored"
    if predicted == true:
        return "nothing" if true == 0 else "agree"
    if predicted == 0:
        return "missed"
    return "extra" if true == 0 else "wrong tissue"


def test_every_combination_of_labels_gets_its_name():
    pairs = list(product(range(8), [*range(8), 255]))
    mask = np.array([[predicted for predicted, _ in pairs]], dtype=np.uint8)
    truth = np.array([[true for _, true in pairs]], dtype=np.uint8)
    named = [NAMES[kind] for kind in difference(mask, truth)[0]]
    assert named == [expected_name(predicted, true) for predicted, true in pairs]


def test_pixels_wear_the_colour_the_legend_gives_them():
    mask = np.array([[0, 2, 0, 2, 2, 2]], dtype=np.uint8)
    truth = np.array([[0, 2, 2, 0, 3, 255]], dtype=np.uint8)
    painted = [tuple(colour) for colour in difference_picture(mask, truth)[0].tolist()]
    assert painted == [entry.colour for entry in DIFFERENCE_LEGEND]


def seen(colour: tuple[int, int, int], matrix) -> np.ndarray:
    """The CIELAB colour a viewer with this vision sees."""
    c = np.array(colour) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(matrix) @ linear, 0, 1)
    c = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return rgb2lab(c[None, None])[0, 0]


def distance(one: tuple[int, int, int], other: tuple[int, int, int], vision: str) -> float:
    """How different two colours look to a viewer, CIEDE2000."""
    return float(deltaE_ciede2000(seen(one, VISION[vision]), seen(other, VISION[vision])))


@pytest.mark.parametrize("vision", VISION)
def test_legend_colours_stay_apart_for_colour_blind_readers(vision):
    for one, other in combinations(DIFFERENCE_LEGEND, 2):
        named = (one.name, other.name)
        assert distance(one.colour, other.colour, vision) > SMALLEST_DISTANCE, named


@pytest.mark.parametrize("vision", VISION)
def test_tissue_colours_stay_apart_for_colour_blind_readers(vision):
    for one, other in combinations(MULTICLASS, 2):
        named = (one.name, other.name)
        assert distance(one.colour, other.colour, vision) > SMALLEST_OF_TISSUES, named
