"""A frame, its field and its scale: what is known before any network has looked."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Scale:
    """One answer to how large a pixel is, and how it was found.

    Attributes:
        spacing_mm: Pixel size (row, col) in mm.
        source: Where it came from, in words, with every assumption it rests on.
        confidence: How sure the reading is, 0 to 1; None where nothing was estimated.
        kind: The word that chooses it: "tiff", "dicom" or "ruler"; "" where nothing has to.
    """

    spacing_mm: tuple[float, float]
    source: str
    confidence: float | None = None
    kind: str = ""


@dataclass(frozen=True)
class ScaledRegion:
    """One rectangle of a frame of which a DICOM header says what it shows.

    Attributes:
        box: (row0, col0, row1, col1) in pixels, half open, as the header has it: it may reach beyond
            the frame.
        spacing_mm: Pixel size (row, col) in mm; None where the region is no picture of tissue in cm,
            such as an M-mode or a Doppler trace.
    """

    box: tuple[int, int, int, int]
    spacing_mm: tuple[float, float] | None


@dataclass(frozen=True)
class Frame:
    """One B-mode image as it was stored.

    Attributes:
        pixels: Grey levels, uint8 or uint16, shape (rows, cols); rows run with depth.
        white: The stored value that means white: 255 for 8 bit, 4095 for 12 bit in 16, 65535.
        spacing_mm: Pixel size (row, col) in mm, or None when nothing says it.
        spacing_source: Where the spacing came from, in words; "unknown" when it is None.
        warnings: Sentences for the user about what was found or done while reading.
        regions: What a DICOM header says about rectangles of the frame.
        offers: Scales that were found and not applied: the user has to choose one.
        colourful: True when a large part was coloured in many hues, as a photograph is.
    """

    pixels: np.ndarray
    white: int
    spacing_mm: tuple[float, float] | None = None
    spacing_source: str = "unknown"
    warnings: tuple[str, ...] = ()
    regions: tuple[ScaledRegion, ...] = ()
    offers: tuple[Scale, ...] = ()
    colourful: bool = False


@dataclass(frozen=True)
class Field:
    """The B-mode field of view inside a frame; everything outside it is screen furniture.

    Attributes:
        kind: "whole", "rectangle", "parallelogram" (steered beams, at times less a corner), "sector"
            (straight-sided fan or trapezoid) or "arc" (curved).
        outline: Closed polygon, float, shape (vertices, 2) as (row, col) pixel-edge coordinates:
            the whole frame is (0, 0), (0, cols), (rows, cols), (rows, 0).
    """

    kind: str
    outline: np.ndarray
