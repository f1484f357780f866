"""Phantoms written as a data set come back as they were made."""

import numpy as np
import pytest
from rich.console import Console

from usseg.errors import InputError
from usseg.image.dataset import read_dataset, read_pixels
from usseg.phantom.dataset import SCENES, make_phantom
from usseg.phantom.limb_frame import LIMB_SCAN
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.train.phantom_folder import write_phantoms
from usseg.train.prepare import prepare_images
from usseg.train.settings import Settings


def test_a_written_phantom_is_the_one_its_seed_makes(tmp_path):
    assert list(write_phantoms(tmp_path, range(40, 43), SCENES[:2])) == [1, 2, 3]
    dataset = read_dataset(tmp_path, "train")
    assert [entry.scene for entry in dataset.entries] == [SCENES[0], SCENES[1], SCENES[0]]
    for entry in dataset.entries:
        phantom = make_phantom(entry.seed, entry.scene)
        frame, mask = read_pixels(entry)
        np.testing.assert_array_equal(frame.pixels, phantom.pixels)
        np.testing.assert_array_equal(mask, phantom.mask)
        np.testing.assert_allclose(frame.spacing_mm, phantom.spacing_mm, rtol=1e-4)
        np.testing.assert_allclose(entry.field.outline, phantom.field.outline, rtol=1e-4, atol=1e-3)
    assert dataset.label_sets[6] == ("ligament",)


def test_a_shape_makes_the_same_anatomy_in_more_pixels(tmp_path):
    list(write_phantoms(tmp_path, range(40, 41), SCENES[:1], shape=(96, 128)))
    (entry,) = read_dataset(tmp_path, "train").entries
    frame, mask = read_pixels(entry)
    phantom = make_phantom(40, SCENES[0], (96, 128))
    np.testing.assert_array_equal(frame.pixels, phantom.pixels)
    np.testing.assert_array_equal(mask, phantom.mask)
    with pytest.raises(InputError, match="at least 64 rows and columns"):
        list(write_phantoms(tmp_path / "small", range(1), SCENES[:1], shape=(32, 128)))


def test_held_out_phantoms_are_a_test_split_that_training_does_not_see(tmp_path):
    list(write_phantoms(tmp_path, range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + 2), SCENES[:1]))
    assert len(read_dataset(tmp_path, "test").entries) == 2
    index = tmp_path / "index.csv"
    index.write_text(index.read_text().replace(",test,", ",train,"))  # a mistake of the user's
    settings = Settings("binary", folders=(tmp_path,), phantoms="none")
    with pytest.raises(InputError, match="cannot be trained on"):
        prepare_images(settings, Console(quiet=True))


@pytest.mark.parametrize(
    "seeds", [range(0), range(-1, 3), range(FIRST_HELD_OUT_SEED - 1, FIRST_HELD_OUT_SEED + 1)]
)
def test_seeds_of_no_split_or_of_both_are_refused(tmp_path, seeds):
    with pytest.raises(InputError, match="at least one seed"):
        list(write_phantoms(tmp_path, seeds))


def test_an_unknown_scene_is_refused_with_those_that_exist(tmp_path):
    with pytest.raises(InputError, match=rf"'elbow'.*{SCENES[0]}"):
        list(write_phantoms(tmp_path, range(2), ["elbow"]))


def test_a_folder_of_one_scene_is_named_after_it_so_that_it_can_have_a_share_of_its_own(tmp_path):
    list(write_phantoms(tmp_path, range(2), [LIMB_SCAN]))
    dataset = read_dataset(tmp_path, "train")
    assert dataset.name == LIMB_SCAN
    assert dataset.about["phantom"]
