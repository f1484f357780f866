"""Words about a result that several views share. Everything quoted is escaped."""

from collections.abc import Sequence
from html import escape

from usseg.types import Frame, Scale, Segmentation
from usseg.ui.texts import page as texts


def scale_words(scale: Scale) -> str:
    """Return a scale in words: source, pixel size, and how sure it is where that is known.

    >>> scale_words(Scale((0.1, 0.25), "ruler", 0.93))
    'ruler: 0.1 × 0.25 mm per pixel, confidence 93%'
    """
    row_mm, col_mm = scale.spacing_mm
    sure = "" if scale.confidence is None else f", confidence {scale.confidence:.0%}"
    return f"{scale.source}: {row_mm:.4g} × {col_mm:.4g} mm per pixel{sure}"


def scale_line(frame: Frame) -> str:
    """Return the line of HTML that says how large a pixel is and who says so."""
    if frame.spacing_mm is None:
        return f'<p class="scale">{texts.NO_SCALE}</p>'
    row_mm, col_mm = frame.spacing_mm
    return (
        f'<p class="scale">A pixel is <strong>{row_mm:.4g} mm</strong> high and '
        f"<strong>{col_mm:.4g} mm</strong> wide. Source: {escape(frame.spacing_source)}.</p>"
    )


def edited_line(segmentation: Segmentation) -> str:
    """Return the line of HTML that says whether a person changed the mask."""
    pixels = segmentation.edited_pixels
    words = texts.EDITED.format(pixels=pixels) if pixels else texts.NOT_EDITED
    return f'<p class="{"edited" if pixels else "unedited"}">{words}</p>'


def scale_note(spacing_mm: Sequence[float] | None, source: str) -> str:
    """Say in a line how large a pixel is and who says so.

    >>> scale_note((0.1, 0.2), "typed")
    'A pixel is 0.1 × 0.2 mm (typed).'
    """
    if spacing_mm is None:
        return texts.NO_SCALE
    row_mm, col_mm = spacing_mm
    return f"A pixel is {row_mm:.4g} × {col_mm:.4g} mm ({source})."


def regions(count: int) -> str:
    """Count regions in words.

    >>> regions(1), regions(2)
    ('1 region', '2 regions')
    """
    return f"{count} region{'' if count == 1 else 's'}"
