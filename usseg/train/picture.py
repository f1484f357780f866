"""What a scanner's processing, its knobs and the saving of the picture do to grey levels.

Every effect takes grey (float32 in [0, 1], shape (rows, cols)) and a source of chance, and returns
grey of the same shape; `usseg.train.augment` clips to [0, 1] at the end. `open_late` must know where
the field begins, too, so that `usseg.train.samples` calls it before a view is cut.
"""

import io

import numpy as np
from PIL import Image
from scipy import ndimage

from usseg.image.preprocess import resize

GRAIN_SHARE = 1 / 256  # of a frame's rows: about what a fine beam resolves
OPENING_SHARE = (0.005, 0.045)  # of the field's depth, over which a receiver opens
OPENING_LOSS = (0.1, 0.8)  # of the grey scale, lost when it begins to open


def grain_px(grey: np.ndarray) -> float:
    """Return the unit of effects on detail, 1 pixel or more: larger inputs are not changed less.

    >>> grain_px(np.zeros((384, 256), dtype=np.float32))
    1.5
    """
    return max(1.0, grey.shape[0] * GRAIN_SHARE)


def open_late(grey: np.ndarray, inside: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A receiver that opens slowly after the pulse was sent: the first echoes under the probe are dim.

    Grey is the logarithm of echoes, so that what they lack is subtracted.

    Args:
        grey: float32 in [0, 1], shape (rows, cols).
        inside: Where the field is, same shape; what is outside it stays.
        rng: Source of chance.
    """
    depth = np.cumsum(inside, axis=0, dtype=np.int32) - 1
    reach = rng.uniform(*OPENING_SHARE) * inside.any(axis=1).sum()
    lost = rng.uniform(*OPENING_LOSS) * np.clip(1 - depth / reach, 0, 1).astype(np.float32)
    return np.where(inside, np.maximum(grey - lost, 0), grey)


def post_processing(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Gamma, gain and offset: the scanner's grey map and its gain knob."""
    return np.clip(grey, 0, 1) ** rng.uniform(0.6, 1.6) * rng.uniform(0.6, 1.25) + rng.uniform(
        -0.05, 0.05
    )


def fewer_pixels(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pass through a smaller picture, as when a frame was exported small."""
    rows, cols = grey.shape
    scale = rng.uniform(0.35, 0.8)
    return resize(resize(grey, (round(rows * scale), round(cols * scale))), grey.shape)


def low_gain(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Too little gain: faint echoes fall below the display's black."""
    return np.maximum(grey - rng.uniform(0, 0.15), 0) * rng.uniform(0.35, 0.8)


def high_gain(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Too much gain on a narrow dynamic range: speckle bright, strong echoes driven to white."""
    return np.clip(grey * rng.uniform(1.2, 2.4) + rng.uniform(-0.15, 0.05), 0, 1)


def grey_map(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another post-processing curve: any that never falls, through a few random points."""
    knots = rng.integers(3, 7)
    inputs = np.linspace(0, 1, knots)
    steps = rng.gamma(0.8, 1.0, knots - 1) + 0.02
    low, high = rng.uniform(0, 0.15), rng.uniform(0.6, 1.0)
    outputs = low + (high - low) * np.concatenate([[0], np.cumsum(steps) / steps.sum()])
    mapped = np.interp(grey, inputs, outputs).astype(np.float32)
    return np.where(grey > 0, mapped, np.float32(0))  # what is black has no echo to map


def smoothing_filter(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Speckle reduction: grain is wiped away, borders stay."""
    reach = round(int(rng.choice([1, 2])) * grain_px(grey))
    return ndimage.median_filter(grey, size=2 * reach + 1)


def edge_enhancement(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The scanner's sharpness knob: what differs from its surroundings is exaggerated."""
    around = ndimage.gaussian_filter(grey, rng.uniform(0.8, 3.0) * grain_px(grey))
    return np.clip(grey + rng.uniform(0.3, 1.5) * (grey - around), 0, 1)


def jpeg(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The blocks of a picture that was saved as JPEG."""
    stored = io.BytesIO()
    picture = Image.fromarray((np.clip(grey, 0, 1) * 255).astype(np.uint8))
    picture.save(stored, "JPEG", quality=int(rng.integers(20, 75)))
    return np.asarray(Image.open(stored), dtype=np.float32) / 255
