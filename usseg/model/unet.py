"""One small UNet for both models: grey frame in, a probability per tissue and pixel out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usseg.errors import InputError

if TYPE_CHECKING:
    import keras

WIDTHS = (20, 32, 48, 80, 112)
INPUT_SIZE = (256, 256)
BATCH_NORM_MOMENTUM = 0.97  # batches are small and many: average over about 30 of them


def build_unet(
    tissues: int,
    input_size: tuple[int | None, int | None] = INPUT_SIZE,
    widths: tuple[int, ...] = WIDTHS,
) -> keras.Model:
    """Build the network from stock Keras layers, so that its file loads anywhere with safe_mode.

    The stem halves the frame at once: a full-resolution first level would cost more than all the
    others together. The border is sharpened at the end by one look back at the frame itself.

    Args:
        tissues: Number of labels, background included.
        input_size: (rows, cols), each a multiple of 2 ** len(widths); or (None, None) for a network
            that is called directly on frames of any such size (Keras compiles only fixed ones).
        widths: Channels per level, from half resolution down; one entry per halving.

    Returns:
        Model from float32 (batch, rows, cols, 1) in [0, 1] to float32 (batch, rows, cols, tissues)
        whose last axis sums to 1.

    Raises:
        InputError: Fewer than 2 tissues or widths, or a size that cannot be halved that often.
    """
    import keras

    check_shape(tissues, input_size, widths)
    frame = keras.Input((*input_size, 1), name="frame")  # (rows, cols, 1)
    *skips, coarsest = _encode(frame, widths)
    features = _decode(_weigh_by_context(coarsest), skips)  # (rows/2, cols/2, widths[0])
    evidence = keras.layers.Conv2D(tissues, 1)(features)  # (rows/2, cols/2, tissues)
    evidence = keras.layers.UpSampling2D(interpolation="bilinear")(evidence)
    evidence = keras.layers.Concatenate()([evidence, frame])  # (rows, cols, tissues + 1)
    evidence = keras.layers.Conv2D(tissues, 3, padding="same")(evidence)
    probabilities = keras.layers.Softmax(dtype="float32", name="probabilities")(evidence)
    return keras.Model(frame, probabilities)


def check_shape(
    tissues: int, input_size: tuple[int | None, int | None], widths: tuple[int, ...]
) -> None:
    """Refuse a network that cannot be built.

    Raises:
        InputError: As said in `build_unet`.
    """
    if tissues < 2 or len(widths) < 2 or min(widths) < 1:
        raise InputError(
            f"A network needs at least 2 tissues and 2 positive widths, but got {tissues} tissues "
            f"and widths {tuple(widths)}."
        )
    step = 2 ** len(widths)
    if any(length is not None and (length < step or length % step) for length in input_size):
        raise InputError(
            f"With {len(widths)} widths the input's rows and columns must be multiples of {step}, "
            f"but they are {tuple(input_size)}. Choose other sizes or fewer widths."
        )


def _encode(frame: keras.KerasTensor, widths: tuple[int, ...]) -> list[keras.KerasTensor]:
    """Return the features of each level, (rows/2, cols/2, widths[0]) and down by halves."""
    from keras import layers

    features = _convolve(_convolve(frame, widths[0], kernel=5, strides=2), widths[0])
    levels = [features]
    for width in widths[1:]:
        features = layers.MaxPooling2D()(features)
        features = _convolve(_convolve(features, width), width)
        levels.append(features)
    return levels


def _decode(features: keras.KerasTensor, skips: list[keras.KerasTensor]) -> keras.KerasTensor:
    """Go back up to the first level, joining each level's own features on the way."""
    from keras import layers

    for skip in reversed(skips):
        width = skip.shape[-1]
        features = layers.Conv2D(width, 1, use_bias=False)(features)
        features = layers.UpSampling2D(interpolation="bilinear")(features)
        features = _convolve(layers.Concatenate()([features, skip]), width)
        if skip is not skips[0]:  # a second one at half resolution costs more than all others
            features = _convolve(features, width)
    return features


def _convolve(
    features: keras.KerasTensor, width: int, kernel: int = 3, strides: int = 1
) -> keras.KerasTensor:
    """Convolution, batch normalisation, ReLU."""
    from keras import layers

    convolution = layers.Conv2D(width, kernel, strides=strides, padding="same", use_bias=False)
    normalised = layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(convolution(features))
    return layers.Activation("relu")(normalised)


def _weigh_by_context(features: keras.KerasTensor) -> keras.KerasTensor:
    """Weigh each channel by what the whole frame shows: a limb, a joint, a water bath."""
    from keras import layers

    width = features.shape[-1]
    context = layers.GlobalAveragePooling2D(keepdims=True)(features)  # (1, 1, width)
    weight = layers.Dense(width, activation="sigmoid")(context)
    return layers.Multiply()([features, weight])
