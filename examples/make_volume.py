"""Write the bundled example of tomography: `python -m examples.make_volume`.

A simulated limb in water, scanned around 360 degrees in eight rings of six frames: pages of a TIFF
file, a table of turns, and what is true of the limb.
"""

import csv
import io
import json
from pathlib import Path

import numpy as np
import tifffile

from usseg.phantom.limb3d_draw import draw_limb
from usseg.phantom.limb3d_paint import true_volumes_ml
from usseg.phantom.scan3d import Scan3d, scan_limb
from usseg.phantom.scan3d_paths import rotational_path
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.tissues import MULTICLASS
from usseg.volume.pose_table import TURNS

FOLDER = Path(__file__).parent / "volumes"
SEED = FIRST_HELD_OUT_SEED + 10_001
SHAPE = (192, 192)


def turns_table(scan: Scan3d) -> str:
    """Return the table of turns of a simulated scan around a limb, in the words of `TURNS`."""
    row_mm, col_mm = scan.spacing_mm
    centre_x = (scan.pixels.shape[2] - 1) / 2 * col_mm
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("frame", *TURNS))
    for frame, (angle_deg, along, depth) in enumerate(scan.path.turns):
        centre = (centre_x, depth - row_mm / 2)
        table.writerow((frame, *(f"{value:.6g}" for value in (angle_deg, along, *centre))))
    return text.getvalue()


def write(folder: Path) -> None:
    """Write the three files of the example into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    limb = draw_limb(np.random.default_rng([SEED, 1]))
    scan = scan_limb(limb, rotational_path(limb), SEED, SHAPE)
    pages = folder / "limb.tif"
    tifffile.imwrite(pages, scan.pixels, photometric="minisblack", compression="zlib")
    (folder / "limb.turns.csv").write_text(turns_table(scan), encoding="utf-8")
    volumes = true_volumes_ml(limb, (0.0, limb.length_mm))
    truth = {tissue.name: round(float(volumes[tissue.label]), 2) for tissue in MULTICLASS[1:]}
    about = {
        "about": "Simulated limb in water, 8 rings of 6 frames around it. Made by make_volume.py.",
        "spacing_mm": list(scan.spacing_mm),
        "length_mm": limb.length_mm,
        "true_ml": truth,
        "licence": "Apache-2.0",
    }
    (folder / "limb.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
