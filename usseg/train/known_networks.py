"""Two well-known networks, built like ours from stock Keras layers: grey in, probabilities out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usseg.model.unet import BATCH_NORM_MOMENTUM

if TYPE_CHECKING:
    import keras

CLASSIC_WIDTHS = (32, 64, 128, 256, 512)
# From half resolution down; the last is the bottom.
# Source: TensorFlow's tutorial on segmentation (tensorflow.org/tutorials/images/segmentation).
MOBILENET_SKIPS = (
    "block_1_expand_relu",
    "block_3_expand_relu",
    "block_6_expand_relu",
    "block_13_expand_relu",
    "block_16_project",
)
MOBILENET_UP_WIDTHS = (512, 256, 128, 64)


def build_classic(tissues: int, input_size: tuple[int, int]) -> keras.Model:
    """Build the UNet of five levels with 32 to 512 channels: 7.8 million parameters.

    Batch normalisation stands between convolution and ReLU, as in Keras's own example, so that one
    learning rate suits all architectures.

    Source: Ronneberger O, Fischer P, Brox T. U-Net. MICCAI 2015, arXiv:1505.04597; half its widths.
    """
    import keras
    from keras import layers

    frame = keras.Input((*input_size, 1), name="frame")  # (rows, cols, 1)
    features, skips = frame, []
    for width in CLASSIC_WIDTHS[:-1]:
        skips.append(_twice(features, width))
        features = layers.MaxPooling2D()(skips[-1])
    features = _twice(features, CLASSIC_WIDTHS[-1])  # (rows/16, cols/16, 512)
    for skip in reversed(skips):
        width = skip.shape[-1]
        features = layers.Conv2DTranspose(width, 2, strides=2)(features)
        features = _twice(layers.Concatenate()([skip, features]), width)
    evidence = layers.Conv2D(tissues, 1)(features)  # (rows, cols, tissues)
    return keras.Model(frame, layers.Softmax(dtype="float32", name="probabilities")(evidence))


def build_mobilenetv2(tissues: int, input_size: tuple[int, int]) -> keras.Model:
    """Build the UNet whose way down is MobileNetV2, as in TensorFlow's tutorial: 6.5 million.

    It begins untrained, as the others do: nothing is downloaded. Means of batches are averaged over
    fewer steps than Keras presets, which in a short run would not forget where they began.

    Source: Sandler M et al. MobileNetV2. CVPR 2018, arXiv:1801.04381.
    """
    import keras
    from keras import layers

    frame = keras.Input((*input_size, 1), name="frame")  # (rows, cols, 1)
    base = keras.applications.MobileNetV2(
        input_tensor=layers.Rescaling(2.0, offset=-1.0)(frame), include_top=False, weights=None
    )
    for layer in base.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = BATCH_NORM_MOMENTUM
    *skips, features = [base.get_layer(name).output for name in MOBILENET_SKIPS]
    for width, skip in zip(MOBILENET_UP_WIDTHS, reversed(skips), strict=True):
        up = layers.Conv2DTranspose(width, 3, strides=2, padding="same", use_bias=False)(features)
        features = layers.Concatenate()([_normalised(up), skip])
    evidence = layers.Conv2DTranspose(tissues, 3, strides=2, padding="same")(features)
    return keras.Model(frame, layers.Softmax(dtype="float32", name="probabilities")(evidence))


def _twice(features: keras.KerasTensor, width: int) -> keras.KerasTensor:
    """Two convolutions, each normalised."""
    from keras import layers

    for _ in range(2):
        features = layers.Conv2D(width, 3, padding="same", use_bias=False)(features)
        features = _normalised(features)
    return features


def _normalised(features: keras.KerasTensor) -> keras.KerasTensor:
    """Batch normalisation, ReLU."""
    from keras import layers

    normalised = layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(features)
    return layers.Activation("relu")(normalised)
