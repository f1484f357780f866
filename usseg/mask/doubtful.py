"""Tissues that cover little of a frame while the network is unsure of them: false alarms, mostly."""

from typing import NamedTuple

import numpy as np

from usseg.tissues import label_of

# Both limits were chosen on development phantoms and validation frames (docs/training.md, 0.6.0).
LITTLE = 0.05  # of the frame's box
UNSURE = 0.6  # mean probability over what is labelled so
NOT_IN_EVERY_FRAME = ("muscle", "tendon", "ligament", "bone")  # skin, fat and fascia nearly are


class Doubtful(NamedTuple):
    """A tissue that the network labelled without being sure.

    Attributes:
        tissue: Its name.
        share: The part of the frame's box that it covers, 0 to `LITTLE`.
        probability: Its mean probability there, 0 to `UNSURE`.
    """

    tissue: str
    share: float
    probability: float


def find_doubtful(probabilities: np.ndarray, model: str) -> tuple[Doubtful, ...]:
    """Return the tissues that cover little of a frame, and unsurely.

    Each of muscle, tendon, ligament and bone is judged by all its pixels together: a frame shows it
    or does not. Skin, fat and fascia, which nearly every frame shows, and whatever covers a larger
    part of the frame, are not doubtful.

    Args:
        probabilities: float32, shape (rows, cols, tissues), 0 to 1.
        model: "multiclass"; the binary model knows fat alone, and nothing of it is doubtful.
    """
    if model != "multiclass":
        return ()
    chosen = probabilities.argmax(axis=-1)
    found = []
    for name in NOT_IN_EVERY_FRAME:
        label = label_of(model, name)
        own = chosen == label
        share = float(own.mean())
        if not 0 < share < LITTLE:
            continue
        probability = float(probabilities[own, label].mean())
        if probability < UNSURE:
            found.append(Doubtful(name, share, probability))
    return tuple(found)


def remove_doubtful(
    probabilities: np.ndarray, model: str, found: tuple[Doubtful, ...]
) -> np.ndarray:
    """Give doubtful tissues to the labels that came second there.

    A removed tissue goes from the whole frame: where it came second, its rest would win pixels when
    probabilities are interpolated to the frame's own size.

    Args:
        probabilities: float32, shape (rows, cols, tissues), 0 to 1.
        model: What gave them.
        found: As `find_doubtful` says of them.

    Returns:
        float32, same shape: the same probabilities, with 0 for a removed tissue. The input array is
        left as it was.
    """
    kept = probabilities.copy()
    kept[..., [label_of(model, one.tissue) for one in found]] = 0
    return kept


def left_out(found: tuple[Doubtful, ...]) -> tuple[str, ...]:
    """Say which tissues are not in the mask although the network, unsurely, saw them.

    >>> left_out((Doubtful("bone", 0.0123, 0.456),))[0][:60]
    'Left out of the mask as a probable false alarm: bone (1.2 % '
    >>> left_out(())
    ()
    """
    if not found:
        return ()
    parts = [
        f"{one.tissue} ({100 * one.share:.2g} % of the field's box, mean probability "
        f"{one.probability:.2f})"
        for one in found
    ]
    kind = "a probable false alarm" if len(found) == 1 else "probable false alarms"
    return (f"Left out of the mask as {kind}: {', '.join(parts)}. Look there yourself.",)
