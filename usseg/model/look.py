"""Show a frame to the network of a release: its field as a whole, a wide one in parts too."""

from collections.abc import Callable

import numpy as np

from usseg.image.headroom import headroom_rows
from usseg.image.preprocess import field_box, to_input
from usseg.image.windows import merge, windows
from usseg.model.manifest import WITH_HEADROOM
from usseg.model.predict import predict_with_features
from usseg.model.trust import sharpen, temperature_of
from usseg.types import Field, Frame, Release


def look(
    release: Release, frame: Frame, field: Field, lap: Callable[[str], None]
) -> tuple[np.ndarray, np.ndarray | None]:
    """Show the field of a frame to the network, a wide one in parts too.

    Returns:
        probabilities: float32, shape (rows, cols, tissues), calibrated, of the field's box.
        features: What the release's gate weighs, of the whole field; None without a gate.
    """
    boxes = windows(field_box(field, frame.pixels.shape))
    size, headroom = input_size(release), headroom_of(release)
    views = [to_input(frame, field, size, box, headroom) for box in boxes]
    lap("prepare")
    answers = [predict_with_features(release, view) for view in views]
    merged = merge([probabilities[headroom:] for probabilities, _ in answers], boxes)
    probabilities = sharpen(merged, temperature_of(release))
    lap("predict")
    return probabilities, answers[0][1]


def input_size(release: Release) -> tuple[int, int]:
    """Return the (rows, cols) that a release's network takes, from its manifest."""
    rows, cols = release.manifest["input_size"]
    return int(rows), int(cols)


def headroom_of(release: Release) -> int:
    """Return how many of the input's rows a release keeps above the field: none before 0.7.0."""
    return headroom_rows(input_size(release)) if release.manifest["field"] == WITH_HEADROOM else 0
