"""One image from file to segmentation, start to end."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from usseg.image.field import find_field
from usseg.image.field_given import check_field
from usseg.image.preprocess import field_mask, to_frame
from usseg.image.scale_choice import ScaleChoice, settle_scale
from usseg.image.source import read, read_labels
from usseg.mask.doubtful import find_doubtful, left_out, remove_doubtful
from usseg.mask.postprocess import tidy_for_votes
from usseg.model.look import look
from usseg.model.trust import assess, warning
from usseg.model.weights import find_release
from usseg.tissues import tissues_of
from usseg.types import Field, Frame, Release, Scale, Segmentation

UNSURE_BELOW = 0.5  # mean probability at which the labels are, on average, as likely wrong as right


def segment(
    source: str | Path | np.ndarray,
    model: str = "multiclass",
    version: str | None = None,
    truth: str | Path | np.ndarray | None = None,
    spacing_mm: tuple[float, float] | None = None,
    scale: ScaleChoice | Scale | str | None = None,
) -> Segmentation:
    """Segment the tissues of one ultrasound image.

    Args:
        source: Image file (PNG, JPEG, TIFF or DICOM), or grey levels as an array (rows, cols).
        model: "multiclass" or "binary".
        version: Release of the weights, such as "0.1.0"; None takes the newest.
        truth: Ground truth as a file or a label map (rows, cols), 255 where it says nothing.
        spacing_mm: Pixel size in mm, (row, col); None takes what the file says.
        scale: "tiff" or "dicom" to take the scale that such a file offers, or a
            `usseg.image.scale_choice.ScaleChoice` for a ruler or for two points; None takes none.

    Returns:
        Mask, confidence and everything known about how they were made.

    Raises:
        InputError: The image, the truth, the spacing or the model's name cannot be used.
        WeightsError: No release of the weights can be used.
    """
    tissues_of(model)
    release, notes = find_release(model, version)
    return segment_with(release, source, truth, spacing_mm, notes, scale=scale)


def segment_with(
    release: Release,
    source: str | Path | np.ndarray,
    truth: str | Path | np.ndarray | None = None,
    spacing_mm: tuple[float, float] | None = None,
    notes: tuple[str, ...] = (),
    field: Field | None = None,
    scale: ScaleChoice | Scale | str | None = None,
) -> Segmentation:
    """Segment one image with weights already found; for many images, find them once.

    Args:
        release: The weights.
        source: As for `segment`.
        truth: As for `segment`.
        spacing_mm: As for `segment`.
        notes: What was said about the weights; it becomes the segmentation's last warnings.
        field: The B-mode field as a person drew it; None finds it.
        scale: As for `segment`.

    Returns:
        As `segment`.

    Raises:
        InputError: The image, the truth, the spacing or the scale cannot be used.
        WeightsError: The weights do not load.
    """
    timings_ms, lap = stopwatch()
    frame = read(source, spacing_mm)
    labels = read_labels(truth, frame.pixels.shape, release.model)
    lap("read")
    frame, placed = place(frame, field, scale)
    lap("field")
    probabilities, features = look(release, frame, placed, lap)
    probabilities, missing = tidy_and_say(probabilities, release)
    mask, confidence = to_frame(probabilities, placed, frame.pixels.shape)
    inside = field_mask(placed, frame.pixels.shape)
    lap("mask")
    trust = assess(release, frame, inside, mask, features)
    lap("trust")
    warnings = frame.warnings + doubts(confidence[inside]) + missing + warning(trust) + notes
    segmentation = Segmentation(frame, placed, mask, confidence, release, labels, timings_ms)
    return replace(segmentation, warnings=warnings, trust=trust, field_by_hand=field is not None)


def place(
    frame: Frame, field: Field | None, scale: ScaleChoice | Scale | str | None
) -> tuple[Frame, Field]:
    """Return a frame with its scale, and its field as it was drawn or else found."""
    field = find_field(frame) if field is None else check_field(field, frame.pixels.shape)
    return settle_scale(frame, field, scale), field


def tidy_and_say(probabilities: np.ndarray, release: Release) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return probabilities as `usseg.mask.postprocess.tidy` does, and what it left out in words."""
    voted = tidy_for_votes(probabilities, release)
    found = find_doubtful(voted, release.model)
    return remove_doubtful(voted, release.model, found), left_out(found)


def doubts(confidence: np.ndarray) -> tuple[str, ...]:
    """Warn when the network hardly prefers the labels it chose inside the field.

    >>> doubts(np.array([0.9, 0.8]))
    ()
    """
    mean = float(confidence.mean()) if confidence.size else 0.0
    if mean >= UNSURE_BELOW:
        return ()
    return (
        f"The network is unsure of this image: the labels it chose have a mean probability of "
        f"{mean:.2f}. It may be unlike the images it was trained on; check the mask with care.",
    )


def stopwatch() -> tuple[dict[str, float], Callable[[str], None]]:
    """Return a dict, and a function that notes in it the milliseconds since its last call.

    The function takes the name of the step that has ended.
    """
    timings_ms: dict[str, float] = {}
    last = time.perf_counter()

    def lap(step: str) -> None:
        nonlocal last
        now = time.perf_counter()
        timings_ms[step] = (now - last) * 1000
        last = now

    return timings_ms, lap
