"""How many floating-point operations a network needs for one frame, from the shapes of its layers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras

PER_WEIGHT = 2  # one multiplication and one addition


def count_flops(network: keras.Model) -> int:
    """Count the multiplications and additions of all convolutions and dense layers for one frame.

    What the others do (normalisation, ReLU, pooling, upsampling) is left out, as is usual: it grows
    with the values of a layer, not with its weights, and is a few percent of the whole.

    Args:
        network: A network of fixed input size, whose layers are called once each.
    """
    import keras

    return sum(
        count_flops(layer) if isinstance(layer, keras.Model) else layer_flops(layer)
        for layer in network.layers
    )


def layer_flops(layer: keras.Layer) -> int:
    """Count those of one layer; 0 for a layer of another kind."""
    from keras import layers

    if not isinstance(
        layer, layers.Conv2D | layers.Conv2DTranspose | layers.DepthwiseConv2D | layers.Dense
    ):
        return 0
    weights = math.prod(layer.kernel.shape)
    # Each weight is used once per place: of what comes in where a layer spreads, else of what goes out.
    spreads = isinstance(layer, layers.Conv2DTranspose)
    places = (layer.input if spreads else layer.output).shape[1:-1]
    return PER_WEIGHT * weights * math.prod(places)
