"""Values that travel together from file to screen."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
        kind: "whole", "rectangle", "sector" (straight-sided fan or trapezoid) or "arc" (curved).
        outline: Closed polygon, float, shape (vertices, 2) as (row, col) pixel-edge coordinates:
            the whole frame is (0, 0), (0, cols), (rows, cols), (rows, 0).
    """

    kind: str
    outline: np.ndarray


@dataclass(frozen=True)
class Release:
    """One released set of weights and where this copy of it came from.

    Attributes:
        model: "binary" or "multiclass".
        version: Tag, such as "0.1.0".
        source: "bundled", "hub" (downloaded now) or "cache" (downloaded earlier).
        commit: Hub commit (40 hex digits), or None for a bundled release.
        sha256: Digest of the `model.keras` that is used.
        path: That file.
        manifest: The parsed manifest.json that lies beside it.
    """

    model: str
    version: str
    source: str
    commit: str | None
    sha256: str
    path: Path
    manifest: dict[str, Any]


@dataclass(frozen=True)
class Trust:
    """Whether an image is one that its weights can be trusted with. It warns and never blocks.

    Attributes:
        gate_score: How unlike the images of the training it is: 0 upwards; None without a gate.
        threshold: From which score on it is flagged; None without a gate.
        flagged: True when there is any reason to doubt.
        reasons: The reasons, in words.
        temperature: What the network's logits were divided by; 1.0 leaves them as they are.
        ece: Expected calibration error of the release after that, 0 to 1; None when not measured.
    """

    gate_score: float | None
    threshold: float | None
    flagged: bool
    reasons: tuple[str, ...]
    temperature: float
    ece: float | None


@dataclass(frozen=True)
class Segmentation:
    """Everything known about one segmented frame.

    Attributes:
        frame: The input.
        field: Where the B-mode field was found.
        mask: Label map, uint8, shape (rows, cols) of the frame.
        confidence: Probability of the chosen label, float32, shape (rows, cols), 0 to 1;
            1 outside the field, where nothing was predicted, 0 where a person chose the label.
        release: The weights that made the mask.
        truth: Label map with 255 where it says nothing, or None.
        timings_ms: Step name to milliseconds.
        warnings: Sentences for the user.
        edited_pixels: How many pixels a person changed since; 0 for the network's own mask.
        network_mask: The mask before that, same shape; None where `mask` is still the network's.
        trust: How far the image can be trusted with these weights; None when nobody asked.
    """

    frame: Frame
    field: Field
    mask: np.ndarray
    confidence: np.ndarray
    release: Release
    truth: np.ndarray | None = None
    timings_ms: dict[str, float] = dataclasses.field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    edited_pixels: int = 0
    network_mask: np.ndarray | None = None
    trust: Trust | None = None
