"""Pictures of a replay: several frames side by side in one 8-bit PNG of one channel."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from usseg.errors import InputError, WeightsError
from usseg.image.limits import decoding

MOST_FRAMES = 8
MOST_BYTES = 3_000_000  # of one file; a whole replay is made no larger


def read_strip(path: Path, size: tuple[int, int], frames: int | None = None) -> np.ndarray:
    """Read planes that lie side by side.

    Args:
        path: The PNG file.
        size: (rows, cols) of one plane.
        frames: How many there must be; None takes any number up to `MOST_FRAMES`.

    Returns:
        uint8, shape (frames, rows, cols).

    Raises:
        WeightsError: The file is missing, damaged or of another size.
    """
    name = f"{path.parent.name}/{path.name} of the recorded training"
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise WeightsError(f"{name} cannot be read. Fetch the release again.") from error
    if len(content) > MOST_BYTES:
        raise WeightsError(f"{name} has more than {MOST_BYTES} bytes. Fetch the release again.")
    try:
        with decoding("PNG", name), Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            check_shape(picture, size, frames, name)
            strip = np.asarray(picture)
    except InputError as error:
        raise WeightsError(str(error)) from error
    planes = strip.reshape(size[0], -1, size[1]).transpose(1, 0, 2)
    return np.ascontiguousarray(planes)


def check_shape(picture: Image.Image, size: tuple[int, int], frames: int | None, name: str) -> None:
    """Refuse a picture by its header, before it is decoded.

    Raises:
        WeightsError: It is no strip of planes of this size.
    """
    rows, cols = size
    counts = [frames] if frames else range(1, MOST_FRAMES + 1)
    if picture.mode != "L" or picture.size not in [(count * cols, rows) for count in counts]:
        wanted = f"{frames} frames" if frames else f"up to {MOST_FRAMES} frames"
        raise WeightsError(
            f"{name} is {picture.mode} of {picture.height} x {picture.width} pixels, expected "
            f"{wanted} of {rows} x {cols} side by side, 8 bit, one channel. Fetch the release again."
        )
