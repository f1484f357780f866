"""Where the network is unsure, as a picture with a scale that is the same for every image."""

import numpy as np

from usseg.image.preprocess import field_mask
from usseg.render.blend import draw_outline
from usseg.render.colour import IGNORE_COLOUR
from usseg.types import Segmentation

# A label with a probability below one half is more likely wrong than right: what lies beyond needs no
# shades of its own, and what lies before gets all of them.
MOST_UNSURE = 0.5
# Nine steps of viridis, which gets lighter evenly and survives colour blindness and grey print.
# Source: van der Walt S, Smith N. matplotlib colormaps, https://bids.github.io/colormap (CC0).
RAMP = (
    (68, 1, 84),
    (71, 45, 123),
    (59, 82, 139),
    (44, 114, 142),
    (33, 145, 140),
    (40, 174, 128),
    (94, 201, 98),
    (173, 220, 48),
    (253, 231, 37),
)
OUTSIDE_COLOUR = IGNORE_COLOUR  # grey, which the ramp does not hold


def uncertainty_picture(segmentation: Segmentation) -> np.ndarray:
    """Draw one minus the probability of the chosen label, inside the field.

    Args:
        segmentation: A segmented frame.

    Returns:
        RGB, uint8, shape (rows, cols, 3): `RAMP` from 0 to `MOST_UNSURE` and more, grey outside the
        field, where nothing was predicted, and the field's outline in white.
    """
    inside = field_mask(segmentation.field, segmentation.mask.shape)
    picture = np.full((*segmentation.mask.shape, 3), OUTSIDE_COLOUR, dtype=np.uint8)
    picture[inside] = ramp_colours(1 - segmentation.confidence[inside])
    return draw_outline(picture, segmentation.field)


def ramp_colours(unsure: np.ndarray) -> np.ndarray:
    """Return the colours of some uncertainties (0 to 1, any shape): uint8, shape (..., 3).

    >>> ramp_colours(np.array([0.0, 0.25, 0.5, 0.9])).tolist()
    [[68, 1, 84], [33, 145, 140], [253, 231, 37], [253, 231, 37]]
    """
    steps = np.linspace(0, MOST_UNSURE, len(RAMP))
    channels = [np.interp(unsure, steps, channel) for channel in np.transpose(RAMP)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)
