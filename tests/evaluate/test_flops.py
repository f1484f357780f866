"""Operations are counted as by hand, and as TensorFlow counts them."""

import keras
from keras import layers

from usseg.evaluate.flops import count_flops
from usseg.model.unet import build_unet


def hand_computed_network() -> keras.Model:
    """A network of each counted kind of layer, on frames of 8 x 6."""
    frame = keras.Input((8, 6, 1))
    down = layers.Conv2D(4, 3, strides=2, padding="same")(frame)  # 4 x 3
    apart = layers.DepthwiseConv2D(3, padding="same")(layers.BatchNormalization()(down))
    up = layers.Conv2DTranspose(5, 2, strides=2)(layers.Activation("relu")(apart))  # 8 x 6
    flat = layers.GlobalAveragePooling2D()(up)
    return keras.Model(frame, layers.Dense(7)(flat))


def test_a_small_network_needs_what_was_computed_by_hand():
    convolution = 2 * (3 * 3 * 1 * 4) * (4 * 3)
    depthwise = 2 * (3 * 3 * 4) * (4 * 3)
    transposed = 2 * (2 * 2 * 4 * 5) * (4 * 3)  # of its inputs, each weight meets each once
    dense = 2 * 5 * 7
    assert count_flops(hand_computed_network()) == convolution + depthwise + transposed + dense


def test_a_network_inside_a_network_is_counted():
    frame = keras.Input((8, 6, 1))
    outer = keras.Model(frame, layers.Dense(3)(hand_computed_network()(frame)))
    assert count_flops(outer) == count_flops(hand_computed_network()) + 2 * 7 * 3


def test_tensorflow_counts_about_as_many():
    import tensorflow as tf

    network = build_unet(3, (32, 32), (8, 16))
    call = tf.function(lambda frame: network(frame, training=False))
    graph = call.get_concrete_function(tf.TensorSpec((1, 32, 32, 1))).graph
    options = tf.compat.v1.profiler.ProfileOptionBuilder.float_operation()
    options["output"] = "none"
    counted = tf.compat.v1.profiler.profile(graph, cmd="op", options=options).total_float_ops
    # TensorFlow also counts bias, normalisation and pooling: here, with few channels, many of all.
    assert count_flops(network) < counted < 1.15 * count_flops(network)
