"""Seed and scene to a labelled B-mode frame."""

import zlib
from dataclasses import dataclass

import numpy as np

from usseg.errors import InputError
from usseg.image.preprocess import field_mask, whole_field
from usseg.phantom.frame import echo_picture, map_tissues
from usseg.phantom.furniture import furnish
from usseg.phantom.limb_frame import LIMB_SCAN, limb_frame
from usseg.phantom.probe import Probe, field_outline
from usseg.phantom.scan import picture_box_mm, sample_beams, scan_convert
from usseg.phantom.scanner import draw_settings
from usseg.phantom.scenes import DRAW, SCENES
from usseg.types import Field

SHAPE = (256, 256)
SMALLEST_SIDE = 64
TO_TRAIN_ON = (*SCENES, LIMB_SCAN)  # reports of single frames are made of SCENES alone


@dataclass(frozen=True)
class Phantom:
    """A simulated frame with its truth.

    Attributes:
        pixels: Grey levels, uint8, shape (rows, cols).
        mask: Multiclass labels, uint8, same shape; background outside the field.
        spacing_mm: Pixel size (row, col) in mm.
        scene: One of TO_TRAIN_ON.
        seed: What made it.
        field: The true B-mode field.
    """

    pixels: np.ndarray
    mask: np.ndarray
    spacing_mm: tuple[float, float]
    scene: str
    seed: int
    field: Field


def make_phantom(
    seed: int, scene: str, shape: tuple[int, int] = SHAPE, screen: bool = False
) -> Phantom:
    """Simulate one B-mode frame of a scene with its label map. Same arguments, same bytes.

    Args:
        seed: Not negative; chooses anatomy, probe, scanner settings and speckle.
        scene: One of TO_TRAIN_ON.
        shape: (rows, cols) of the frame, each at least 64.
        screen: Put a scanner's screen around it: text, rulers, grey bars. The result is larger.

    Raises:
        InputError: The scene is unknown, the seed negative or the shape too small.
    """
    if scene not in TO_TRAIN_ON:
        raise InputError(f"There is no scene {scene!r}. Choose one of: {', '.join(TO_TRAIN_ON)}.")
    if seed < 0 or min(shape) < SMALLEST_SIDE:
        raise InputError(
            f"A phantom needs a seed of 0 or more and at least {SMALLEST_SIDE} rows and columns, "
            f"but was asked for seed {seed} and shape {shape}."
        )
    rng = np.random.default_rng([seed, zlib.crc32(scene.encode())])
    phantom = simulate(seed, scene, shape, rng)
    return on_screen(phantom, rng) if screen else phantom


def simulate(seed: int, scene: str, shape: tuple[int, int], rng: np.random.Generator) -> Phantom:
    """Draw anatomy, probe and scanner, and picture the one with the others."""
    if scene == LIMB_SCAN:
        pixels, mask, spacing_mm = limb_frame(seed, shape)
        return Phantom(pixels, mask, spacing_mm, scene, seed, whole_field(shape))
    probe, anatomy = DRAW[scene](rng)
    settings = draw_settings(rng)
    sampling = sample_beams(probe, shape)
    tissues = map_tissues(probe, sampling, anatomy)
    picture = echo_picture(probe, tissues, sampling, settings, rng)
    grey = scan_convert(probe, sampling, picture, shape, order=1)
    _, _, width, height = picture_box_mm(probe)
    return Phantom(
        pixels=np.round(grey * 255).astype(np.uint8),
        mask=scan_convert(probe, sampling, tissues.labels, shape, order=0),
        spacing_mm=(height / shape[0], width / shape[1]),
        scene=scene,
        seed=seed,
        field=true_field(probe, shape),
    )


def true_field(probe: Probe, shape: tuple[int, int]) -> Field:
    """Return the field of a probe in the pixel-edge coordinates of its picture."""
    x0, z0, width, height = picture_box_mm(probe)
    x, z = field_outline(probe).T
    outline = np.stack([(z - z0) / height * shape[0], (x - x0) / width * shape[1]], axis=1)
    return Field("arc" if probe.curved else "whole", outline)


def on_screen(phantom: Phantom, rng: np.random.Generator) -> Phantom:
    """Place a phantom on a scanner's screen; its mask and field move with it."""
    inside = (
        None if phantom.field.kind == "whole" else field_mask(phantom.field, phantom.mask.shape)
    )
    screen, (row0, col0) = furnish(phantom.pixels, inside, rng, spacing_mm=phantom.spacing_mm)
    rows, cols = phantom.mask.shape
    mask = np.zeros(screen.shape, dtype=np.uint8)
    mask[row0 : row0 + rows, col0 : col0 + cols] = phantom.mask
    kind = "rectangle" if phantom.field.kind == "whole" else phantom.field.kind
    field = Field(kind, phantom.field.outline + np.array([row0, col0]))
    return Phantom(screen, mask, phantom.spacing_mm, phantom.scene, phantom.seed, field)
