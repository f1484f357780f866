"""The networks a run can train: the released one, and two well-known ones to compare it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usseg.errors import InputError
from usseg.model.fold import build_network, fold_to_fat
from usseg.model.unet import WIDTHS
from usseg.tissues import MULTICLASS, tissues_of
from usseg.train.known_networks import build_classic, build_mobilenetv2

if TYPE_CHECKING:
    import keras

SMALL, CLASSIC, MOBILENETV2 = "small", "classic", "mobilenetv2"
ARCHITECTURES = (SMALL, CLASSIC, MOBILENETV2)
STEPS = {CLASSIC: 16, MOBILENETV2: 32}  # what the input's sides must be multiples of


def build_architecture(
    architecture: str,
    model: str,
    input_size: tuple[int, int],
    widths: tuple[int, ...] = WIDTHS,
) -> keras.Model:
    """Build a network that maps grey frames to a probability per tissue and pixel.

    Args:
        architecture: One of `ARCHITECTURES`.
        model: "multiclass", or "binary", whose network is folded from that of all tissues.
        input_size: (rows, cols): multiples of 16 ("classic") or 32 ("mobilenetv2").
        widths: Channels per level of "small"; the others have theirs.

    Returns:
        Model from float32 (batch, rows, cols, 1) in [0, 1] to float32 (batch, rows, cols, tissues)
        whose last axis sums to 1.

    Raises:
        InputError: There is no such architecture or model, or it does not come in that size.
    """
    check_architecture(architecture, input_size, widths)
    tissues_of(model)
    if architecture == SMALL:
        return build_network(model, input_size, widths)
    build = build_classic if architecture == CLASSIC else build_mobilenetv2
    network = build(len(MULTICLASS), input_size)
    return network if model == "multiclass" else fold_to_fat(network)


def check_architecture(
    architecture: str, input_size: tuple[int, int], widths: tuple[int, ...]
) -> None:
    """Refuse a network that there is not; `build_unet` itself checks the shape of "small".

    Raises:
        InputError: As said in `build_architecture`.
    """
    if architecture not in ARCHITECTURES:
        raise InputError(
            f"There is no architecture {architecture!r}. Choose: {', '.join(ARCHITECTURES)}."
        )
    if architecture == SMALL:
        return
    step = STEPS[architecture]
    if any(side < step or side % step for side in input_size):
        raise InputError(
            f"The rows and columns of {architecture} must be multiples of {step}, but they are "
            f"{tuple(input_size)}. Choose another --input-size."
        )
    if tuple(widths) != WIDTHS:
        raise InputError(
            f"--widths are those of {SMALL}; {architecture} has its own. Leave it out."
        )
