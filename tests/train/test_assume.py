"""What anatomy says of undrawn pixels reaches training, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from small_runs import settings_for
from tiny_dataset import LAYERS, write_dataset

from usseg.errors import DatasetError
from usseg.image.dataset import read_dataset
from usseg.image.label_sets import bits_of
from usseg.train.checkpoint import replace_json
from usseg.train.prepare import prepare_images, with_assumption
from usseg.train.record import RUN, settings_of_run, settings_to_json
from usseg.train.samples import read_samples
from usseg.train.settings import check_settings

DEEP = ("muscle", "fascia")


@pytest.fixture
def folder(tmp_path):
    return write_dataset(tmp_path / "layers", frames=2)


def deep_bits(dataset, model: str) -> int:
    """The bit set of the rows that the masks ignore."""
    (sample, _) = read_samples(dataset, model, [entry.name for entry in dataset.entries])
    (bits,) = np.unique(sample.bits[LAYERS[-1] :])
    return int(bits)


def test_ignored_pixels_stand_for_the_assumed_tissues(folder):
    dataset = read_dataset(folder, "train")
    assert deep_bits(dataset, "multiclass") == 0
    assert deep_bits(with_assumption(dataset, DEEP), "multiclass") == bits_of(DEEP, "multiclass")
    assert deep_bits(with_assumption(dataset, DEEP), "binary") == bits_of(("muscle",), "binary")


def test_drawn_pixels_and_other_data_sets_are_left_alone(folder):
    dataset = read_dataset(folder, "train")
    told = with_assumption(dataset, DEEP)
    drawn = {value: names for value, names in told.label_sets.items() if value != 255}
    assert drawn == {v: n for v, n in dataset.label_sets.items() if v != 255}
    assert with_assumption(dataset, None) is dataset


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
