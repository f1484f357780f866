"""What a caller may give as an image or as a ground truth: a file, or an array."""

from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.image.read import frame_from_array, read_frame
from usseg.image.truth import check_truth, read_truth
from usseg.types import Frame


def read(source: str | Path | np.ndarray, spacing_mm: tuple[float, float] | None) -> Frame:
    """Return the frame of a file or of an array.

    Raises:
        InputError: It is neither, or cannot be used.
    """
    if isinstance(source, np.ndarray):
        return frame_from_array(source, spacing_mm)
    if isinstance(source, str | Path):
        return read_frame(source, spacing_mm)
    raise InputError(
        f"An image is a file's path or a NumPy array (rows, cols), not a {type(source).__name__}."
    )


def read_labels(
    truth: str | Path | np.ndarray | None, shape: tuple[int, int], model: str
) -> np.ndarray | None:
    """Return the ground truth of a file or of an array, checked against frame and model.

    Raises:
        InputError: It cannot be used.
    """
    if truth is None or isinstance(truth, str | Path):
        return None if truth is None else read_truth(truth, shape, model)
    return check_truth(truth, shape, model)
