"""A gate that is fitted to known clouds of features tells them apart; the images it is shown."""

import numpy as np
import pytest
from PIL import Image
from tiny_dataset import layered_frame, write_dataset

from usseg.errors import InputError
from usseg.evaluate.gate_fit import fit_gate
from usseg.evaluate.gate_layers import layers_before_shrinking, texture_channels
from usseg.evaluate.gate_made import MADE_EACH, made
from usseg.evaluate.gate_pictures import half_of, labelled, unlabelled
from usseg.model.trust_gate import distance_of, probability_of, unpacked
from usseg.model.trust_manifest import fault_of_trust

CHANNELS = [1, 3]


@pytest.fixture(scope="module")
def clouds() -> dict[str, np.ndarray]:
    """Real and simulated images apart in texture (features 1, 2); others apart in feature 0."""
    rng = np.random.default_rng(0)
    centres = {"real": (0, 0, 0), "phantom": (0, 9, 9), "other": (6, 0, 0), "photo": (0, 20, -9)}
    return {name: rng.normal(centre, 1, (400, 3)) for name, centre in centres.items()}


@pytest.fixture(scope="module")
def stated(clouds) -> dict:
    trained = [clouds["real"][:300], clouds["phantom"][:300]]
    held_out = [clouds["real"][300:], clouds["phantom"][300:]]
    return fit_gate(trained, clouds["other"][:200], held_out, CHANNELS)


def flagged(stated, images) -> float:
    far = [distance_of(stated, image) > stated["distance_limit"] for image in images]
    other = [probability_of(stated, image) > stated["probability_limit"] for image in images]
    return float(np.mean(np.logical_or(far, other)))


def test_the_limits_let_validation_images_through_and_stop_the_rest(stated, clouds):
    assert flagged(stated, clouds["real"][300:]) <= 0.05
    assert flagged(stated, clouds["phantom"][300:]) <= 0.05
    assert flagged(stated, clouds["other"][200:]) >= 0.95
    assert flagged(stated, clouds["photo"]) == 1.0  # of which the fit saw none


def test_each_detector_sees_what_the_other_cannot(stated, clouds):
    far = [distance_of(stated, image) > stated["distance_limit"] for image in clouds["other"]]
    assert np.mean(far) < 0.1  # their texture is that of real images
    photo = [distance_of(stated, image) > stated["distance_limit"] for image in clouds["photo"]]
    assert np.mean(photo) == 1.0


def test_a_precision_matrix_is_the_inverse_of_a_shrunk_covariance(stated, clouds):
    first, last = CHANNELS
    texture = (clouds["real"][:300] - stated["centre"]) / stated["scale"]
    spread = np.cov(texture[:, first:last].T)
    shrunk = 0.8 * spread + 0.2 * np.trace(spread) / 2 * np.eye(2)
    found = unpacked(stated["kinds"][0]["precision"], 2)
    np.testing.assert_allclose(found @ shrunk, np.eye(2), atol=1e-3)


def test_what_is_fitted_is_what_a_manifest_may_hold(stated):
    assert fault_of_trust({"gate": stated | {"layers": ["conv2d"]}}) is None


def test_the_layers_are_those_before_each_halving(tmp_path):
    from usseg.model.unet import build_unet

    network = build_unet(8, (64, 64), (4, 6, 8))
    network.save(tmp_path / "network.keras")
    layers = layers_before_shrinking(tmp_path / "network.keras")
    sides = [network.get_layer(name).output.shape[1] for name, _ in layers]
    assert sides == [32, 16, 8]
    assert [channels for _, channels in layers] == [4, 6, 8]
    assert texture_channels(layers) == [10, 18]


def test_pictures_made_by_rule_are_many_and_always_the_same():
    one, two = list(made()), list(made())
    assert len(one) == len(two) == 6 * MADE_EACH
    for first, second in zip(one, two, strict=True):
        np.testing.assert_array_equal(first.frame.pixels, second.frame.pixels)
    assert not any(picture.wanted for picture in one)


def test_frames_of_one_video_stay_in_one_half(tmp_path):
    for index in range(6):
        pixels, _ = layered_frame(index)
        Image.fromarray(pixels).save(tmp_path / f"neck_slice_{index}.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "index.csv").write_text("name,body\nneck_slice_0.png,neck\n")
    found = list(unlabelled("things", tmp_path, wanted=False))
    assert len(found) == 6  # what the reader refuses never reaches a network
    assert {picture.group for picture in found} == {"neck"}
    assert sorted({picture.kind for picture in found}) == ["neck", "things"]
    assert len({half_of(picture.group) for picture in found}) == 1


def test_a_folder_without_images_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no image"):
        next(unlabelled("none", tmp_path, wanted=True))


def test_labelled_frames_are_split_as_training_splits_them(tmp_path):
    found = list(labelled(write_dataset(tmp_path / "set", 8)))
    groups = {kept: {p.group for p in found if p.validation is kept} for kept in (True, False)}
    assert len(groups[True]) == 1
    assert not groups[True] & groups[False]
