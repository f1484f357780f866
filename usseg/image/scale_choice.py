"""Which scale a user took: an offer by its kind, two points, or a scale that was known before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from usseg.errors import InputError
from usseg.image.calibrate import PIXEL_SPACING, REGION
from usseg.image.points import check_length, spacing_from_points
from usseg.image.read import TYPED, replace_spacing
from usseg.image.ruler import read_ruler
from usseg.image.ruler_reading import RULER, RulerReading, ruler_offers, ruler_scale
from usseg.image.scale import calibrate_to_field
from usseg.image.spacing import check_spacing
from usseg.types import Field, Frame, Scale

POINTS, TIFF, DICOM = "points", "tiff", "dicom"
KINDS = (TIFF, DICOM, RULER)
FROM_FILE = (REGION, PIXEL_SPACING, "unknown")
NOT_OFFERED = {
    TIFF: "it is no TIFF file with a metric unit of resolution",
    DICOM: "it is no DICOM file with a region that fits after halving",
}


@dataclass(frozen=True)
class ScaleChoice:
    """What a user chose to take as scale.

    Attributes:
        kind: One of KINDS, or "points".
        tick_mm: For "ruler": mm from one tick to the next, which the user read off it.
        points_rc: For "points": two points as (row, col) in pixels.
        length_mm: For "points": their true distance.
    """

    kind: str
    tick_mm: float | None = None
    points_rc: tuple[Sequence[float], Sequence[float]] | None = None
    length_mm: float | None = None


def check_choice(choice: ScaleChoice | Scale | str | None) -> ScaleChoice | Scale | None:
    """Refuse, before any image is read, a choice that no image can satisfy.

    Raises:
        InputError: Its kind is unknown, or what belongs to the kind is missing or cannot be used.
    """
    if isinstance(choice, Scale):
        check_spacing(choice.spacing_mm)
        return choice
    if choice is None:
        return None
    asked = ScaleChoice(choice) if isinstance(choice, str) else choice
    if not isinstance(asked, ScaleChoice) or asked.kind not in (*KINDS, POINTS):
        raise InputError(
            f"There is no scale {str(choice)[:40]!r}. Choose one of: {', '.join(KINDS)}."
        )
    if asked.kind == RULER:
        if asked.tick_mm is None:
            raise InputError(
                "The ruler's numbers are not read, so the distance between two ticks is needed: "
                "say how many mm they stand for, as with --tick 10."
            )
        asked = replace(asked, tick_mm=check_length(asked.tick_mm, "tick distance"))
    if asked.kind == POINTS:
        spacing_of_points(asked, None)
    return asked


def spacing_of_points(
    asked: ScaleChoice, shape: tuple[int, int] | None
) -> tuple[tuple[float, float], float]:
    """Return the pixel size that two points give, and their true distance, both in mm.

    Raises:
        InputError: Points or length are missing, cannot be used, or lie outside an image (rows, cols).
    """
    if asked.points_rc is None or len(asked.points_rc) != 2 or asked.length_mm is None:
        raise InputError(
            "Two points and the length between them belong together. Give both, as with "
            "--points 40 500 440 500 --length 50."
        )
    a_rc, b_rc = asked.points_rc
    length_mm = check_length(asked.length_mm, "length")
    return spacing_from_points(a_rc, b_rc, length_mm, shape), length_mm


def settle_scale(
    frame: Frame, field: Field, choice: ScaleChoice | Scale | str | None = None
) -> Frame:
    """Give a frame the scale that its field and the user's choice say, and list what else was found.

    Args:
        frame: A frame as it was read.
        field: Where its B-mode field was found.
        choice: What the user chose; None applies nothing but what the file itself says.

    Returns:
        The frame with its spacing, the source of it, and every offer.

    Raises:
        InputError: The choice cannot be used, or this image does not offer it.
    """
    asked = check_choice(choice)
    if asked is not None and frame.spacing_source == TYPED:
        raise InputError("A spacing was typed and a scale was chosen. Leave out one of the two.")
    frame = calibrate_to_field(frame, field)
    # Where the scale is known, a ruler would tell nothing new; reading it takes time.
    wanted = frame.spacing_mm is None or (isinstance(asked, ScaleChoice) and asked.kind == RULER)
    reading = read_ruler(frame, field) if wanted else None
    if reading is not None:
        frame = replace(
            frame, offers=(*frame.offers, *ruler_offers(reading, field, frame.pixels.shape))
        )
    if asked is None:
        return frame
    scale = asked if isinstance(asked, Scale) else chosen_scale(frame, asked, reading)
    return replace_spacing(frame, check_spacing(scale.spacing_mm), scale.source)


def chosen_scale(frame: Frame, asked: ScaleChoice, reading: RulerReading | None) -> Scale:
    """Return the scale that a choice means for one frame.

    Raises:
        InputError: The frame does not offer it, or a point lies outside it.
    """
    if asked.kind == POINTS:
        spacing_mm, length_mm = spacing_of_points(asked, frame.pixels.shape)
        apart = length_mm / spacing_mm[0]
        words = f"two points {apart:.1f} pixels apart, given as {length_mm:g} mm"
        return Scale(spacing_mm, words, None, POINTS)
    if asked.kind == RULER:
        if reading is None or asked.tick_mm is None:
            raise InputError(
                "No ruler with regular ticks was found beside the field. Give two points on it and "
                "their distance instead, as with --points 40 500 440 500 --length 50."
            )
        return ruler_scale(reading, asked.tick_mm)
    for offer in frame.offers:
        if offer.kind == asked.kind:
            return offer
    raise InputError(
        f"This image offers no scale {asked.kind!r}: {NOT_OFFERED[asked.kind]}. Leave it out, or "
        "type the spacing."
    )


def is_by_hand(frame: Frame) -> bool:
    """Tell whether a person gave or chose the spacing of a frame, so that the file alone lacks it."""
    return frame.spacing_mm is not None and frame.spacing_source not in FROM_FILE
