"""What can be said against an image, and against an answer, without asking the network."""

import numpy as np

from usseg.tissues import label_of
from usseg.types import Frame

BLACK = 0.02  # of white: what scanners leave where nothing echoes
BLANK_SHARE = 0.01  # of the field: with fewer echoes than this there is nothing to see
FLAT = 0.01  # of white: standard deviation of a field that shows no structure
DARK = 0.12  # of white: where even the brightest hundredth of the field stays below this
ABSENT_SHARE = 0.005  # of the field: less of a tissue than this counts as none
EXPECTED = {"multiclass": ("skin", "fat", "muscle"), "binary": ("fat",)}
MOST_SAMPLED = 200_000  # pixels of the field that are looked at: enough for a percentile


def doubts_about(frame: Frame, inside: np.ndarray) -> tuple[str, ...]:
    """Say what is wrong with the grey levels of a frame inside its field: blank, dark, coloured.

    Args:
        frame: The input.
        inside: True inside the field, shape (rows, cols) of the frame.

    Returns:
        Parts of a sentence; none for a usual image.

    >>> ramp = np.tile(np.arange(200, dtype=np.uint8), (64, 1))
    >>> doubts_about(Frame(ramp, 255), np.ones(ramp.shape, bool))
    ()
    >>> doubts_about(Frame(ramp // 10, 255), np.ones(ramp.shape, bool))
    ('it is too dark',)
    """
    reasons = []
    grey = frame.pixels[inside]
    grey = grey[:: max(1, grey.size // MOST_SAMPLED)].astype(np.float32) / frame.white
    if not grey.size or (grey > BLACK).mean() < BLANK_SHARE or grey.std() < FLAT:
        reasons.append("it is blank: nothing echoes in it")
    elif np.quantile(grey, 0.99) < DARK:
        reasons.append("it is too dark")
    if frame.colourful:
        reasons.append("it is a colour picture, not a grey B-mode image")
    return tuple(reasons)


def expected_absent(mask: np.ndarray, inside: np.ndarray, model: str) -> tuple[str, ...]:
    """Say when none of the tissues was found that nearly every image of the training shows.

    A limb has skin, fat and muscle. A usual frame may lack any one of them (a deep view has no skin, a
    joint no muscle), so one that reaches `ABSENT_SHARE` is enough; a field without any of the three is
    no limb, or one that the network cannot read.

    Args:
        mask: Label map, integer, shape (rows, cols).
        inside: True inside the field, same shape.
        model: "binary" or "multiclass".
    """
    labels = [label_of(model, name) for name in EXPECTED[model]]
    found = np.isin(mask, labels) & inside
    if found.sum() >= ABSENT_SHARE * max(inside.sum(), 1):  # a field may be less than a pixel
        return ()
    names = " nor ".join(EXPECTED[model])
    return (f"expected tissue is absent: no {names} was found",)
