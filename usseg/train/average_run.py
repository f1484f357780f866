"""Finished runs as one: a network whose weights are the mean of theirs."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.train.checkpoint import replace_json
from usseg.train.fit import HISTORY, MODEL_FILE, save_network
from usseg.train.record import RUN
from usseg.train.release_sources import read_json
from usseg.train.replay import REPLAY


def average_runs(runs: Sequence[Path], out: Path) -> None:
    """Write the run folder of a network whose weights are the mean of those of several runs.

    The mean of runs that go on from each other, or from the same weights, is often better than each:
    their errors differ. Of runs that began apart it is worthless. History and replay are those of the
    first run as it was recorded, before the mean was taken.

    Args:
        runs: Folders of at least two finished runs of one model and architecture.
        out: Folder to make.

    Raises:
        InputError: The runs cannot be averaged, or `out` holds a run already.

    Source:
        Wortsman M et al. Model soups. ICML 2022, section 2: the uniform soup.
    """
    records = [read_json(run / RUN, "a run's folder") for run in runs]
    histories = [read_json(run / HISTORY, "the folder of a finished run") for run in runs]
    if len(runs) < 2:
        raise InputError("One run has nothing to be averaged with. Name two or more.")
    if (out / RUN).exists():
        raise InputError(f"{out} already holds a run. Name another folder.")
    network = mean_network([run / MODEL_FILE for run in runs])
    out.mkdir(parents=True, exist_ok=True)
    save_network(network, out / MODEL_FILE)
    replace_json(out / HISTORY, histories[0])
    shutil.copytree(runs[0] / REPLAY, out / REPLAY, dirs_exist_ok=True)
    digests = [hashlib.sha256((run / MODEL_FILE).read_bytes()).hexdigest() for run in runs]
    replace_json(out / RUN, records[0] | {"averaged_from": digests, "data": all_data(records)})


def mean_network(paths: Sequence[Path]) -> Any:
    """Return the first of these networks with the mean of all weights.

    Raises:
        InputError: One is built otherwise than the first.
    """
    import keras

    networks: list[Any] = [
        keras.saving.load_model(path, compile=False, safe_mode=True) for path in paths
    ]
    weights = [network.get_weights() for network in networks]
    shapes = [[array.shape for array in arrays] for arrays in weights]
    if any(other != shapes[0] for other in shapes):
        raise InputError("These runs trained different networks. Name runs of one architecture.")
    networks[0].set_weights([sum(same) / len(paths) for same in zip(*weights, strict=True)])
    return networks[0]


def all_data(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every data set that any of the runs learned from, once.

    >>> all_data([{"data": [{"name": "a"}]}, {"data": [{"name": "a"}, {"name": "b"}]}])
    [{'name': 'a'}, {'name': 'b'}]
    """
    found: list[dict[str, Any]] = []
    for record in records:
        found += [entry for entry in record["data"] if entry not in found]
    return found
