"""Which layers of a network a gate looks at: the last of every size on the way down."""

from pathlib import Path
from typing import Any

MIDDLE = 2  # counted from the first: detail fine enough to tell speckle from photographs


def layers_before_shrinking(path: Path) -> list[tuple[str, int]]:
    """Return name and channels of the layers whose output is made smaller next, first to last.

    A network without any is looked at in its first layer.

    Args:
        path: A .keras file that can be trusted: the file of a run, or a checked release.
    """
    import keras

    model: Any = keras.saving.load_model(path, compile=False, safe_mode=True)
    inputs = {tensor.name for tensor in model.inputs}
    found: dict[str, int] = {}
    for layer in model.layers:
        tensor: Any = layer.input if shrinks(layer) else None
        if tensor is not None and tensor.name not in inputs:
            found[tensor._keras_history.operation.name] = int(tensor.shape[-1])
    first = (
        model.layers[1] if isinstance(model.layers[0], keras.layers.InputLayer) else model.layers[0]
    )
    return list(found.items()) or [(first.name, int(first.output.shape[-1]))]


def shrinks(layer: Any) -> bool:
    """Tell whether a layer returns fewer rows and columns than it takes."""
    strides = getattr(layer, "strides", None)
    strided = strides is not None and max(strides) > 1 and "Transpose" not in type(layer).__name__
    return strided or type(layer).__name__ == "GlobalAveragePooling2D"


def texture_channels(layers: list[tuple[str, int]]) -> list[int]:
    """Return [first, last) of the features that describe texture: those of the middle layer.

    >>> texture_channels([("a", 20), ("b", 32), ("c", 48), ("d", 80)])
    [52, 100]
    """
    index = min(MIDDLE, len(layers) - 1)
    first = sum(channels for _, channels in layers[:index])
    return [first, first + layers[index][1]]
