"""What anatomy says of undrawn pixels reaches training, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from small_runs import settings_for
from tiny_dataset import LAYERS, write_dataset

from usseg.errors import DatasetError
from usseg.image.dataset import read_dataset
from usseg.image.label_sets import assume_below, bits_of
from usseg.train.checkpoint import replace_json
from usseg.train.prepare import prepare_images
from usseg.train.record import RUN, settings_of_run, settings_to_json
from usseg.train.samples import read_samples
from usseg.train.settings import check_settings

DEEP = ("muscle", "fascia")


@pytest.fixture
def folder(tmp_path):
    return write_dataset(tmp_path / "layers", frames=2)


def bits_with(dataset, model: str, assumed: tuple[str, ...] = ()) -> np.ndarray:
    """The bit sets of the first frame."""
    return read_samples(dataset, model, [entry.name for entry in dataset.entries], assumed)[0].bits


def test_what_lies_below_the_last_drawn_pixel_is_of_the_assumed_tissues(folder):
    dataset = read_dataset(folder, "train")
    assert (bits_with(dataset, "multiclass")[LAYERS[-1] :] == 0).all()
    for model, deep in (("multiclass", DEEP), ("binary", ("muscle",))):
        assert (bits_with(dataset, model, DEEP)[LAYERS[-1] :] == bits_of(deep, model)).all()


def test_drawn_pixels_are_left_alone(folder):
    dataset = read_dataset(folder, "train")
    told, plain = (bits_with(dataset, "multiclass", assumed) for assumed in (DEEP, ()))
    assert (told[plain != 0] == plain[plain != 0]).all()


def test_nothing_is_assumed_above_what_was_drawn_nor_where_nothing_was():
    bits = np.zeros((6, 3), np.uint8)
    bits[2:4, :2] = 2
    bits[3, 1] = 0  # a hole in what is drawn ends it
    told = assume_below(bits, 8)
    assert told[:, 0].tolist() == [0, 0, 2, 2, 8, 8]
    assert told[:, 1].tolist() == [0, 0, 2, 8, 8, 8]
    assert not told[:, 2].any()


def test_validation_scores_no_assumption(tmp_path):
    folder = write_dataset(tmp_path / "many", frames=40)
    plain = settings_for(folder)
    sets = [
        prepare_images(settings, Console(quiet=True))[1]
        for settings in (plain, replace(plain, assume={"layers": DEEP}))
    ]
    assert sets[0], "this many groups hold some out"
    for one, other in zip(*sets, strict=True):
        assert np.array_equal(one.bits, other.bits)


def test_an_assumption_is_recorded_and_read_back(folder, tmp_path):
    settings = settings_for(folder)
    settings = replace(settings, assume={"layers": DEEP})
    replace_json(tmp_path / RUN, {"settings": settings_to_json(settings)})
    assert settings_of_run(tmp_path) == settings


def test_an_assumption_of_no_tissue_is_refused(folder):
    with pytest.raises(DatasetError, match="'liver' is not a tissue"):
        check_settings(replace(settings_for(folder), assume={"layers": ("liver",)}))
