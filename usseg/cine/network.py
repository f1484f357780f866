"""What looks at the frames of a clip: a released network, or anything that answers like one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from usseg.cine.clip import Shot
from usseg.cine.smooth import Seen
from usseg.image.preprocess import to_frame
from usseg.mask.postprocess import tidy
from usseg.model.look import look
from usseg.model.trust import gate
from usseg.types import Field, Frame, Release

# From a frame and its field to probabilities, float32, (rows, cols, tissues), of the field's box,
# and what the release's gate weighs, or None.
Look = Callable[[Frame, Field], tuple[np.ndarray, np.ndarray | None]]


@dataclass(frozen=True)
class Segmenter:
    """The weights of a clip, found once, and what shows a frame to them."""

    release: Release
    look: Look


def network_of(release: Release) -> Segmenter:
    """Return what segments with a released network, as `usseg.pipeline.segment` does."""
    return Segmenter(release, lambda frame, field: look(release, frame, field, lambda step: None))


def see(shot: Shot, field: Field, segmenter: Segmenter) -> Seen:
    """Show one frame to the network; an empty one is not shown."""
    if shot.empty:
        return Seen(shot, None)
    probabilities, features = segmenter.look(shot.frame, field)
    return Seen(shot, probabilities, gate(segmenter.release, features)[0])


@dataclass(frozen=True)
class Labelled:
    """One frame with its masks.

    Attributes:
        shot: The frame.
        mask: The network's own label map, uint8, (rows, cols); 0 all over an empty frame.
        confidence: Probability of the chosen label, float32, same shape.
        smoothed: Label map and confidence after smoothing over time; None where nothing was.
        gate_score: As in `Seen`.
    """

    shot: Shot
    mask: np.ndarray
    confidence: np.ndarray
    smoothed: tuple[np.ndarray, np.ndarray] | None
    gate_score: float | None

    @property
    def shown(self) -> np.ndarray:
        """The mask that pictures and mask files show: the smoothed one where there is one."""
        return self.mask if self.smoothed is None else self.smoothed[0]


def label(seen: Seen, field: Field, release: Release) -> Labelled:
    """Turn probabilities to masks, by the same steps as for a still image."""
    shape = seen.shot.frame.pixels.shape
    if seen.probabilities is None:
        nothing = np.zeros(shape, np.uint8), np.zeros(shape, np.float32)
        return Labelled(seen.shot, *nothing, None, None)
    own = masked(seen.probabilities, field, shape, release)
    smoothed = None if seen.smoothed is None else masked(seen.smoothed, field, shape, release)
    return Labelled(seen.shot, *own, smoothed, seen.gate_score)


def masked(
    probabilities: np.ndarray, field: Field, shape: tuple[int, int], release: Release
) -> tuple[np.ndarray, np.ndarray]:
    """Return label map and confidence of a frame, each (rows, cols)."""
    return to_frame(tidy(probabilities, release), field, shape)
