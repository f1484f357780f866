"""The size of a pixel in mm, from a DICOM header."""

from collections.abc import Iterable
from typing import NamedTuple

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

CENTIMETRES = 3  # the only unit code of a region that is a length
TWO_DIMENSIONAL = 1  # RegionSpatialFormat
TISSUE = 1  # RegionDataType
MM_PER_CM = 10.0
SPACING_LIMITS_MM = (1e-6, 1e3)  # far beyond any probe; outside, areas and distances overflow

REGION = "DICOM ultrasound region"
PIXEL_SPACING = "DICOM PixelSpacing"
UNKNOWN = "unknown"
SEVERAL_REGIONS = (
    "The DICOM header describes several tissue regions; the spacing is that of the largest."
)
REGION_OUTSIDE = (
    "The scale in the DICOM header was not used: its region reaches beyond the frame, so the picture "
    "was resized or cropped after the scale was written. Type the spacing to get mm."
)


class Calibration(NamedTuple):
    """Pixel size (row, col) in mm or None, where it came from, and sentences for the user."""

    spacing_mm: tuple[float, float] | None
    source: str
    warnings: tuple[str, ...] = ()


def is_scaled_tissue(region: Dataset) -> bool:
    """Tell whether a region shows 2-D tissue with a scale in cm on both axes."""
    return (
        region.get("RegionSpatialFormat") == TWO_DIMENSIONAL
        and region.get("RegionDataType") == TISSUE
        and region.get("PhysicalUnitsXDirection") == CENTIMETRES
        and region.get("PhysicalUnitsYDirection") == CENTIMETRES
        and spacing_of(region) is not None
    )


def is_spacing(length_mm: float) -> bool:
    """Tell whether a number can be the size of a pixel in mm.

    >>> [is_spacing(length_mm) for length_mm in (0.1, 0.0, 1e308, float("nan"))]
    [True, False, False, False]
    """
    smallest, largest = SPACING_LIMITS_MM
    return smallest <= length_mm <= largest  # False for NaN too


def positive_pair(row: object, col: object, factor: float) -> tuple[float, float] | None:
    """Return two header numbers times a factor, or None where one is no size of a pixel in mm."""
    try:
        pair = float(str(row)) * factor, float(str(col)) * factor
    except ValueError:
        return None
    return pair if all(map(is_spacing, pair)) else None


def spacing_of(region: Dataset) -> tuple[float, float] | None:
    """Return a region's pixel size (row, col) in mm.

    The deltas are signed, because an axis may point up or left; a size has no direction.
    """
    row_cm, col_cm = (str(region.get(f"PhysicalDelta{axis}")).lstrip("-") for axis in "YX")
    return positive_pair(row_cm, col_cm, MM_PER_CM)


def box_of(region: Dataset) -> tuple[int, int, int, int] | None:
    """Return where a region lies, (left, right, top, bottom) in pixels, or None if it is not said."""
    edges = [region.get(f"RegionLocation{edge}") for edge in ("MinX0", "MaxX1", "MinY0", "MaxY1")]
    if not all(isinstance(edge, int) for edge in edges):
        return None
    left, right, top, bottom = edges
    return left, right, top, bottom


def area_of(region: Dataset) -> int:
    """Return how many pixels a region covers; 0 where the header does not say where it lies."""
    left, right, top, bottom = box_of(region) or (0, -1, 0, -1)
    return (right - left + 1) * (bottom - top + 1)


def fits(region: Dataset, rows: int, cols: int) -> bool:
    """Tell whether a region lies inside the frame, as far as its header says where it lies.

    The standard counts the last pixel, some scanners the edge behind it.
    """
    _, right, _, bottom = box_of(region) or (0, 0, 0, 0)
    return right <= cols and bottom <= rows


def calibrate(header: Dataset) -> Calibration:
    """Find the pixel size of the tissue in a DICOM header.

    Regions come first: ultrasound is calibrated there. ImagerPixelSpacing is the size at a detector,
    not in the body, and is never used.

    Args:
        header: A dataset with Rows, Columns and, where the file has them,
            SequenceOfUltrasoundRegions and PixelSpacing.

    Returns:
        The pixel size, or None where nothing says it or where a region contradicts the frame's size.

    Source:
        DICOM PS3.3, sections C.8.5.5 (regions) and 10.7.1.3 (PixelSpacing is row, col in mm).
    """
    regions: Iterable[Dataset] = header.get("SequenceOfUltrasoundRegions") or ()
    scaled = sorted(filter(is_scaled_tissue, regions), key=area_of, reverse=True)
    tissue = [region for region in scaled if fits(region, header.Rows, header.Columns)]
    if tissue:
        warnings = (SEVERAL_REGIONS,) if len(tissue) > 1 else ()
        return Calibration(spacing_of(tissue[0]), REGION, warnings)
    if scaled:
        return Calibration(None, UNKNOWN, (REGION_OUTSIDE,))
    stored = header.get("PixelSpacing")
    if isinstance(stored, MultiValue) and len(stored) == 2:
        spacing_mm = positive_pair(stored[0], stored[1], 1.0)
        if spacing_mm is not None:
            return Calibration(spacing_mm, PIXEL_SPACING)
    return Calibration(None, UNKNOWN)
