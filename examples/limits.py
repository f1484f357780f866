"""What limits the scores: `python -m examples.limits` measures it and writes docs/limits.json and page.

Phantoms of seeds that no training uses, segmented by the newest bundled multiclass weights; and the
course of training, from the records of the released run in docs/runs.
"""

import json
import sys
from pathlib import Path
from typing import Any

from examples.architectures_table import with_block
from usseg.evaluate.limits import limits
from usseg.evaluate.report import write_report
from usseg.model.provenance import code_version
from usseg.model.releases import bundled_release, bundled_versions
from usseg.phantom.dataset import SCENES, make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED

DOCS = Path(__file__).parents[1] / "docs"
PAGE, REPORT = DOCS / "limits.md", DOCS / "limits.json"
COUNT = 160
FIRST_SEED = FIRST_HELD_OUT_SEED + 500_000  # not those of the releases' reports
MOMENTS = 8  # of a run, in the table of its course
HEADS = ("tissue", "thickness", "frames", "missed", "mean thickness, px", "Dice")
MORE_HEADS = ("border off by (median), px", "Dice of the truth moved by one pixel")


def measure(count: int = COUNT) -> dict[str, Any]:
    """Segment phantoms and return the report."""
    release = bundled_release("multiclass", bundled_versions("multiclass")[-1])
    seeds = range(FIRST_SEED, FIRST_SEED + count)
    phantoms = (make_phantom(seed, SCENES[seed % len(SCENES)]) for seed in seeds)
    return {
        "command": "python -m examples.limits",
        "code": code_version(),
        "release": {"version": release.version, "sha256": release.sha256},
        "phantoms": {"count": count, "first_seed": FIRST_SEED},
        "rows": limits(release, phantoms),
    }


def thickness_table(report: dict[str, Any]) -> str:
    """Return the rows of a report as a table."""
    lines = [f"| {' | '.join(HEADS + MORE_HEADS)} |", "|---" * len(HEADS + MORE_HEADS) + "|"]
    for row in report["rows"]:
        border = "–" if row["border_px"] is None else f"{row['border_px']:.2f}"
        cells = (
            row["tissue"], row["size"], str(row["n"]), str(row["missed"]),
            f"{row['thickness_px']:.1f}", f"{row['dice']:.3f}", border, f"{row['moved_dice']:.3f}",
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    release, phantoms = report["release"], report["phantoms"]
    made = (
        f"multiclass {release['version']} (SHA-256 {release['sha256'][:12]}…), {phantoms['count']} "
        f"phantoms from seed {phantoms['first_seed']}, 256 x 256 pixels."
    )
    return "\n".join([*lines, "", made])


def course_table(history: list[dict[str, Any]], images_per_step: int) -> str:
    """Return the validation Dice on phantoms at a few moments of a run.

    Args:
        history: A run's history.json.
        images_per_step: Its batch.
    """
    chosen = sorted({round(k * (len(history) - 1) / (MOMENTS - 1)) for k in range(MOMENTS)})
    names = [name for name in history[-1]["dice"]["phantoms"] if name != "background"]
    lines = [f"| images seen | {' | '.join(names)} | mean |", "|---" * (len(names) + 2) + "|"]
    for index in chosen:
        entry = history[index]
        scores = [entry["dice"]["phantoms"][name] for name in names]
        cells = [f"{score:.3f}" for score in (*scores, sum(scores) / len(scores))]
        lines.append(f"| {entry['step'] * images_per_step:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def released_run() -> Path:
    """Return the folder of the newest kept run of the multiclass model."""
    runs = (DOCS / "runs").glob("multiclass-run-*")
    return max(runs, key=lambda folder: int(folder.name.rpartition("-")[2]))


def with_tables(text: str, report: dict[str, Any]) -> str:
    """Return the page with both tables made anew."""
    run = released_run()
    history = json.loads((run / "history.json").read_text(encoding="utf-8"))
    batch = json.loads((run / "run.json").read_text(encoding="utf-8"))["settings"]["batch"]
    text = with_block(text, "thickness", thickness_table(report))
    course = f"Run `docs/runs/{run.name}`:\n\n{course_table(history, batch)}"
    return with_block(text, "course", course)


if __name__ == "__main__":
    if "--tables" not in sys.argv[1:]:
        write_report(REPORT, measure())
    read = json.loads(REPORT.read_text(encoding="utf-8"))
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), read), encoding="utf-8")
