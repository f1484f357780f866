"""Score the examples with the newest bundled weights: `python -m examples.score_examples [FILE]`.

The page sorts its gallery by these numbers, as long as they were made by the weights that it has.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from usseg.mask.metrics import dice
from usseg.model.releases import bundled_release, bundled_versions
from usseg.pipeline import segment_with
from usseg.tissues import IGNORE, MODELS, tissues_of
from usseg.types import Release

FOLDER = Path(__file__).parent
SCORES = "scores.json"
DIGITS = 3


def score_examples(folder: Path) -> dict[str, Any]:
    """Return, per model, which weights were scored and each example's mean Dice."""
    entries = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    answer = {}
    for model in MODELS:
        release = bundled_release(model, bundled_versions(model)[-1])
        scores = {one["image"]: score(release, folder, one) for one in entries}
        answer[model] = {
            "version": release.version,
            "sha256": release.sha256,
            "mean_dice": scores,
        }
    return answer


def score(release: Release, folder: Path, entry: dict[str, Any]) -> float | None:
    """Return the mean Dice of one example over the tissues of its truth.

    Background is no tissue. None where the truth holds none of the model's tissues.
    """
    done = segment_with(release, folder / entry["image"], folder / entry["truth"])
    truth = np.asarray(done.truth)
    labels = set(np.unique(truth).tolist()) - {tissues_of(release.model)[0].label, IGNORE}
    values = [dice(truth, done.mask, label) for label in sorted(labels)]
    return round(float(np.mean(values)), DIGITS) if values else None


def write_scores(path: Path, folder: Path = FOLDER) -> None:
    """Write the scores as JSON."""
    path.write_text(json.dumps(score_examples(folder), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_scores(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / SCORES)
