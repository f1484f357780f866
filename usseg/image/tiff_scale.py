"""The size of a pixel in a TIFF file's tags, where they speak of metres and not of paper."""

import re

import tifffile

from usseg.image.spacing import is_spacing
from usseg.types import Scale

X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 282, 283, 296
CENTIMETRE = 3  # value of ResolutionUnit; 2 is the inch, which is paper, and 1 is none
MM_PER_CM, MM_PER_INCH = 10.0, 25.4
PAPER_DPI = (72, 90, 96, 100, 120, 144, 150, 180, 200, 240, 300, 360, 400, 600, 720, 1200)
SAME_DPI = 0.002  # relative: tags round 28.346 dots per centimetre to 28.35
# What ImageJ writes after "unit=" for lengths of the metric system, without regard to case.
IMAGEJ_MM = {"mm": 1.0, "millimeter": 1.0, "cm": 10.0, "um": 1e-3, "µm": 1e-3, "micron": 1e-3,
             "microns": 1e-3, r"\u00b5m": 1e-3, "μm": 1e-3}  # fmt: skip
IMAGEJ_UNIT = re.compile(r"^unit=(.+?)\s*$", re.MULTILINE)
SOURCE = "TIFF resolution tags"


def number(stored: object) -> float:
    """Return a tag's number, which is a fraction of two whole ones; 0 where it is no such thing."""
    if not isinstance(stored, tuple) or len(stored) != 2:
        return 0.0
    try:
        return float(stored[0]) / float(stored[1])
    except (ArithmeticError, TypeError, ValueError):
        return 0.0


def is_paper(pixels_per_cm: float) -> bool:
    """Tell whether a resolution is one of a printer or a screen, in dots per inch.

    >>> is_paper(28.346), is_paper(80.0)
    (True, False)
    """
    dpi = pixels_per_cm / MM_PER_CM * MM_PER_INCH
    return any(abs(dpi - paper) <= SAME_DPI * paper for paper in PAPER_DPI)


def mm_per_unit(description: str, unit: object) -> float | None:
    """Return the mm in the file's unit of length, or None where it is not metric.

    Source:
        ImageJ, `ij.io.TiffEncoder`: a description that begins with "ImageJ=" has the unit of X and Y
        resolution, which then count pixels per unit; TIFF 6.0, section 8, for ResolutionUnit.
    """
    if description.startswith("ImageJ="):
        named = IMAGEJ_UNIT.search(description)
        return IMAGEJ_MM.get(named.group(1).lower()) if named else None
    return MM_PER_CM if unit == CENTIMETRE else None


def tiff_offer(page: tifffile.TiffPage, turned: bool) -> tuple[Scale, ...]:
    """Offer the pixel size that a TIFF page's tags give, if it is metric and not that of paper.

    It is never applied unasked: most programs write a default there, or the size of a printout.

    Args:
        page: The page, of which only tags are read.
        turned: Whether rows of the page are columns of the upright picture.
    """
    tags = page.tags
    mm = mm_per_unit(str(page.description), tags.valueof(RESOLUTION_UNIT, default=0))
    per_col, per_row = (number(tags.valueof(tag)) for tag in (X_RESOLUTION, Y_RESOLUTION))
    if mm is None or per_row <= 0 or per_col <= 0:
        return ()
    by_imagej = page.description.startswith("ImageJ=")
    if not by_imagej and is_paper(per_row) and is_paper(per_col):
        return ()
    row_mm, col_mm = mm / per_row, mm / per_col
    if not (is_spacing(row_mm) and is_spacing(col_mm)):
        return ()
    spacing_mm = (col_mm, row_mm) if turned else (row_mm, col_mm)
    return (Scale(spacing_mm, f"{SOURCE} (ImageJ)" if by_imagej else SOURCE, None, "tiff"),)
