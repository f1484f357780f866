"""What each part of the phantoms is worth on real frames: the table of docs/ablation.md.

`python -m examples.ablation_table` writes it from the reports kept in docs/runs/ablation.
"""

import json
from pathlib import Path
from typing import Any

from examples.architectures_table import with_block
from usseg.render.score_text import with_interval

DOCS = Path(__file__).parents[1] / "docs"
PAGE, RUNS = DOCS / "ablation.md", DOCS / "runs" / "ablation"
ROWS = {
    "all": "all scenes, lent styles",
    "all_again": "the same, another seed",
    "no_styles": "without lent styles",
    "no_styles_again": "the same, another seed",
    "no_panorama": "without panoramas",
    "no_tomography": "without limbs in water",
    "no_convex": "without convex probes",
    "no_limbs": "without limbs under a linear probe",
    "no_bands": "without tendons and ligaments",
}
COLUMNS = {
    "dl_512": ("muscle", "superficial", "fascia"),
    "lower_leg": ("skin", "fat", "bone"),
    "thigh_panorama": ("skin", "fat", "muscle", "bone"),
}


def read_runs(folder: Path = RUNS) -> dict[str, dict[str, Any]]:
    """Return the reports of every run that was kept: run, then data set, to report."""
    runs = {name: folder / name for name in ROWS if (folder / name).is_dir()}
    return {
        name: {data: json.loads((run / f"{data}.json").read_text("utf-8")) for data in COLUMNS}
        for name, run in runs.items()
    }


def table(runs: dict[str, dict[str, Any]]) -> str:
    """Return one row per run, a column per data set and tissue."""
    heads = [f"`{data}`: {name}" for data, names in COLUMNS.items() for name in names]
    lines = [f"| phantoms | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name, reports in runs.items():
        cells = [
            with_interval(reports[data]["tissues"][tissue]["dice"])
            for data, tissues in COLUMNS.items()
            for tissue in tissues
        ]
        lines.append(f"| {ROWS[name]} | {' | '.join(cells)} |")
    images = {data: report["images"] for data, report in next(iter(runs.values())).items()}
    counts = ", ".join(f"{count} of `{data}`" for data, count in images.items())
    return "\n".join([*lines, "", f"Images: {counts}."])


if __name__ == "__main__":
    PAGE.write_text(
        with_block(PAGE.read_text(encoding="utf-8"), "ablation", table(read_runs())),
        encoding="utf-8",
    )
