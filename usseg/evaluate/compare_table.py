"""A comparison of runs as one Markdown table: a column per run, a row per number."""

from collections.abc import Callable
from typing import Any

from usseg.evaluate.summary import NO_TISSUE
from usseg.render.score_text import with_interval, written

Cell = Callable[[dict[str, Any]], str]
OTHER_DATA = (
    "The runs did not learn from the same data, so the scores do not compare networks alone."
)


def as_markdown(report: dict[str, Any]) -> str:
    """Return the table of a report of `compare`.

    Args:
        report: As `usseg.evaluate.compare.compare` returns it.
    """
    runs = report["runs"]
    lines = [row(report["model"], runs), "|---" * (len(runs) + 1) + "|"]
    for title, cell in cost_rows(report["times_relative_to"]).items():
        lines.append(row(title, [cell(run) for run in runs.values()]))
    for test in report["tests"]:
        lines += score_rows(test, list(runs))
    table = "\n".join(lines)
    return table if report["same_data"] else f"{table}\n\n{OTHER_DATA}"


def row(title: str, cells: Any) -> str:
    """Return one line of a table.

    >>> row("bytes", ["1", "2"])
    '| bytes | 1 | 2 |'
    """
    return f"| {' | '.join([title, *cells])} |"


def cost_rows(reference: str) -> dict[str, Cell]:
    """Return title and cell of what a network is and costs."""
    return {
        "architecture": lambda run: run["architecture"],
        "parameters": lambda run: f"{run['parameters']:,}",
        "operations per frame": lambda run: giga(run["flops"]),
        f"time per frame, {reference} = 1": lambda run: f"{run['time']['ratio']:.2f}",
        "file, bytes": lambda run: f"{run['bytes']:,}",
        "trained for, minutes": lambda run: f"{run['training']['seconds'] / 60:.1f}",
        "images seen in training": lambda run: f"{run['training']['images']:,}",
    }


def score_rows(test: dict[str, Any], names: list[str]) -> list[str]:
    """Return a row per tissue of one set of frames, and one of the mean over tissues."""
    about, scores = test["dataset"], [test["scores"][name] for name in names]
    where = f"{about['name']}, {about['split']}, {test['images']} images"
    if about["weak"]:
        where += ", weak labels"
    tissues = [name for name in scores[0]["dice"] if name not in NO_TISSUE]
    rows = [
        row(f"Dice, {where}: {name}", [with_interval(score["dice"][name]) for score in scores])
        for name in tissues
    ]
    means = [written(score["mean_dice"]) for score in scores]
    return [*rows, row(f"Dice, {where}: mean", means)]


def giga(flops: int) -> str:
    """Write a number of floating-point operations.

    >>> giga(5_123_000_000)
    '5.12 G'
    """
    return f"{flops / 1e9:.2f} G"
