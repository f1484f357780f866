"""Write the scores of the bundled weights into the README: `python -m examples.readme_scores`.

Every number comes from the manifests, which `python -m usseg evaluate` and `export` filled.
"""

from pathlib import Path
from typing import Any

from usseg.model.releases import bundled_release, bundled_versions
from usseg.render.score_text import with_interval, written
from usseg.tissues import MODELS, tissues_of

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- scores: begin -->", "<!-- scores: end -->"


def table(manifest: dict[str, Any]) -> str:
    """Return one model's table: a row per tissue or set of tissues, a column per test set."""
    reports = list(manifest["scores"].values())
    rest = tissues_of(manifest["model"])[0].name
    names = list(dict.fromkeys(n for report in reports for n in report["tissues"] if n != rest))
    heads = [
        f"{report['dataset']['name']}, {report['images']} images, {report['groups']} groups"
        + (", weak labels" if report["dataset"]["weak"] else "")
        for report in reports
    ]
    lines = [f"| Dice | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name in names:
        cells = [cell(report, name) for report in reports]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    means = [written(report["mean_dice"]) for report in reports]
    lines.append(f"| mean | {' | '.join(means)} |")
    return "\n".join(lines)


def cell(report: dict[str, Any], name: str) -> str:
    """Return one score; of weak labels, which miss some of what is there, also that where drawn."""
    if name not in report["tissues"]:
        return "–"
    scores = report["tissues"][name]
    everywhere = with_interval(scores["dice"])
    if not report["dataset"]["weak"] or scores["dice"] == scores["dice_present"]:
        return everywhere
    return f"{everywhere}; where drawn {written(scores['dice_present']['mean'])}"


def scores_block() -> str:
    """Return everything between the README's two marks."""
    parts = [BEGIN]
    for model in MODELS:
        version = bundled_versions(model)[-1]
        release = bundled_release(model, version)
        parts += [
            f"\n**{model} {version}** (SHA-256 {release.sha256[:12]}…)\n",
            table(release.manifest),
        ]
    return "\n".join([*parts, "", END])


def with_scores(text: str) -> str:
    """Return the README's text with the block between its marks made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + scores_block() + after


if __name__ == "__main__":
    README.write_text(with_scores(README.read_text(encoding="utf-8")), encoding="utf-8")
