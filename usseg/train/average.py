"""A running average of the weights: steadier than the last step's, for the same training."""

from collections.abc import Callable

import numpy as np

MOMENTUM = 0.997  # averages over about 300 steps
UPDATE_EVERY = 4  # steps; copying the weights costs a few milliseconds


def update_average(
    average: list[np.ndarray], read_weights: Callable[[], list[np.ndarray]], step: int
) -> None:
    """Every fourth step move the average towards the weights, in place; early steps count more.

    Args:
        average: Arrays as `model.get_weights()` gives them.
        read_weights: Gives the model's present weights.
        step: Steps done since the run began.
    """
    if step % UPDATE_EVERY:
        return
    keep = min(MOMENTUM**UPDATE_EVERY, (1 + step) / (10 * UPDATE_EVERY + step))
    for kept, present in zip(average, read_weights(), strict=True):
        kept += (1 - keep) * (present - kept)
