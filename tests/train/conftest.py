"""What the tests of training share: a small data set, and a run on it that ended well."""

from pathlib import Path

import pytest
from small_runs import QUIET, settings_for
from tiny_dataset import write_dataset

from usseg.train.run import start_run


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set folder of eight frames."""
    return write_dataset(tmp_path_factory.mktemp("data") / "layers", frames=8)


@pytest.fixture(scope="session")
def finished(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of three epochs."""
    out = tmp_path_factory.mktemp("runs") / "whole"
    start_run(settings_for(dataset), out, QUIET)
    return out
