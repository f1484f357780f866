"""Simulated frames to set the limits of a gate by: more of them than data sets hold out."""

from collections.abc import Iterator

from usseg.evaluate.gate_pictures import Picture
from usseg.image.read import frame_from_array
from usseg.phantom.dataset import make_phantom
from usseg.phantom.scenes import SCENES
from usseg.phantom.seeds import FIRST_VALIDATION_SEED

KIND = "new phantoms"
COUNT = 240
# Past those that training validates on, and below those of reports.
FIRST_SEED = FIRST_VALIDATION_SEED + 10_000
SIDES = (256, 384)  # pixels: what a limit was set by at one size need not hold at another
ON_SCREEN_EVERY = 3


def new_phantoms() -> Iterator[Picture]:
    """Yield phantoms of all scenes that nothing was trained on, of two sizes, a third on a screen."""
    for index in range(COUNT):
        seed, scene = FIRST_SEED + index, SCENES[index % len(SCENES)]
        side = SIDES[index // len(SCENES) % len(SIDES)]
        screen = index % ON_SCREEN_EVERY == 0
        phantom = make_phantom(seed, scene, (side, side), screen)
        frame = frame_from_array(phantom.pixels)
        yield Picture(KIND, f"phantom {seed}", frame, wanted=True, phantom=True, validation=True)
