"""The binary network: one that tells all tissues apart, asked for fat alone.

To tell fat from the rest one must know what the rest is. The binary network therefore keeps all tissues
inside, and says fat where fat is the most probable of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from usseg.model.unet import INPUT_SIZE, WIDTHS, build_unet
from usseg.tissues import MULTICLASS, label_of, tissues_of

if TYPE_CHECKING:
    import keras


def build_network(
    model: str,
    input_size: tuple[int | None, int | None] = INPUT_SIZE,
    widths: tuple[int, ...] = WIDTHS,
) -> keras.Model:
    """Build the network of a model: "multiclass" as `build_unet` does, "binary" folded from it.

    Raises:
        InputError: There is no such model, or `build_unet` refuses size or widths.
    """
    tissues_of(model)
    network = build_unet(len(MULTICLASS), input_size, widths)
    return network if model == "multiclass" else fold_to_fat(network)


def fold_to_fat(network: keras.Model) -> keras.Model:
    """Return a network that answers (rest, fat), float32 (..., 2), from one of all tissues.

    The evidence for the rest is that of its strongest tissue: fat is then found exactly where the
    network of all tissues finds it. Summing their probabilities would shrink it. Only stock layers
    are used, so that the file loads anywhere in safe mode.

    Args:
        network: As `build_unet` makes it: its last layer turns evidence into probabilities.
    """
    from keras import Model, layers

    evidence = network.layers[-1].input  # (rows, cols, tissues)
    fat = label_of("multiclass", "fat")
    channels = [_channel(evidence, tissue.label, tissue.name) for tissue in MULTICLASS]
    rest = layers.Maximum(name="strongest_rest")(channels[:fat] + channels[fat + 1 :])
    both = layers.Concatenate(name="rest_and_fat")([rest, channels[fat]])
    return Model(network.input, layers.Softmax(dtype="float32", name="fat_or_rest")(both))


def _channel(evidence: Any, label: int, name: str) -> Any:
    """Return one channel, (rows, cols, 1): a convolution with a fixed 1 there and 0 elsewhere."""
    from keras import layers

    pick = layers.Conv2D(
        1, 1, use_bias=False, trainable=False, dtype="float32", name=f"only_{name}"
    )
    channel = pick(evidence)
    kernel = np.zeros((1, 1, evidence.shape[-1], 1), dtype=np.float32)
    kernel[0, 0, label] = 1
    pick.set_weights([kernel])
    return channel
