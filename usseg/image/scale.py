"""The scale of a frame once its field is known: which region holds it, and which offers a user took."""

from dataclasses import replace

import numpy as np

from usseg.image.calibrate import REGION, REGION_OUTSIDE, SEVERAL_REGIONS, UNKNOWN, fits
from usseg.image.points import spacing_from_points
from usseg.image.preprocess import field_box, field_mask
from usseg.types import Field, Frame, Scale, ScaledRegion

__all__ = ["Scale", "ScaledRegion", "calibrate_to_field", "spacing_from_points"]

HALVED = 2  # archives and viewers export at half the size; other factors are not told by a header
HALVED_SLACK = 0.03  # of the region's side: how far the field may lie from the halved region
SEVERAL_SHARE = 0.1  # of the field: less of it in another region is the inexact border of the field
MOST_OF_FIELD = 0.5  # a field with less of it in its region may be another part of the screen
SAME_SPACING = 0.01  # relative difference up to which two scales are one

RESCALED = "DICOM ultrasound region, for a picture halved in size after the scale was written"
OFFER_RESCALED = (
    "Its region, halved, is where the field was found: the scale for a halved picture is offered."
)
OTHER_REGION = (
    "The scale in the DICOM header was not used: the field lies in a part of the screen for which the "
    "header gives no scale of tissue. Type the spacing to get mm."
)


def overlap(box: tuple[int, int, int, int], inside: np.ndarray) -> int:
    """Count the pixels of a box (row0, col0, row1, col1) where a boolean array (rows, cols) is True.

    >>> overlap((0, 0, 2, 9), np.ones((4, 5), dtype=bool))
    10
    """
    row0, col0, row1, col1 = (max(edge, 0) for edge in box)
    return int(np.count_nonzero(inside[row0:row1, col0:col1]))


def same_spacing(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Tell whether two pixel sizes are one and the same for all that is measured."""
    return bool(one and other and np.allclose(one, other, rtol=SAME_SPACING, atol=0))


def spread_warning(shares: list[tuple[float, ScaledRegion]]) -> tuple[str, ...]:
    """Say that a field reaches out of the region whose scale it gets, if it does.

    Args:
        shares: Share of the field in each scaled region, the largest first.
    """
    share, best = shares[0]
    others = [
        other
        for other, region in shares[1:]
        if other >= SEVERAL_SHARE and not same_spacing(best.spacing_mm, region.spacing_mm)
    ]
    if not others:
        if share >= MOST_OF_FIELD:
            return ()
        return (f"Only {share:.0%} of the field lies in the DICOM region that gives the spacing.",)
    return (
        f"The field reaches into {len(others) + 1} regions of different scale; the spacing is that "
        f"of the one with {share:.0%} of the field, and holds in that one only.",
    )


def halved_offer(region: ScaledRegion, field: Field, shape: tuple[int, int]) -> tuple[Scale, ...]:
    """Offer the scale of a picture that was halved, where its region then is where the field lies.

    A region that reaches beyond the frame proves that the frame was resized or cropped, but not by
    how much. Half is offered when half the region's box lies in the frame, the field reaches from
    its top to its bottom and no column of the field lies outside it. This is evidence, not proof, so
    that it is an offer. `examples_ybr_color.dcm`, which pydicom ships, is such a file: region of
    512 x 384 pixels in a frame of 320 x 240, fan within a pixel of half of it, and on its depth
    ruler 5 cm are 49 pixels, 1.02 mm each, which is twice the 0.51 mm of its header.
    """
    row0, col0, row1, col1 = np.array(region.box) / HALVED
    halved = ScaledRegion((int(row0), int(col0), int(row1), int(col1)), None)
    if region.spacing_mm is None or fits(region, shape) or not fits(halved, shape):
        return ()
    top, left, bottom, right = field_box(field, shape)
    row_slack, col_slack = HALVED_SLACK * (row1 - row0), HALVED_SLACK * (col1 - col0)
    rows_agree = abs(top - row0) <= row_slack and abs(bottom - row1) <= row_slack
    if not rows_agree or left < col0 - col_slack or right > col1 + col_slack:
        return ()
    row_mm, col_mm = region.spacing_mm
    return (Scale((row_mm * HALVED, col_mm * HALVED), RESCALED, None, "dicom"),)


def calibrate_to_field(frame: Frame, field: Field) -> Frame:
    """Give a frame the scale of the DICOM region that holds its field.

    Args:
        frame: A frame as it was read; one without regions, or with a typed spacing, stays as it is.
        field: Where its B-mode field was found.

    Returns:
        The frame with the spacing of the region that holds most of the field. None instead, with a
        warning, where no scaled region holds any of it or another part of the screen holds more.

    Source:
        DICOM PS3.3, section C.8.5.5: each region has its own units, and its scale holds inside it.
    """
    shape = frame.pixels.shape
    if REGION_OUTSIDE in frame.warnings:
        offers = [offer for region in frame.regions for offer in halved_offer(region, field, shape)]
        words = (OFFER_RESCALED,) if offers else ()
        return replace(frame, offers=(*frame.offers, *offers), warnings=(*frame.warnings, *words))
    if frame.spacing_source != REGION:
        return frame
    return in_region(frame, field_mask(field, shape))


def in_region(frame: Frame, inside: np.ndarray) -> Frame:
    """Give a frame the scale of the region with most pixels of the field, True in (rows, cols)."""
    pixels = max(1, int(np.count_nonzero(inside)))
    shares = [(overlap(region.box, inside) / pixels, region) for region in frame.regions]
    shares.sort(key=lambda pair: -pair[0])
    scaled = [pair for pair in shares if pair[1].spacing_mm and fits(pair[1], inside.shape)]
    rest = tuple(words for words in frame.warnings if words != SEVERAL_REGIONS)
    share, best = scaled[0]
    if share == 0 or share < shares[0][0]:
        return replace(
            frame, spacing_mm=None, spacing_source=UNKNOWN, warnings=(*rest, OTHER_REGION)
        )
    return replace(frame, spacing_mm=best.spacing_mm, warnings=rest + spread_warning(scaled))
