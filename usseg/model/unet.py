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
        input_size: (rows, cols), each a multiple of 2 ** len(widths), or (None, None) for any such.
        widths: Channels per level, from half resolution down; one entry per halving.

    Returns:
        Model from float32 (batch, rows, cols, 1) in [0, 1] to float32 (batch, rows, cols, tissues)
        whose last axis sums to 1.

    Raises:
        InputError: Fewer than 2 tissues or widths, or a size that cannot be halved that often.
    """
    import keras

    check_shape(tissues, input_size, widths)
    layers = keras.layers
    frame = keras.Input((*input_size, 1), name="frame")  # (rows, cols, 1)
    features = _convolve(frame, widths[0], kernel=5, strides=2)  # (rows/2, cols/2, widths[0])
    skips = []
    for level, width in enumerate(widths):
        if level:
            features = layers.MaxPooling2D()(features)
            features = _convolve(features, width)
        features = _convolve(features, width)
        skips.append(features)
    features = _weigh_by_context(skips.pop())  # the coarsest: (rows/32, cols/32, widths[4])
    for width, skip in zip(reversed(widths[:-1]), reversed(skips), strict=True):
        features = layers.Conv2D(width, 1, use_bias=False)(features)
        features = layers.UpSampling2D(interpolation="bilinear")(features)
        features = _convolve(layers.Concatenate()([features, skip]), width)
        if skip is not skips[0]:
            features = _convolve(features, width)
    evidence = layers.Conv2D(tissues, 1)(features)  # (rows/2, cols/2, tissues)
    evidence = layers.UpSampling2D(interpolation="bilinear")(evidence)
    evidence = layers.Concatenate()([evidence, frame])  # (rows, cols, tissues + 1)
    evidence = layers.Conv2D(tissues, 3, padding="same")(evidence)
    return keras.Model(frame, layers.Softmax(dtype="float32", name="probabilities")(evidence))


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
