"""Finished runs as one: a network whose weights are the mean of theirs."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from usseg.errors import InputError
from usseg.train.architectures import build_architecture
from usseg.train.checkpoint import replace_json
from usseg.train.fit import HISTORY, MODEL_FILE, save_network
from usseg.train.record import RUN, settings_of_run
from usseg.train.release_sources import read_json
from usseg.train.replay import FRAMES_FILE, REPLAY


def average_runs(
    runs: Sequence[Path], out: Path, input_size: tuple[int, int] | None = None
) -> None:
    """Write the run folder of a network whose weights are the mean of those of several runs.

    The mean of runs that go on from each other, or from the same weights, is often better than each:
    their errors differ. Of runs that began apart it is worthless. History and replay are those of the
    first run as it was recorded, before the mean was taken; its pictures take the size of the input.

    Args:
        runs: Folders of at least two finished runs of one model and architecture.
        out: Folder to make.
        input_size: (rows, cols) of the mean's input: runs that saw frames of different sizes may meet
            at one between them. None takes that of the runs.

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
    sizes = [tuple(record["settings"]["input_size"]) for record in records]
    size = input_size or common_size(sizes)
    network = mean_network([run / MODEL_FILE for run in runs])
    if size != sizes[0]:
        network = with_input(network, runs[0], size)
    out.mkdir(parents=True, exist_ok=True)
    save_network(network, out / MODEL_FILE)
    replace_json(out / HISTORY, histories[0])
    shutil.copytree(runs[0] / REPLAY, out / REPLAY, dirs_exist_ok=True)
    resize_replay(out / REPLAY, sizes[0], size)
    digests = [hashlib.sha256((run / MODEL_FILE).read_bytes()).hexdigest() for run in runs]
    about = {"averaged_from": digests, "averaged_sizes": sizes, "data": all_data(records)}
    settings = records[0]["settings"] | {"input_size": size}
    replace_json(out / RUN, records[0] | about | {"settings": settings})


def common_size(sizes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the input size that all runs share.

    Raises:
        InputError: They differ.
    """
    if len(set(sizes)) > 1:
        named = ", ".join(" x ".join(map(str, size)) for size in sizes)
        raise InputError(
            f"These runs saw frames of different sizes ({named}). Choose one with --input-size."
        )
    return sizes[0]


def with_input(network: Any, run: Path, size: tuple[int, ...]) -> Any:
    """Return the network of a run with its weights and another input size.

    Raises:
        InputError: The architecture does not come in that size.
    """
    settings = settings_of_run(run)
    rows, cols = size
    other = build_architecture(settings.architecture, settings.model, (rows, cols), settings.widths)
    other.set_weights(network.get_weights())
    return other


def resize_replay(folder: Path, old: tuple[int, ...], new: tuple[int, ...]) -> None:
    """Bring the strips of a replay to another size of frame; labels stay labels."""
    if old == new:
        return
    for path in folder.rglob("*.png"):
        with Image.open(path) as picture:
            count = picture.width // old[1]
            grey = path.name == FRAMES_FILE
            how = Image.Resampling.BILINEAR if grey else Image.Resampling.NEAREST
            resized = picture.resize((count * new[1], new[0]), how)
        resized.save(path)


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
