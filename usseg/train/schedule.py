"""The learning rate over a run: a short rise, then half a cosine down."""

import math

WARM_UP_STEPS = 150
FINAL_SHARE = 0.01  # of the highest rate, at the end


def learning_rate(highest: float, step: int, progress: float) -> float:
    """Return the rate of one step.

    Args:
        highest: Rate at the top.
        step: Steps done since the run began.
        progress: Share of the run that is done, by steps or by the clock; beyond 1 counts as 1.

    >>> learning_rate(1.0, step=10_000, progress=0.5)
    0.505
    """
    rise = min(1.0, (step + 1) / WARM_UP_STEPS)
    fall = 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
    return highest * rise * (FINAL_SHARE + (1 - FINAL_SHARE) * fall)
