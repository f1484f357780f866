"""A loaded network, reduced to what inference needs, and whether it fits its manifest."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from usseg.errors import WeightsError
from usseg.types import Release

Answer = tuple[np.ndarray, np.ndarray | None]


@dataclass(frozen=True)
class Network:
    """A loaded network.

    Attributes:
        run: Maps float32 (1, rows, cols, 1) to probabilities (1, rows, cols, tissues) and, where
            the manifest has a gate, the features that it weighs (1, features), else None.
        input_shape: (rows, cols, channels) it was built for; None where it takes any length.
        output_shape: (rows, cols, tissues) it answers with, likewise.
    """

    run: Callable[[np.ndarray], Answer]
    input_shape: tuple[int | None, ...]
    output_shape: tuple[int | None, ...]


def gate_layers(release: Release) -> tuple[str, ...]:
    """Return the names of the layers whose mean activations a release's gate weighs; may be none."""
    return tuple(release.manifest.get("gate", {}).get("layers", ()))


def check_agrees(network: Network, release: Release) -> None:
    """Refuse a network that does not take and give what its manifest says.

    Raises:
        WeightsError: Its shapes are others.
    """
    size = tuple(release.manifest["input_size"])
    expected = ((*size, 1), (*size, len(release.manifest["labels"])))
    actual = (network.input_shape, network.output_shape)
    if not all(map(_fits, actual, expected)):
        raise WeightsError(
            f"The network of {release.model} {release.version} maps {actual[0]} to {actual[1]}, "
            f"but its manifest says {expected[0]} to {expected[1]}. Choose another version."
        )


def _fits(built: tuple[int | None, ...], stated: tuple[int, ...]) -> bool:
    """Tell whether a network's shape is the stated one; None takes any length."""
    same = [own in (None, side) for own, side in zip(built, stated, strict=False)]
    return len(built) == len(stated) and all(same)
