"""Gather features of many images, and fit a gate to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from usseg.evaluate.cases import Case
from usseg.evaluate.gate_fit import fit_gate
from usseg.evaluate.gate_pictures import Picture
from usseg.evaluate.sweep_steps import STEPS
from usseg.image.field import find_field
from usseg.image.preprocess import field_mask, to_frame
from usseg.image.read import frame_from_array
from usseg.mask.postprocess import tidy
from usseg.model.look import look
from usseg.model.trust_words import doubts_about, expected_absent
from usseg.types import Frame, Release

CHANGES_WANTED, CHANGES_OTHERS = 1, 3  # changed copies of each image: other images are few
SEED = 20_250_106


@dataclass(frozen=True)
class Example:
    """What a gate is told of one image.

    Attributes:
        picture: The image.
        features: float, shape (features,).
        changed: Features of changed copies (gain, gamma, blur, ...), shape (copies, features).
        ruled: True when the image is flagged without the gate: blank, dark, coloured, no tissue.
    """

    picture: Picture
    features: np.ndarray
    changed: np.ndarray
    ruled: bool


def examine(
    release: Release, pictures: Iterable[Picture], tell: Callable[[str], None]
) -> list[Example]:
    """Show every picture to the network; those to learn from are shown changed, too.

    Args:
        release: Weights whose manifest names the layers in `gate`.
        pictures: The images.
        tell: Called with each one's kind.
    """
    rng = np.random.default_rng(SEED)
    examples = []
    for picture in pictures:
        features, ruled = shown(release, picture.frame)
        copies = CHANGES_WANTED if picture.wanted else CHANGES_OTHERS
        if picture.wanted and picture.validation:
            copies = 0
        changes = [changed(picture, rng) for _ in range(copies)]
        more = [shown(release, frame)[0] for frame in changes]
        examples.append(
            Example(picture, features, np.reshape(more, (copies, features.size)), ruled)
        )
        tell(picture.kind)
    return examples


def shown(release: Release, frame: Frame) -> tuple[np.ndarray, bool]:
    """Return a frame's features, and whether it is flagged whatever they are."""
    field, shape = find_field(frame), frame.pixels.shape
    raw, features = look(release, frame, field, lambda step: None)
    inside = field_mask(field, shape)
    mask, _ = to_frame(tidy(raw, release), field, shape)
    ruled = doubts_about(frame, inside) + expected_absent(mask, inside, release.model)
    return np.asarray(features, dtype=float), bool(ruled)


def changed(picture: Picture, rng: np.random.Generator) -> Frame:
    """Return a copy of a picture after one step of the robustness sweep, drawn at random."""
    pixels = np.rint(255.0 * picture.frame.pixels / picture.frame.white).astype(np.uint8)
    case = Case(picture.group, picture.group, pixels, np.zeros_like(pixels), None, "")
    altered = STEPS[int(rng.integers(len(STEPS)))].change(case).pixels
    if altered.min() == altered.max():
        return picture.frame
    return frame_from_array(altered)


def fitted(examples: list[Example], channels: list[int]) -> dict[str, Any]:
    """Fit a gate to examples: learn from training images and other images, limit by validation."""
    learnt = [e for e in examples if e.picture.wanted and not e.picture.validation]
    others = [e for e in examples if not e.picture.wanted]
    kinds = [[e for e in learnt if e.picture.phantom is phantom] for phantom in (False, True)]
    held_out = [
        np.array([e.features for e in examples if is_held_out(e) and e.picture.phantom is phantom])
        for phantom in (False, True)
    ]
    features = [stacked(kind) for kind in kinds if kind]
    return fit_gate(features, stacked(others), held_out, channels)


def is_held_out(example: Example) -> bool:
    """Tell whether an example is an image the model was made for and never trained on."""
    return example.picture.wanted and example.picture.validation


def stacked(examples: list[Example]) -> np.ndarray:
    """Return the features of examples and of their changed copies, (images, features)."""
    return np.concatenate([np.vstack([e.features, e.changed]) for e in examples])
