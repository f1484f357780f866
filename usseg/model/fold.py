"""The binary network: one that tells all tissues apart, and adds up what is not asked for.

To tell fat from the rest one must know what the rest is. The binary network therefore keeps a
channel per tissue inside, begins as the multiclass network, and is then trained for fat alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    The sum is a convolution of fixed zeros and ones: a layer that any Keras loads in safe mode.
    """
    import keras

    fat = label_of("multiclass", "fat")
    kernel = np.zeros((1, 1, len(MULTICLASS), 2), dtype=np.float32)
    kernel[0, 0, :, 0], kernel[0, 0, fat] = 1, (0, 1)
    fold = keras.layers.Conv2D(
        2, 1, use_bias=False, trainable=False, dtype="float32", name="rest_and_fat"
    )
    folded = keras.Model(network.input, fold(network.output))
    fold.set_weights([kernel])
    return folded
