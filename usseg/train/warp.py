"""Bend a frame and its bit sets together: turns, zooms, and the shapes of steered and curved probes."""

import numpy as np
from PIL import Image
from scipy import ndimage

AFFINE_SHARE = 0.4
CURVED_SHARE = 0.07
STEERED_SHARE = 0.06
STRETCHED_SHARE = 0.25
LARGEST_STRETCH = 1.1  # natural logarithm of how much a part of the depth may grow or shrink
LARGEST_TURN_DEG = 8.0
LARGEST_ZOOM = 0.12
LARGEST_SHEAR = 0.06
STEEREST_DEG = 25.0


def warp(
    grey: np.ndarray, bits: np.ndarray, background: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Warp at random; what comes from beyond the frame is dark and background.

    Args:
        grey: float32, shape (rows, cols).
        bits: uint8, same shape.
        background: Bit set of pixels from beyond the frame.
        rng: Source of chance.
    """
    if rng.random() < STRETCHED_SHARE:
        grey, bits = stretch(grey, bits, rng)
    chance = rng.random()
    if chance < CURVED_SHARE:
        return curve(grey, bits, background, rng)
    if chance < CURVED_SHARE + AFFINE_SHARE:
        return turn(grey, bits, background, rng)
    if chance < CURVED_SHARE + AFFINE_SHARE + STEERED_SHARE:
        return steer(grey, bits, background, rng)
    return grey, bits


def stretch(
    grey: np.ndarray, bits: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Make some depths thicker and others thinner: the same layers in another proportion."""
    rows = grey.shape[0]
    knots = rng.integers(3, 6)
    parts = np.exp(rng.uniform(-LARGEST_STRETCH, LARGEST_STRETCH, knots - 1))
    edges = np.concatenate([[0], np.cumsum(parts)]) / parts.sum() * rows
    source = np.interp(np.arange(rows) + 0.5, edges, np.linspace(0, rows, knots)) - 0.5
    source = np.clip(source, 0, rows - 1)
    above = np.minimum(source.astype(int), rows - 2)
    share = (source - above).astype(np.float32)[:, None]
    stretched = (1 - share) * grey[above] + share * grey[above + 1]
    return stretched, bits[np.round(source).astype(int)]


def turn(
    grey: np.ndarray, bits: np.ndarray, background: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Rotate, zoom, stretch and shear a little, about the centre."""
    rows, cols = grey.shape
    angle = np.deg2rad(rng.uniform(-LARGEST_TURN_DEG, LARGEST_TURN_DEG))
    zoom_x, zoom_y = 1 + rng.uniform(-LARGEST_ZOOM, LARGEST_ZOOM, 2)
    shear = rng.uniform(-LARGEST_SHEAR, LARGEST_SHEAR)
    # Where each new pixel (x, y) comes from, as Pillow wants it: x' = a x + b y + c, y' = d x + e y + f.
    a, b = zoom_x * np.cos(angle), shear - np.sin(angle)
    d, e = np.sin(angle), zoom_y * np.cos(angle)
    c = (cols - a * cols - b * rows) / 2
    f = (rows - d * cols - e * rows) / 2
    matrix = tuple(float(term) for term in (a, b, c, d, e, f))
    affine, linear, nearest = (
        Image.Transform.AFFINE,
        Image.Resampling.BILINEAR,
        Image.Resampling.NEAREST,
    )
    size = (cols, rows)
    picture = Image.fromarray(np.ascontiguousarray(grey))
    labels = Image.fromarray(np.ascontiguousarray(bits))
    turned = picture.transform(size, affine, matrix, resample=linear, fillcolor=0)
    moved = labels.transform(size, affine, matrix, resample=nearest, fillcolor=background)
    return np.asarray(turned), np.asarray(moved)


def steer(
    grey: np.ndarray, bits: np.ndarray, background: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Cut both sides along slanted beams, as a linear probe does that steers them: a parallelogram."""
    rows, cols = grey.shape
    slope = np.tan(np.deg2rad(rng.uniform(-STEEREST_DEG, STEEREST_DEG)))
    # The left side runs from column `start` at the skin; both sides stay inside the frame.
    start, reach = max(-slope, 0.0) * rows, abs(slope) * rows
    from_side = np.arange(cols)[None, :] - start - slope * np.arange(rows)[:, None]
    beyond = (from_side < 0) | (from_side >= cols - reach)
    return np.where(beyond, np.float32(0), grey), np.where(beyond, np.uint8(background), bits)


def curve(
    grey: np.ndarray, bits: np.ndarray, background: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Bend a straight frame into the fan of a convex probe, or the arc of a panorama."""
    rows, cols = grey.shape
    y, x = np.mgrid[:rows, :cols].astype(np.float32)
    opening = rng.uniform(0.3, 1.4)  # radians
    radius = rng.uniform(0.35, 1.4) * rows
    dx = x - cols / 2
    if rng.random() < 0.5:  # a fan: its centre above the frame, skin on the small radius
        dy = y + radius * np.cos(opening / 2)
        depth = np.hypot(dx, dy) - radius
        angle = np.arctan2(dx, dy)
    else:  # a limb seen around: its centre below the frame, skin on the large radius
        dy = rows + radius - y
        depth = (rows + radius - np.hypot(dx, dy)) * rng.uniform(1.0, 1.6)
        angle = np.arctan2(dx, dy)
    where = np.stack([depth, (angle / opening + 0.5) * (cols - 1)])
    bent = ndimage.map_coordinates(grey, where, order=1, mode="constant")
    moved = ndimage.map_coordinates(bits, where, order=0, mode="constant", cval=background)
    return bent, moved
