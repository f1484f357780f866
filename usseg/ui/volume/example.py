"""The volume that a visitor sees: their own, or before it the example, a limb segmented ahead."""

import time
from functools import lru_cache
from pathlib import Path

from usseg.errors import InputError
from usseg.ui.memory import recall
from usseg.ui.texts import volume as texts_volume
from usseg.ui.volume.session import VolumeSession
from usseg.volume.kept import unpack_volume

RESULT = Path(__file__).with_name("limb.volume.zip")  # written by `examples.make_volume_result`


@lru_cache(maxsize=1)
def example() -> VolumeSession:
    """Return the example, which is read once and is never forgotten.

    Raises:
        InputError: Its file is damaged.
    """
    made, more = unpack_volume(RESULT)
    return VolumeSession(made, more["stem"], true_ml=more["true_ml"], born=time.monotonic())


def warm() -> int:
    """Make the example's surfaces, so that the first visitor does not wait; return how many.

    Raises:
        InputError: Its file is damaged.
    """
    return len(example().shown)


def find_volume(key: str | None) -> VolumeSession:
    """Return the volume of a key; without a key, the example.

    Raises:
        InputError: It was forgotten since.
    """
    if not key:
        return example()
    kept = recall(key)
    if not isinstance(kept, VolumeSession):
        raise InputError(texts_volume.FORGOTTEN)
    return kept
