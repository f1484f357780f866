"""Which phantoms may be trained on: the border between the seeds of training and of testing."""

from usseg.errors import InputError

FIRST_HELD_OUT_SEED = 1_000_000_000  # seeds from here on are for reports, never for training
# From here to there they are for validation: training on the fly draws below.
FIRST_VALIDATION_SEED = FIRST_HELD_OUT_SEED - 1_000_000


def is_held_out(seed: int) -> bool:
    """Say whether a phantom's seed is reserved for testing.

    >>> is_held_out(7), is_held_out(FIRST_HELD_OUT_SEED)
    (False, True)
    """
    return seed >= FIRST_HELD_OUT_SEED


def check_trainable(seed: int) -> None:
    """Refuse to train on a phantom that reports are made with.

    Raises:
        InputError: The seed is held out, or negative.
    """
    if seed < 0 or is_held_out(seed):
        raise InputError(
            f"Phantom seed {seed} cannot be trained on: training uses seeds from 0 to "
            f"{FIRST_HELD_OUT_SEED - 1}, the rest is held out for tests. Choose a smaller seed."
        )
