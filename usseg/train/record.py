"""run.json: everything needed to say how weights came to be, and to make them again."""

import csv
import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.image.dataset import Dataset
from usseg.image.held_out import held_out_groups
from usseg.model.provenance import code_version
from usseg.train.batches import Mixture
from usseg.train.settings import Settings

RUN = "run.json"
PACKAGES = ("keras", "tensorflow-cpu", "tensorflow", "jax", "torch", "numpy", "scipy", "pillow")


def describe_run(
    settings: Settings, mixture: Mixture, datasets: Sequence[Dataset]
) -> dict[str, Any]:
    """Return the record of a run: settings, versions, data with their digests, shares, code."""
    import keras

    return {
        "settings": settings_to_json(settings),
        "shares": {
            source.name: round(float(share), 4)
            for source, share in zip(mixture.sources, mixture.shares, strict=True)
        },
        "data": [describe_dataset(dataset) for dataset in datasets],
        "styles": [describe_styles(folder) for folder in settings.styles],
        "code": code_version(),
        "python": platform.python_version(),
        "backend": keras.config.backend(),
        "packages": {name: version for name in PACKAGES if (version := _version(name))},
    }


def describe_dataset(dataset: Dataset) -> dict[str, Any]:
    """Return name, licence, source and digest of what was trained on."""
    about = dataset.about
    held_out = held_out_groups(entry.group for entry in dataset.entries)
    return {
        "name": dataset.name,
        "licence": about["licence"],
        "source": about["source"],
        "weak": bool(about.get("weak")),
        "phantom": bool(about.get("phantom")),
        "split": dataset.split,
        "images": sum(entry.group not in held_out for entry in dataset.entries),
        "validation_images": sum(entry.group in held_out for entry in dataset.entries),
        "sha256": digest(dataset),
    }


def describe_styles(folder: Path) -> dict[str, Any]:
    """Return the name of a folder of styles, the licences its index gives, and its digest."""
    index = folder / "index.csv"
    with index.open(encoding="utf-8", newline="") as file:
        licences = sorted({row["licence"] for row in csv.DictReader(file)})
    paths = [index, *sorted((folder / "images").glob("*.png"))]
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return {
        "name": folder.name,
        "licences": licences,
        "images": len(paths) - 1,
        "sha256": total.hexdigest(),
    }


def digest(dataset: Dataset) -> str:
    """Return one SHA-256 over the description, the index and every image and mask of the split."""
    total = hashlib.sha256()
    files = [dataset.folder / "dataset.json", dataset.folder / "index.csv"]
    for entry in dataset.entries:
        files += [entry.image, entry.mask]
    for path in files:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """Return settings as JSON holds them: paths as text."""
    values = asdict(settings)
    values["folders"] = [str(folder) for folder in settings.folders]
    values["styles"] = [str(folder) for folder in settings.styles]
    values["init"] = None if settings.init is None else str(settings.init)
    return values


def settings_of_run(out: Path) -> Settings:
    """Read the settings of an earlier run.

    Raises:
        InputError: The folder holds no run.
    """
    try:
        values = json.loads((out / RUN).read_text(encoding="utf-8"))["settings"]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{out} holds no run to resume. Train without --resume.") from error
    values["folders"] = tuple(Path(folder) for folder in values["folders"])
    values["styles"] = tuple(Path(folder) for folder in values.get("styles", ()))
    values["init"] = None if values["init"] is None else Path(values["init"])
    values["assume"] = {name: tuple(names) for name, names in values["assume"].items()}
    values["widths"] = tuple(values["widths"])
    values["input_size"] = tuple(values["input_size"])
    return Settings(**values)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
