"""Segment the bundled example of tomography ahead: `python -m examples.make_volume_result`.

The page shows the result at once, without a network. Run it again after `examples.make_volume` and
whenever other weights become the newest; a test compares the file with what these weights say.
"""

import json
from pathlib import Path

from examples.make_volume import FOLDER
from usseg.model.releases import bundled_release, bundled_versions
from usseg.tissues import MODELS
from usseg.ui.volume.example import RESULT
from usseg.volume.chosen import settings_for
from usseg.volume.kept import pack_volume
from usseg.volume.read import Given, read_sweep
from usseg.volume.result import VolumeSegmentation
from usseg.volume.run import segment_volume


def segmented(folder: Path = FOLDER) -> VolumeSegmentation:
    """Segment the example as the command of `docs/volumes.md` does, by the newest bundled weights."""
    about = json.loads((folder / "limb.json").read_text(encoding="utf-8"))
    row_mm, col_mm = about["spacing_mm"]
    sweep = read_sweep(
        folder / "limb.tif", Given((row_mm, col_mm), turns=folder / "limb.turns.csv")
    )
    release = bundled_release(MODELS[0], bundled_versions(MODELS[0])[-1])
    return segment_volume(sweep, release, settings_for(sweep, None, True, None))


def write(path: Path) -> None:
    """Write the result of the example into a file."""
    about = json.loads((FOLDER / "limb.json").read_text(encoding="utf-8"))
    more = {"stem": "limb", "about": about["about"], "true_ml": about["true_ml"]}
    path.write_bytes(pack_volume(segmented(), more))


if __name__ == "__main__":
    write(RESULT)
