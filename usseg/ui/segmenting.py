"""From what a visitor or a program asked for to a segmentation."""

from usseg import pipeline
from usseg.errors import InputError
from usseg.types import Segmentation
from usseg.ui.choices import LATEST
from usseg.ui.files import uploaded
from usseg.ui.texts import page as texts


def segmented(
    image: str | None,
    model: str,
    version: str | None,
    truth: str | None,
    sides_mm: tuple[float | None, float | None],
) -> Segmentation:
    """Segment an uploaded image.

    Raises:
        UssegError: It is missing, or image, truth, weights or spacing cannot be used.
    """
    if image is None:
        raise InputError(texts.NO_IMAGE)
    return pipeline.segment(
        str(uploaded(image)),
        model=model,
        version=None if version in (None, "", LATEST) else version,
        truth=uploaded(truth),
        spacing_mm=spacing(*sides_mm),
    )


def spacing(row_mm: float | None, col_mm: float | None) -> tuple[float, float] | None:
    """Join the two sizes of a pixel.

    Raises:
        InputError: Only one of the two was given.

    >>> spacing(0.1, 0.2)
    (0.1, 0.2)
    """
    if row_mm is None and col_mm is None:
        return None
    if row_mm is None or col_mm is None:
        raise InputError(texts.ONE_SPACING)
    return row_mm, col_mm
