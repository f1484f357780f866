"""Validation between epochs."""

import numpy as np
import pytest

from usseg.train.validate import ValidationSet, predict_masks, score


class Threshold:
    """Stands for a network: muscle (label 3) where the frame is bright, else background."""

    def __init__(self):
        self.shapes = set()

    def predict_on_batch(self, grey):
        self.shapes.add(grey.shape)
        bright = grey[..., 0] > 0.5
        return np.eye(8, dtype=np.float32)[np.where(bright, 3, 0)]


def test_masks_come_back_in_order_and_every_batch_has_one_shape():
    grey = np.zeros((11, 4, 4, 1), np.float32)
    for index in range(11):
        grey[index, : index % 5] = 1
    network = Threshold()
    masks = predict_masks(network, grey, batch=4)
    np.testing.assert_array_equal(masks == 3, grey[..., 0] > 0.5)
    assert network.shapes == {(4, 4, 4, 1)}


def test_scores_are_means_over_frames_that_have_one():
    bits = np.zeros((3, 2, 2), np.uint8)
    bits[0], bits[1], bits[2] = 8, [[8, 8], [1, 1]], 1
    masks = np.zeros((3, 2, 2), np.uint8)
    masks[0], masks[1] = 3, [[3, 0], [0, 0]]
    scores = score(ValidationSet("x", bits[..., None], bits), masks, "multiclass")
    assert scores["muscle"] == pytest.approx(np.mean([1, 2 / 3]), abs=1e-4)  # frame 2 has none
    assert scores["background"] == pytest.approx(np.mean([4 / 5, 1]), abs=1e-4)
