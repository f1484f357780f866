"""Turn coloured brush strokes into labels, as a drawing on the page returns them."""

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from usseg.errors import InputError
from usseg.mask.borders import window_around
from usseg.tissues import tissues_of

OPAQUE = 128  # alpha from which a pixel is painted: at least half of it is covered
PURE = 24.0  # distance in RGB up to which a colour is a brush's own and not a blend of two


def strokes_to_mask(base_mask: np.ndarray, layers: Sequence[np.ndarray], model: str) -> np.ndarray:
    """Paint brush strokes over a mask.

    Each brush has a tissue's colour; that of the background erases. Where a pixel is painted to at
    least half, it takes the tissue of its colour; where strokes blend at their edges, that of the
    nearest pixel of one clear colour. Transparent pixels leave the mask as it is.

    Args:
        base_mask: Label map, uint8, shape (rows, cols); it is not changed.
        layers: RGBA pictures, uint8, shape (rows, cols, 4), the topmost last; or every k-th row and
            column of that where the image was shown thinned out.
        model: Whose tissues the colours are.

    Returns:
        The new label map, uint8, shape (rows, cols).

    Raises:
        InputError: A layer is no such picture.
    """
    mask = base_mask.copy()
    for layer in layers:
        labels, painted = labels_of_strokes(*enlarged(layer, mask.shape), model)
        mask[painted] = labels[painted]
    return mask


def enlarged(layer: np.ndarray, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return colour (rows, cols, 3) and painted pixels (rows, cols) of a layer at an image's size.

    Raises:
        InputError: It is no RGBA picture, or not of the image's size thinned out by a whole number.
    """
    layer = np.asarray(layer)
    rows, cols = shape
    step = -(-rows // max(layer.shape[0], 1)) if layer.ndim == 3 else 0
    thinned = (-(-rows // step), -(-cols // step), 4) if step else ()
    if layer.shape != thinned or layer.dtype != np.uint8:
        raise InputError(
            f"The drawing has shape {layer.shape} and type {layer.dtype}, but the image has "
            f"{rows} x {cols} pixels. Layers of 8-bit red, green, blue and alpha of that size were "
            f"expected. Draw on this image without resizing or cropping it."
        )
    full = layer[np.arange(rows) // step][:, np.arange(cols) // step] if step > 1 else layer
    return full[..., :3], full[..., 3] >= OPAQUE


def labels_of_strokes(
    colour: np.ndarray, painted: np.ndarray, model: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return labels (rows, cols), valid where painted, and where that is."""
    labels = np.zeros(painted.shape, dtype=np.uint8)
    if not painted.any():
        return labels, painted
    strokes = colour[painted].astype(np.float32)
    nearest = np.full(len(strokes), np.inf, dtype=np.float32)
    chosen = np.zeros(len(strokes), dtype=np.uint8)
    for tissue in tissues_of(model):
        distance = np.sqrt(((strokes - np.array(tissue.colour, dtype=np.float32)) ** 2).sum(axis=1))
        closer = distance < nearest
        nearest[closer], chosen[closer] = distance[closer], tissue.label
    labels[painted] = chosen
    clear = np.zeros(painted.shape, dtype=bool)
    clear[painted] = nearest <= PURE
    window = window_around(painted)
    labels[window] = unblended(labels[window], painted[window], clear[window])
    return labels, painted


def unblended(labels: np.ndarray, painted: np.ndarray, clear: np.ndarray) -> np.ndarray:
    """Let painted pixels of no clear colour take the label of the nearest one that has one.

    Yellow blending into blue passes the green of a third tissue.
    """
    if not clear.any() or not (painted & ~clear).any():
        return labels
    row, col = ndimage.distance_transform_edt(~clear, return_distances=False, return_indices=True)
    return np.where(painted & ~clear, labels[row, col], labels)
