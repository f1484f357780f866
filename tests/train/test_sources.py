"""Where images come from: shares, seeds, and what validation keeps for itself."""

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.image.held_out import held_out_groups
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED, check_trainable
from usseg.train import sources
from usseg.train.batches import (
    BATCHES_AHEAD,
    OPENED_LATE_SHARE,
    PLAIN_SHARE,
    SOFT_SHARE,
    Mixture,
    epoch_batches,
    make_batch,
    make_view,
)
from usseg.train.samples import Sample, whole_view
from usseg.train.sources import Source, from_samples, make_phantom_sample, on_the_fly, shares


def source(name: str, size: int, phantom: bool = False) -> Source:
    return Source(name, phantom, size, lambda rng: None)


def test_phantoms_get_half_and_real_sets_share_by_the_root_of_their_size():
    given = [source("phantoms", 9999, phantom=True), source("large", 400), source("small", 25)]
    np.testing.assert_allclose(shares(given, {}), [0.5, 0.5 * 20 / 25, 0.5 * 5 / 25])


def test_without_real_frames_phantoms_get_everything():
    given = [source("a", 100, phantom=True), source("fly", 0, phantom=True)]
    assert shares(given, {}).sum() == pytest.approx(1)


def test_a_named_share_is_kept_and_the_others_keep_their_proportions():
    given = [source("phantoms", 100, phantom=True), source("a", 4), source("weak", 4)]
    np.testing.assert_allclose(shares(given, {"weak": 0.1}), [0.6, 0.3, 0.1])


def test_named_shares_belong_to_their_names_in_any_order():
    given = [source("a", 1), source("b", 1)]
    np.testing.assert_allclose(shares(given, {"b": 0.9, "a": 0.1}), [0.1, 0.9])


@pytest.mark.parametrize(
    "mix", [{"other": 0.1}, {"a": -0.1}, {"a": 0.8, "b": 0.3}, {"a": 0, "b": 0}]
)
def test_impossible_shares_are_refused(mix):
    with pytest.raises(InputError, match="--mix"):
        shares([source("a", 1), source("b", 1)], mix)


def test_two_data_sets_of_one_name_are_refused():
    with pytest.raises(InputError, match="called limbs, and each needs a name of its own"):
        shares([source("limbs", 1), source("calves", 1), source("limbs", 2)], {"limbs": 0.3})


def test_training_on_held_out_phantoms_is_refused():
    for seed in (FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + 12345, -1):
        with pytest.raises(InputError, match="cannot be trained on"):
            check_trainable(seed)
        with pytest.raises(InputError, match="cannot be trained on"):
            make_phantom_sample(seed, "limb-transverse", "binary", (64, 64))
    check_trainable(FIRST_HELD_OUT_SEED - 1)


def test_phantoms_made_while_training_have_seeds_that_nothing_else_uses(monkeypatch):
    seeds = []

    def note(seed, scene, model, size):
        seeds.append(seed)
        return Sample(*(np.ones((64, 64), np.uint8) for _ in range(3)), (0, 0, 64, 64))

    monkeypatch.setattr(sources, "make_phantom_sample", note)
    sources.validation_phantoms("binary", (64, 64))
    validation, drawn = set(seeds), on_the_fly("binary", (64, 64)).draw
    seeds.clear()
    for seed in range(300):
        drawn(np.random.default_rng(seed))
    assert max(seeds) < min(validation) <= max(validation) < FIRST_HELD_OUT_SEED
    assert len(set(seeds)) == 300


def test_validation_groups_depend_on_their_names_alone():
    groups = [f"subject {index}" for index in range(50)]
    chosen = held_out_groups(groups)
    assert len(chosen) == 4  # 8 % of 50
    assert held_out_groups(reversed(groups * 3)) == chosen
    assert held_out_groups(["only"]) == set()
    assert len(held_out_groups(["one", "other"])) == 1
    assert len(held_out_groups(f"{index}" for index in range(5000))) == 48


@pytest.fixture
def mixture():
    rng = np.random.default_rng(0)
    planes = [rng.integers(0, 255, (64, 64)).astype(np.uint8) for _ in range(3)]
    inside = np.ones((64, 64), bool)
    samples = [Sample(p, np.full((64, 64), 8, np.uint8), inside, (0, 0, 64, 64)) for p in planes]
    given = [from_samples("noise", samples, phantom=False)]
    return Mixture(given, np.ones(1), "multiclass", (32, 48))


def test_batches_have_the_shape_and_types_the_network_wants(mixture):
    grey, bits = make_batch(mixture, 5, (0,))
    assert (grey.shape, grey.dtype) == ((5, 32, 48, 1), np.float32)
    assert (bits.shape, bits.dtype) == ((5, 32, 48), np.uint8)


@pytest.mark.parametrize("steps", [1, BATCHES_AHEAD, 9])
def test_an_epoch_follows_from_its_seed_though_threads_make_it(mixture, steps):
    first = list(epoch_batches(mixture, 2, steps, (7, 3)))
    again = list(epoch_batches(mixture, 2, steps, (7, 3)))
    other = list(epoch_batches(mixture, 2, steps, (7, 4)))
    assert len(first) == steps
    for (grey, bits), (same_grey, same_bits) in zip(first, again, strict=True):
        np.testing.assert_array_equal(grey, same_grey)
        np.testing.assert_array_equal(bits, same_bits)
    assert any((a[0] != b[0]).any() for a, b in zip(first, other, strict=True))


def test_many_views_are_just_what_the_pipeline_shows(mixture):
    whole = [whole_view(mixture.sources[0].draw(np.random.default_rng(s)), (32, 48), "multiclass")[0]
             for s in range(40)]  # fmt: skip
    plain = {
        view.tobytes() for grey in whole for view in (grey, np.ascontiguousarray(grey[:, ::-1]))
    }
    seen = [make_view(mixture, np.random.default_rng(seed))[0] for seed in range(300)]
    share = np.mean([np.ascontiguousarray(grey).tobytes() in plain for grey in seen])
    unchanged = PLAIN_SHARE * (1 - SOFT_SHARE) * (1 - OPENED_LATE_SHARE)
    assert share == pytest.approx(unchanged, abs=0.07)
