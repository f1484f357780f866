"""One measured number with its unit, and what has to be known about it."""

from dataclasses import dataclass

PX, MM, MM2, DEGREE, NONE = "px", "mm", "mm²", "°", ""
GREY = "grey level"
SUFFIXES = {PX: "_px", MM: "_mm", MM2: "_mm2", DEGREE: "_deg"}

Spacing = tuple[float, float]


@dataclass(frozen=True)
class Quantity:
    """One measured number.

    Attributes:
        name: What was measured, such as "thickness_mean".
        value: The number, or None where it cannot be said; the note then says why.
        unit: "px", "mm", "mm²", "°", "grey level", or "" for what has none.
        note: How it was measured and what limits it; may be empty.
    """

    name: str
    value: float | None
    unit: str
    note: str = ""

    @property
    def key(self) -> str:
        """Name with its unit, unique within one region.

        >>> Quantity("area", 3.5, MM2).key
        'area_mm2'
        """
        return self.name + SUFFIXES.get(self.unit, "")


def depth_lengths(
    name: str, rows: float | None, spacing_mm: Spacing | None, note: str = ""
) -> tuple[Quantity, ...]:
    """Return a length along depth in pixels, and in mm where the scale is known.

    >>> [quantity.value for quantity in depth_lengths("thickness_mean", 30, (0.1, 0.3))]
    [30, 3.0]
    """
    in_pixels = Quantity(name, rows, PX, note)
    if spacing_mm is None:
        return (in_pixels,)
    return in_pixels, Quantity(name, None if rows is None else rows * spacing_mm[0], MM, note)


def areas(pixels: int, spacing_mm: Spacing | None, note: str = "") -> tuple[Quantity, ...]:
    """Return an area in pixels, and in mm² where the scale is known."""
    in_pixels = Quantity("area", pixels, PX, note)
    if spacing_mm is None:
        return (in_pixels,)
    return in_pixels, Quantity("area", pixels * spacing_mm[0] * spacing_mm[1], MM2, note)


def any_direction(
    name: str, length: float | None, spacing_mm: Spacing | None, note: str = ""
) -> Quantity:
    """Return a length that does not follow an axis: in mm, or in pixels that must then be square."""
    if spacing_mm is not None:
        return Quantity(name, length, MM, note)
    return Quantity(name, length, PX, joined(SQUARE if length is not None else "", note))


SQUARE = "Holds only if the pixels are square: the scale is unknown."


def joined(*notes: str) -> str:
    """Join the notes that say something."""
    return " ".join(note for note in notes if note)
