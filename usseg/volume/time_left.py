"""How long a run will still take, in words."""

MINUTE_S = 60


def time_left(done: int, total: int, elapsed_s: float) -> str:
    """Say how far a run is and how long it will still take if it goes on as it did.

    Args:
        done: Frames that are finished, at least one.
        total: Frames in all.
        elapsed_s: How long they took.

    >>> time_left(12, 48, 4.0), time_left(10, 600, 3.0), time_left(48, 48, 16.0)
    ('12 of 48 frames, about 12 s left', '10 of 600 frames, about 3 min left', '48 of 48 frames')
    """
    words = f"{done} of {total} frames"
    if done >= total:
        return words
    left = elapsed_s / done * (total - done)
    amount = f"{left / MINUTE_S:.0f} min" if left > 2 * MINUTE_S else f"{left:.0f} s"
    return f"{words}, about {amount} left"
