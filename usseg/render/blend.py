"""The frame with its tissues laid over it."""

import numpy as np
from scipy import ndimage

from usseg.image.preprocess import field_mask
from usseg.render.colour import colour_mask, grey_picture
from usseg.types import Field, Segmentation

TISSUE_WEIGHT = 0.4  # the speckle must stay visible under the colour
OUTLINE_COLOUR = (255, 255, 255)


def overlay(segmentation: Segmentation) -> np.ndarray:
    """Lay the predicted tissues half transparent over the frame, and draw the field's outline.

    Args:
        segmentation: A segmented frame.

    Returns:
        RGB, uint8, shape (rows, cols, 3); pixels of background keep the frame's grey.
    """
    picture = grey_picture(segmentation.frame)
    tissue = segmentation.mask > 0
    colours = colour_mask(segmentation.mask[tissue], segmentation.release.model)
    blend = picture[tissue] * (1 - TISSUE_WEIGHT) + colours * TISSUE_WEIGHT
    picture[tissue] = np.rint(blend).astype(np.uint8)
    return draw_outline(picture, segmentation.field)


def draw_outline(picture: np.ndarray, field: Field) -> np.ndarray:
    """Return a copy of an RGB picture with the outermost pixels of a field in white.

    Where the field ends with the frame there is no border to show, and none is drawn.
    """
    inside = field_mask(field, picture.shape[:2])
    outlined = picture.copy()
    outlined[inside & ~ndimage.binary_erosion(inside, border_value=1)] = OUTLINE_COLOUR
    return outlined
