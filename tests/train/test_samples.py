"""What the network is shown is what the pipeline would show it, or a part of that."""

import numpy as np
import pytest
from tiny_dataset import layered_frame, write_dataset

from usseg.image.dataset import read_dataset
from usseg.image.headroom import headroom_rows
from usseg.image.label_sets import bit_table, to_bits
from usseg.image.preprocess import field_mask, to_input
from usseg.train.samples import make_sample, opened_late, random_view, read_samples, whole_view
from usseg.types import Field, Frame

FAN = Field("sector", np.array([(10, 40), (90, 5), (90, 95), (10, 60)], dtype=float))
MUSCLE, BACKGROUND = 8, 1


def fan_frame() -> Frame:
    """A bright screen, and in its fan a grey that is not as bright."""
    pixels = np.full((100, 120), 250, np.uint8)
    pixels[field_mask(FAN, pixels.shape)] = 100
    return Frame(pixels, 255)


@pytest.fixture
def fan_sample():
    bits = np.full((100, 120), MUSCLE, np.uint8)
    return make_sample(fan_frame(), FAN, bits, "multiclass")


def test_the_whole_view_is_the_pipelines_input(fan_sample):
    grey, _ = whole_view(fan_sample, (64, 48), "multiclass")
    seen = to_input(fan_frame(), FAN, (64, 48), headroom=headroom_rows((64, 48)))
    np.testing.assert_allclose(grey, seen[0, :, :, 0], atol=1e-6)


def test_outside_the_field_is_background_whatever_the_mask_says(fan_sample):
    grey, bits = whole_view(fan_sample, (80, 90), "multiclass")
    assert bits[0, 0] == BACKGROUND
    assert bits[40, 45] == MUSCLE
    assert (bits[:8] == BACKGROUND).all()  # the headroom
    assert (bits[8:] == MUSCLE).mean() == pytest.approx(55 / 90, abs=0.02)  # the fan in its box
    assert grey[bits == BACKGROUND].mean() < 0.05


def test_some_views_keep_the_screen_as_if_the_field_were_found_too_large(fan_sample):
    rng = np.random.default_rng(0)
    views = [random_view(fan_sample, (32, 32), "multiclass", rng) for _ in range(60)]
    bright = [grey.max() > 0.9 for grey, _ in views]
    assert 2 <= sum(bright) <= 25
    for grey, bits in views:
        assert (bits[grey > 0.9] == BACKGROUND).all()


def test_views_keep_labels_on_what_they_label():
    pixels, mask = layered_frame(0)
    sets = {0: ("background",), 1: ("skin", "fat"), 2: ("fascia",), 3: ("muscle",), 255: "ignore"}
    bits = to_bits(mask, bit_table(sets, "multiclass"), "layers")
    sample = make_sample(Frame(pixels, 255), Field("whole", FAN.outline), bits, "multiclass")
    rng = np.random.default_rng(1)
    for _ in range(30):
        grey, seen = random_view(sample, (64, 64), "multiclass", rng)
        assert abs(np.median(grey[seen == MUSCLE]) - 130 / 255) < 0.03
        assert grey.dtype == np.float32
        assert grey.shape == seen.shape == (64, 64)


def test_views_are_mirrored_half_of_the_time():
    pixels = np.tile(np.linspace(0, 255, 64).astype(np.uint8), (64, 1))
    whole = Field("whole", np.array([(0, 0), (0, 64), (64, 64), (64, 0)], dtype=float))
    sample = make_sample(Frame(pixels, 255), whole, np.full((64, 64), 8, np.uint8), "multiclass")
    rng = np.random.default_rng(2)
    views = [random_view(sample, (32, 32), "multiclass", rng)[0] for _ in range(200)]
    mirrored = sum(grey[16, 8] > grey[16, 24] for grey in views)
    assert 70 <= mirrored <= 130


def test_most_views_begin_at_the_skin_and_others_show_what_lies_above():
    # Rows tell their depth, so that the headroom of a view tells where it begins.
    pixels = np.tile(np.linspace(0, 255, 64).astype(np.uint8)[:, None], (1, 64))
    whole = Field("whole", np.array([(0, 0), (0, 64), (64, 64), (64, 0)], dtype=float))
    sample = make_sample(Frame(pixels, 255), whole, np.full((64, 64), 8, np.uint8), "multiclass")
    rng = np.random.default_rng(4)
    views = [random_view(sample, (64, 64), "multiclass", rng)[0] for _ in range(400)]
    deeper = [grey for grey in views if grey[0].max() > 0.1]
    assert 0.01 < len(deeper) / len(views) < 0.1
    assert all(grey[0].max() < grey[3].max() < grey[7].max() for grey in deeper)


def test_samples_of_a_data_set_use_its_sets_and_its_field(tmp_path):
    dataset = read_dataset(write_dataset(tmp_path / "set", frames=4), "train")
    (sample,) = read_samples(dataset, "multiclass", ["frame_2.png"])
    assert sample.grey.shape == (64, 64)
    assert np.unique(sample.bits).tolist() == [0, 1, 6, 8, 16]
    (binary,) = read_samples(dataset, "binary", ["frame_2.png"])
    assert np.unique(binary.bits).tolist() == [0, 1, 3]


def test_a_receiver_that_opens_late_dims_the_first_rows_and_changes_no_label():
    pixels = np.full((400, 100), 200, np.uint8)
    whole = Field("whole", np.array([(0, 0), (0, 100), (400, 100), (400, 0)], dtype=float))
    bits = np.full(pixels.shape, MUSCLE, np.uint8)
    sample = make_sample(Frame(pixels, 255), whole, bits, "multiclass")
    for seed in range(20):
        late = opened_late(sample, np.random.default_rng(seed))
        assert (late.grey[0] < 180).all()
        assert (np.diff(late.grey.astype(int), axis=0) >= 0).all()  # it opens once
        np.testing.assert_array_equal(late.grey[20:], pixels[20:])  # within 5 % of the depth
        np.testing.assert_array_equal(late.bits, bits)
    np.testing.assert_array_equal(sample.grey, pixels)  # the sample itself stays as it was
