"""The size of a pixel in mm, from a DICOM header."""

from typing import NamedTuple

from pydicom.dataset import Dataset

from usseg.image.dicom_groups import pixel_spacing_of, regions_of
from usseg.image.spacing import is_spacing
from usseg.types import ScaledRegion

CENTIMETRES = 3  # the only unit code of a region that is a length
TWO_DIMENSIONAL = 1  # RegionSpatialFormat
TISSUE = 1  # RegionDataType
MM_PER_CM = 10.0

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
NO_SIZE = (
    "The PixelSpacing in the DICOM header was not used: it is not the size of an ultrasound pixel. "
    "Type the spacing to get mm."
)


class Calibration(NamedTuple):
    """What a header says about scale: pixel size (row, col) in mm or None, source, and the rest."""

    spacing_mm: tuple[float, float] | None
    source: str
    warnings: tuple[str, ...] = ()
    regions: tuple[ScaledRegion, ...] = ()


def is_overlay(region: Dataset) -> bool:
    """Tell whether a region lies over the picture of the tissue, as colour flow does."""
    flat = region.get("RegionSpatialFormat") == TWO_DIMENSIONAL
    return flat and region.get("RegionDataType") != TISSUE


def is_scaled_tissue(region: Dataset) -> bool:
    """Tell whether a region shows 2-D tissue with a scale in cm on both axes."""
    return (
        region.get("RegionSpatialFormat") == TWO_DIMENSIONAL
        and region.get("RegionDataType") == TISSUE
        and region.get("PhysicalUnitsXDirection") == CENTIMETRES
        and region.get("PhysicalUnitsYDirection") == CENTIMETRES
        and spacing_of(region) is not None
    )


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
    """Return where a region lies, (row0, col0, row1, col1) half open, or None if it is not said."""
    edges = [region.get(f"RegionLocation{edge}") for edge in ("MinY0", "MinX0", "MaxY1", "MaxX1")]
    if not all(isinstance(edge, int) for edge in edges):
        return None
    top, left, bottom, right = edges
    return top, left, bottom + 1, right + 1


def area_of(region: ScaledRegion) -> int:
    """Return how many pixels a region covers."""
    row0, col0, row1, col1 = region.box
    return max(0, row1 - row0) * max(0, col1 - col0)


def fits(region: ScaledRegion, shape: tuple[int, int]) -> bool:
    """Tell whether a region lies inside a frame of this shape (rows, cols).

    The standard counts the last pixel, some scanners the edge behind it: one pixel more is allowed.
    """
    _, _, row1, col1 = region.box
    return row1 <= shape[0] + 1 and col1 <= shape[1] + 1


def scaled_regions(regions: list[Dataset], shape: tuple[int, int]) -> tuple[ScaledRegion, ...]:
    """Return where regions lie and what their scale is, without those that lie over another.

    Where no region says where it lies, each of them is taken to be the whole frame.
    """
    shown = [region for region in regions if not is_overlay(region)]
    located = [region for region in shown if box_of(region)]
    return tuple(
        ScaledRegion(
            box_of(region) or (0, 0, *shape),
            spacing_of(region) if is_scaled_tissue(region) else None,
        )
        for region in located or shown
    )


def calibrate(header: Dataset, frame: int = 0) -> Calibration:
    """Find the pixel size of the tissue in a DICOM header.

    Regions come first: ultrasound is calibrated there. ImagerPixelSpacing is the size at a detector,
    not in the body, and is never used. Of several regions the largest counts, until the field is
    known: `usseg.image.scale.calibrate_to_field` then takes the one that holds it.

    Args:
        header: A dataset with Rows, Columns and, where the file has them,
            SequenceOfUltrasoundRegions, PixelSpacing and functional groups.
        frame: Which frame is measured, from 0; only functional groups tell frames apart.

    Returns:
        The pixel size, or None where nothing says it or where a region contradicts the frame's size.

    Source:
        DICOM PS3.3, sections C.8.5.5 (regions) and 10.7.1.3 (PixelSpacing is row, col in mm).
    """
    shape = int(header.Rows), int(header.Columns)
    regions = scaled_regions(regions_of(header, frame), shape)
    scaled = sorted((r for r in regions if r.spacing_mm), key=area_of, reverse=True)
    tissue = [region for region in scaled if fits(region, shape)]
    if tissue:
        warnings = (SEVERAL_REGIONS,) if len(tissue) > 1 else ()
        return Calibration(tissue[0].spacing_mm, REGION, warnings, regions)
    if scaled:
        return Calibration(None, UNKNOWN, (REGION_OUTSIDE,), regions)
    stored = pixel_spacing_of(header, frame)
    if stored is None:
        return Calibration(None, UNKNOWN)
    spacing_mm = positive_pair(*stored, 1.0)
    if spacing_mm is None:
        return Calibration(None, UNKNOWN, (NO_SIZE,))
    return Calibration(spacing_mm, PIXEL_SPACING)
