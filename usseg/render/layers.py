"""The tissues over the frame as somebody wants to see them: which, how strong, with what second cue."""

from dataclasses import dataclass

import numpy as np

from usseg.errors import InputError
from usseg.render.blend import TISSUE_WEIGHT, draw_outline
from usseg.render.colour import colour_table, grey_picture
from usseg.render.patterns import PATTERNS, ink_on, pattern, period_of
from usseg.tissues import Tissue, tissues_of
from usseg.types import Segmentation


@dataclass(frozen=True)
class Layers:
    """What is drawn over a frame.

    Attributes:
        opacity: Weight of the colours over the frame's grey, 0 to 1.
        tissues: Names of the tissues that are shown; None shows all.
        outlines: Whether the outermost pixels of each tissue get its colour in full.
        patterns: Whether each tissue gets a pattern, black or white.

    Raises:
        InputError: The opacity is not from 0 to 1.
    """

    opacity: float = TISSUE_WEIGHT
    tissues: tuple[str, ...] | None = None
    outlines: bool = False
    patterns: bool = False

    def __post_init__(self) -> None:
        """Check the opacity, which a request may set to anything."""
        if not 0 <= self.opacity <= 1:  # not for NaN either
            raise InputError(
                f"Opacity goes from 0 (image alone) to 1 (colours alone), not {self.opacity}."
            )


def draw_layers(segmentation: Segmentation, layers: Layers) -> np.ndarray:
    """Draw the tissues that are switched on over the frame, and the field's outline.

    Args:
        segmentation: A segmented frame.
        layers: What is drawn.

    Returns:
        RGB, uint8, shape (rows, cols, 3); where nothing is drawn the frame's grey.
    """
    picture, model = grey_picture(segmentation.frame), segmentation.release.model
    shown = shown_mask(segmentation.mask, model, layers)
    tissue = shown > 0
    colours = colour_table(model)[shown[tissue]]
    blend = picture[tissue] * (1 - layers.opacity) + colours * layers.opacity
    picture[tissue] = np.rint(blend).astype(np.uint8)
    if layers.patterns:
        picture = draw_patterns(picture, shown, tissues_of(model))
    if layers.outlines:
        edge = border(shown)
        picture[edge] = colour_table(model)[shown[edge]]
    return draw_outline(picture, segmentation.field)


def shown_mask(mask: np.ndarray, model: str, layers: Layers) -> np.ndarray:
    """Return a label map with only the tissues that are switched on, 0 elsewhere.

    >>> shown_mask(np.array([[0, 2, 3]], np.uint8), "multiclass", Layers(tissues=("fat",))).tolist()
    [[0, 2, 0]]
    """
    if layers.tissues is None:
        return mask
    table = np.zeros(256, dtype=np.uint8)
    for tissue in tissues_of(model)[1:]:
        if tissue.name in layers.tissues:
            table[tissue.label] = tissue.label
    return table[mask]


def border(mask: np.ndarray) -> np.ndarray:
    """Return the pixels of tissue that touch another label above, below, left or right.

    >>> border(np.array([[1, 1, 1], [1, 1, 1], [1, 1, 2]])).astype(int).tolist()
    [[0, 0, 0], [0, 0, 1], [0, 1, 1]]
    """
    differs = np.zeros(mask.shape, dtype=bool)
    down, right = mask[1:] != mask[:-1], mask[:, 1:] != mask[:, :-1]
    differs[1:] |= down
    differs[:-1] |= down
    differs[:, 1:] |= right
    differs[:, :-1] |= right
    return differs & (mask > 0)


def draw_patterns(picture: np.ndarray, mask: np.ndarray, tissues: tuple[Tissue, ...]) -> np.ndarray:
    """Return a copy of an RGB picture with each tissue's pattern over it, in black or white."""
    patterned, shape = picture.copy(), (mask.shape[0], mask.shape[1])
    for tissue in tissues[1:]:
        here = mask == tissue.label
        if here.any():
            ink = ink_on(picture[here])
            patterned[here & pattern(PATTERNS[tissue.name], shape, period_of(shape))] = ink
    return patterned
