"""Values that travel together from file to screen; those of the frame itself live in `frames`."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from usseg.frames import Field, Frame, Scale, ScaledRegion

__all__ = ["Field", "Frame", "Release", "Scale", "ScaledRegion", "Segmentation", "Trust"]


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
        field_by_hand: True where a person drew the field; the mask cannot be repeated without it.
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
    field_by_hand: bool = False
