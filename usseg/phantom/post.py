"""What a scanner does to grey levels after compression: calming, smoothing, edges, grey map."""

import numpy as np
from scipy import ndimage

from usseg.phantom.scanner import Settings

CALM_CELL = (7, 5)  # samples (depths, beams) over which speckle is told from structure
EDGE_CELL = 5  # samples over which an edge is enhanced
LEAST_SMOOTH = 0.3  # standard deviations below this change nothing


def post_process(grey: np.ndarray, settings: Settings) -> np.ndarray:
    """Calm, smooth, sharpen and map grey levels as scanners do: float32 in [0, 1]."""
    if settings.calm:
        grey = calm_speckle(grey, settings.calm)
    if max(settings.smooth) > LEAST_SMOOTH:
        grey = ndimage.gaussian_filter(grey, settings.smooth, mode="nearest", truncate=3)
    if settings.sharpen:
        blurred = ndimage.uniform_filter(grey, EDGE_CELL, mode="nearest")
        grey = grey + np.float32(settings.sharpen) * (grey - blurred)
    return grey_map(np.clip(grey, 0, 1), settings)


def calm_speckle(grey: np.ndarray, grain: float) -> np.ndarray:
    """Smooth where grey levels vary little and keep edges: the look of speckle reduction.

    A linear fit of each cell to itself, averaged over the cells of a pixel.
    Source: He K, Sun J, Tang X. Guided image filtering. IEEE TPAMI 35:1397-1409 (2013), eq. 5 to 8.

    Args:
        grey: Grey levels in [0, 1], float32, (depths, beams).
        grain: Standard deviation of grey up to which variation is taken for speckle.
    """
    mean = ndimage.uniform_filter(grey, CALM_CELL, mode="nearest")
    variance = ndimage.uniform_filter(grey * grey, CALM_CELL, mode="nearest") - mean * mean
    variance = np.maximum(variance, 0)
    kept = variance / (variance + np.float32(grain**2))
    offset = ndimage.uniform_filter(mean * (1 - kept), CALM_CELL, mode="nearest")
    return ndimage.uniform_filter(kept, CALM_CELL, mode="nearest") * grey + offset


def grey_map(grey: np.ndarray, settings: Settings) -> np.ndarray:
    """Map grey levels: a power, bent towards an S that parts dark from bright, under a ceiling."""
    grey = grey ** np.float32(settings.gamma)
    if settings.s_share:
        smooth_step = grey * grey * (3 - 2 * grey)
        grey = grey + np.float32(settings.s_share) * (smooth_step - grey)
    return grey * np.float32(settings.ceiling)
