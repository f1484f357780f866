"""A run of the multiclass model as a run of the binary one: the same network, asked for fat alone."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from usseg.errors import InputError
from usseg.tissues import IGNORE, label_of
from usseg.train.checkpoint import replace_json
from usseg.train.fit import HISTORY, MODEL_FILE, save_network
from usseg.train.record import RUN
from usseg.train.release_sources import read_json
from usseg.train.replay import FRAMES_FILE, REPLAY

FAT = label_of("multiclass", "fat")


def fold_run(run: Path, out: Path) -> None:
    """Write the run folder of a binary model that finds fat where a multiclass run finds it.

    Its history and replay are those of that run with fat singled out: fat is found where it is the
    most probable tissue, so the recorded masks are, pixel for pixel, those of the folded network.

    Args:
        run: Folder of a finished multiclass run.
        out: Folder to make.

    Raises:
        InputError: `run` is no finished run of the multiclass model, or `out` holds a run already.
    """
    record, history = (read_json(run / name, "a run's folder") for name in (RUN, HISTORY))
    if record["settings"]["model"] != "multiclass":
        raise InputError(f"{run} trained another model. Name a run of the multiclass model.")
    if (out / RUN).exists():
        raise InputError(f"{out} already holds a run. Name another folder.")
    out.mkdir(parents=True, exist_ok=True)
    network = _folded(run / MODEL_FILE)
    save_network(network, out / MODEL_FILE)
    settings = record["settings"] | {"model": "binary", "weights": {}}
    sha256 = hashlib.sha256((run / MODEL_FILE).read_bytes()).hexdigest()
    replace_json(out / RUN, record | {"settings": settings, "folded_from": sha256})
    replace_json(out / HISTORY, [_fat_alone(entry) for entry in history])
    _fold_replay(run / REPLAY, out / REPLAY)


def _folded(path: Path) -> Any:
    import keras

    from usseg.model.fold import fold_to_fat

    return fold_to_fat(keras.saving.load_model(path, compile=False, safe_mode=True))


def _fat_alone(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of a history with no other tissue than fat.

    >>> _fat_alone({"epoch": 1, "dice": {"x": {"fat": 0.9, "skin": 0.8}, "y": {}}})
    {'epoch': 1, 'dice': {'x': {'fat': 0.9}, 'y': {}}}
    """
    dice = {
        name: {tissue: value for tissue, value in scores.items() if tissue == "fat"}
        for name, scores in entry["dice"].items()
    }
    return json.loads(json.dumps(entry | {"dice": dice}))


def _fold_replay(source: Path, place: Path) -> None:
    """Copy frames, and truths and masks with fat as 1, all else as 0, and 255 as it was."""
    table = np.zeros(256, dtype=np.uint8)
    table[FAT], table[IGNORE] = 1, IGNORE
    for path in sorted(source.glob("*/*.png")):
        target = place / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.name == FRAMES_FILE:
            shutil.copyfile(path, target)
        else:
            Image.fromarray(table[np.asarray(Image.open(path))]).save(target, optimize=True)
