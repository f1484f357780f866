"""One moment of a recorded training: input, truth, prediction so far, and the curves up to then."""

import numpy as np

from usseg.errors import InputError
from usseg.model.replay import Replay, ReplaySet
from usseg.render.colour import colour_mask
from usseg.render.curves import draw_curves
from usseg.render.strip import Strip, draw_strip
from usseg.tissues import IGNORE

CONTOUR_COLOUR = (255, 255, 255)
SHOWN_ROWS = 256  # a frame of fewer is enlarged, by a whole number


def moment(replay: Replay, name: str, index: int, frame: int = 0) -> np.ndarray:
    """Draw one recorded moment of one fixed frame.

    Args:
        replay: As `read_replay` returns it.
        name: Name of the set of frames, a key of `replay.sets`.
        index: Which of `replay.moments`, from 0.
        frame: Which of the set's frames, from 0.

    Returns:
        RGB, uint8, shape (rows, cols, 3): the input, the truth, the prediction under the truth's
        white contour, and Dice per tissue up to that epoch; of equal shape for all moments.

    Raises:
        InputError: The replay holds no such set, moment or frame.
    """
    shown = chosen(replay, name, index, frame)
    grey = enlarged(np.repeat(shown.frames[frame][..., None], 3, axis=-1))
    truth, mask = enlarged(shown.truth[frame]), enlarged(shown.masks[index, frame])
    prediction = colour_mask(mask, replay.model)
    prediction[contour(truth)] = CONTOUR_COLOUR
    pictures = {
        "input": grey,
        "truth" if shown.has_truth else "truth: not known": colour_mask(truth, replay.model),
        "prediction": prediction,
    }
    curves = draw_curves(replay, name, replay.moments[index], grey.shape[0])
    return draw_strip(Strip(pictures, curves, caption(replay, index)))


def chosen(replay: Replay, name: str, index: int, frame: int) -> ReplaySet:
    """Return the named set, once it is known to hold that moment and that frame.

    Raises:
        InputError: It does not.
    """
    if name not in replay.sets:
        raise InputError(
            f"The recorded training shows no set {name[:40]!r}. Choose: {', '.join(replay.sets)}."
        )
    shown = replay.sets[name]
    if not (0 <= index < len(replay.moments) and 0 <= frame < len(shown.frames)):
        raise InputError(
            f"The recorded training holds {len(replay.moments)} moments of {len(shown.frames)} "
            f"frames of {name}, both counted from 0, so not moment {index} of frame {frame}."
        )
    return shown


def caption(replay: Replay, index: int) -> str:
    """Return what is known of a moment in words."""
    entry = {epoch.epoch: epoch for epoch in replay.history}[replay.moments[index]]
    last = replay.history[-1].epoch
    return (
        f"{replay.model} {replay.version}, epoch {entry.epoch} of {last}, "
        f"{entry.step:,} batches, {entry.elapsed_s / 60:.1f} min, loss {entry.loss:.3f}"
    )


def enlarged(picture: np.ndarray) -> np.ndarray:
    """Repeat the pixels of a small picture, so that it has about `SHOWN_ROWS` rows.

    >>> enlarged(np.zeros((100, 50))).shape
    (300, 150)
    """
    times = max(1, round(SHOWN_ROWS / picture.shape[0]))
    return picture.repeat(times, axis=0).repeat(times, axis=1)


def contour(labels: np.ndarray) -> np.ndarray:
    """Return where a label map changes: the pixel before each border, bool, shape (rows, cols).

    Borders to what nothing is known of are none.

    >>> contour(np.array([[1, 1, 2, 255]])).astype(int).tolist()
    [[0, 1, 0, 0]]
    """
    border = np.zeros(labels.shape, dtype=bool)
    known = labels != IGNORE
    border[:, :-1] |= (labels[:, :-1] != labels[:, 1:]) & known[:, :-1] & known[:, 1:]
    border[:-1] |= (labels[:-1] != labels[1:]) & known[:-1] & known[1:]
    return border
