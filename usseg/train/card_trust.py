"""The parts of a model card about trust: evidence, calibration, robustness, scenes."""

from typing import Any

from usseg.model.evidence import evidence_of
from usseg.render.score_text import written
from usseg.train.card_gate import NOT_MEASURED

NO_TISSUE = ("background", "rest")


def evidence_table(manifest: dict[str, Any]) -> str:
    """Return on which images each tissue was compared with a truth, in Markdown."""
    found = manifest.get("evidence") or evidence_of(manifest)
    rows = [f"| {name} | {kinds} |" for name, kinds in found.items() if name not in NO_TISSUE]
    return "\n".join(["| tissue | compared with a truth on |", "|---|---|", *rows])


def calibration_section(manifest: dict[str, Any]) -> str:
    """Return temperature and calibration errors in Markdown."""
    stated = manifest.get("calibration")
    if stated is None:
        return NOT_MEASURED
    error = stated["ece"]
    names = ", ".join(f"{part['name']} ({part['images']} images)" for part in stated["fitted_on"])
    lines = [
        f"Temperature {stated['temperature']}, fitted on groups held out of training: {names}. "
        f"Expected calibration error there (15 bins, mean over the data sets): "
        f"{written(error['before'])} before, {written(error['after'])} after.",
    ]
    compared = manifest.get("reliability", {})
    if compared:
        lines += ["", "| images | set of tissues | calibration error |", "|---|---|---|"]
    for report in compared.values():
        place = f"{report['dataset']['name']}, {report['dataset']['split']}"
        low, high = report["ece_interval"]
        brackets = "" if low is None else f" [{written(low)}, {written(high)}]"
        lines.append(f"| {place} | all | {written(report['ece'])}{brackets} |")
        for name, part in report["tissues"].items():
            lines.append(f"| {place} | {name} | {written(part['ece'])} |")
    return "\n".join(lines)


def sweep_section(manifest: dict[str, Any]) -> str:
    """Return the robustness sweeps in Markdown: differences from the plain Dice."""
    parts = [sweep_table(report) for report in manifest.get("sweeps", {}).values()]
    return "\n\n".join(parts) or NOT_MEASURED


def sweep_table(report: dict[str, Any]) -> str:
    """Return one sweep's table."""
    about = report["dataset"]
    names = [name for name in report["plain"] if name not in NO_TISSUE]
    plain = " | ".join(written(report["plain"][name]) for name in names)
    lines = [
        f"{about['name']}, split {about['split']}, {report['images']} images, {report['groups']} "
        "groups: Dice of the changed minus Dice of the plain images.",
        "",
        f"| step | {' | '.join(names)} | mean |",
        "|---" * (len(names) + 2) + "|",
        f"| plain Dice | {plain} | |",
    ]
    for step in report["steps"]:
        cells = [signed(step["tissues"][name]) for name in names]
        lines.append(
            f"| {step['step']} | {' | '.join(cells)} | {signed(step['mean_difference'])} |"
        )
    return "\n".join(lines)


def signed(value: float | None) -> str:
    """Write a difference with its sign.

    >>> signed(0.0123), signed(None)
    ('+0.012', '–')
    """
    return "–" if value is None else f"{value:+.3f}"


def scenes_table(report: dict[str, Any]) -> list[str]:
    """Return the mean Dice of each scene of phantoms as lines of Markdown; none for real images."""
    if not report["scenes"]:
        return []
    rows = [f"| {scene} | {written(mean)} |" for scene, mean in report["scenes"].items()]
    return ["", "| scene | mean Dice over tissues |", "|---|---|", *rows]
