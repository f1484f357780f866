"""Write the accuracy of measurements into the README: `python -m examples.readme_accuracy`.

Every number comes from the reports in `docs/accuracy`, which `python -m usseg accuracy` wrote:
`phantoms.json` with `--count`, `timtrack.json` with `--timtrack`.
"""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
REPORTS = ROOT / "docs" / "accuracy"
PHANTOMS, OBSERVERS = "phantoms.json", "timtrack.json"
SIDES = ("left", "right")  # a report keeps the figures of the other side under its name
BEGIN, END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"
COLUMNS = {
    "area": "area, mm²",
    "thickness": "mean thickness along depth, mm",
    "perpendicular": "perpendicular thickness, mm",
    "at_left_edge": "muscle thickness at the left edge, mm",
}


def error_cell(errors: dict[str, Any] | None) -> str:
    """Return median and 95th percentile of one quantity's absolute error, absolute and in percent.

    >>> error_cell({"n": 9, "median_absolute": 0.114, "p95_absolute": 2, "median_percent": 1.26,
    ...             "p95_percent": 20})
    '0.11 (2.00), 1.3 % (20.0 %), n 9'
    """
    if errors is None:
        return "–"
    return (
        f"{errors['median_absolute']:.2f} ({errors['p95_absolute']:.2f}), "
        f"{errors['median_percent']:.1f} % ({errors['p95_percent']:.1f} %), n {errors['n']}"
    )


def weights_of(report: dict[str, Any]) -> str:
    """Name the weights of a report."""
    release = report["release"]
    return f"{release['model']} {release['version']}, SHA-256 {release['sha256'][:12]}…"


def phantoms_table(report: dict[str, Any]) -> str:
    """Return the errors on phantoms: a row per tissue, a column per quantity."""
    lines = [
        f"**On {report['dataset']['images']} held-out phantoms whose sizes are known** "
        f"({weights_of(report)}): absolute error, median (95th percentile)\n",
        f"| tissue | missed | found where there is none | {' | '.join(COLUMNS.values())} |",
        "|---" * (len(COLUMNS) + 3) + "|",
    ]
    for name, tissue in report["tissues"].items():
        cells = [f"{tissue['missed']} of {tissue['images']}", str(tissue["false_alarms"])]
        cells += [error_cell(tissue.get(key)) for key in COLUMNS]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def observers_table(report: dict[str, Any]) -> str:
    """Return the errors against observers, at their side and at the other, and how the side was told."""
    lines = [
        f"**On {report['dataset']['images']} images of `{report['dataset']['name']}`** "
        f"({weights_of(report)}): muscle thickness at the edge of the field that the observers saw on "
        "the left, against their median; an image without an answer counts as 100 %\n",
        "| images | edge in the file | median error | 90th percentile | signed median | no answer "
        "| observers differ by |",
        "|---" * 7 + "|",
    ]
    parts = {"all": report["all"], **report["datasets"]}
    for name, part in parts.items():
        lines.append(observers_row(name, part["side"], part))
    for name, part in parts.items():
        lines += [
            observers_row(f"for comparison: {name}", side, part[side])
            for side in SIDES
            if side in part
        ]
    reasons = [f"- Set {name}: {part['side_why']}" for name, part in report["datasets"].items()]
    return "\n".join([*lines, "", *reasons])


def observers_row(name: str, side: str, part: dict[str, Any]) -> str:
    """Return the row of one data set at one edge of the field."""
    observers = part["observers_percent"]
    cells = [
        f"{name}, {part['images']} images",
        side,
        f"{part['median_percent']:.1f} %",
        f"{part['p90_percent']:.1f} %",
        f"{part['median_signed_percent']:+.1f} %",
        str(part["failed"]),
        "–" if observers is None else f"{observers:.1f} %",
    ]
    return f"| {' | '.join(cells)} |"


def accuracy_block(reports: Path = REPORTS) -> str:
    """Return everything between the README's two marks, from the reports that a folder holds."""
    parts = [BEGIN]
    for name, table in ((PHANTOMS, phantoms_table), (OBSERVERS, observers_table)):
        path = reports / name
        if path.is_file():
            parts += ["", table(json.loads(path.read_text(encoding="utf-8")))]
    return "\n".join([*parts, "", END])


def with_accuracy(text: str, reports: Path = REPORTS) -> str:
    """Return the README's text with the block between its marks made anew; as it is without marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    return before + accuracy_block(reports) + after if begin and end else text


if __name__ == "__main__":
    README.write_text(with_accuracy(README.read_text(encoding="utf-8")), encoding="utf-8")
