"""The model card of a release. Every number in it comes from the manifest; none is typed."""

import json
from typing import Any

from usseg.image.headroom import headroom_rows
from usseg.model.evidence import KINDS, kind_of_scores
from usseg.model.manifest import WITH_HEADROOM
from usseg.render.score_text import with_interval, written
from usseg.train.card_gate import gate_section
from usseg.train.card_text import CARD
from usseg.train.card_trust import (
    NO_TISSUE,
    calibration_section,
    evidence_table,
    scenes_table,
    sweep_section,
)

CARD_FILE = "README.md"
START = ", begun with the weights of an earlier run (docs/training.md of the code)"
AVERAGED = (
    "; released is the mean of its weights and those of other runs (docs/training.md of the code)"
)
TAGS = ("ultrasound", "medical-imaging", "segmentation", "muscle", "adipose-tissue", "unet")


def model_card(manifest: dict[str, Any]) -> str:
    """Return the README.md of a release: front matter as the Hub reads it, then prose and tables.

    Args:
        manifest: As `usseg.model.manifest.check_manifest` accepts it.
    """
    training = manifest["training"]
    return CARD.substitute(
        model=manifest["model"],
        version=manifest["version"],
        labels=", ".join(f"{label} {name}" for label, name in enumerate(manifest["labels"])),
        tags="\n".join(f"- {tag}" for tag in TAGS),
        index=model_index(manifest),
        view=view_of(manifest),
        sha256=manifest["sha256"],
        bytes=manifest["bytes"],
        evidence=evidence_table(manifest),
        scores=scores_by_kind(manifest),
        calibration=calibration_section(manifest),
        gate=gate_section(manifest),
        sweeps=sweep_section(manifest),
        epochs=training["epochs"],
        steps=training["steps"],
        seconds=training["seconds"],
        start=(START if training["settings"]["init"] else "")
        + (AVERAGED if "averaged_from" in training else ""),
        training="\n".join(data_row(source) for source in training["data"]),
    )


def view_of(manifest: dict[str, Any]) -> str:
    """Say what size the network takes, and where in it the field lies."""
    rows, cols = manifest["input_size"]
    if manifest["field"] != WITH_HEADROOM:
        return f"{rows} x {cols}"
    headroom = headroom_rows((rows, cols))
    return (
        f"{rows - headroom} x {cols}, with {headroom} black rows above it, which the answer loses "
        "again"
    )


def model_index(manifest: dict[str, Any]) -> str:
    """Return the front matter's model-index: per test set one Dice entry per tissue.

    It is written as JSON, which YAML includes, so that no name needs quoting rules.
    """
    results = [
        {
            "task": {"type": "image-segmentation", "name": "Tissue segmentation"},
            "dataset": {
                "name": report["dataset"]["name"],
                "type": report["dataset"]["name"],
                "split": report["dataset"]["split"],
                "revision": report["dataset"]["source"],
            },
            "metrics": dice_entries(report),
        }
        for report in manifest["scores"].values()
    ]
    name = f"usseg-{manifest['model']}"
    return "- " + json.dumps({"name": name, "results": results}, ensure_ascii=False)


def dice_entries(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the front matter's metrics of one test set: one Dice per tissue that has a score."""
    return [
        {"type": "dice", "name": f"Dice ({name})", "value": scores["dice"]["mean"]}
        for name, scores in report["tissues"].items()
        if name not in NO_TISSUE and scores["dice"]["mean"] is not None
    ]


def scores_by_kind(manifest: dict[str, Any]) -> str:
    """Return all tables of scores: hand-drawn truths first, then weak labels, then phantoms."""
    parts = []
    for kind in KINDS:
        reports = [r for r in manifest["scores"].values() if kind_of_scores(r) == kind]
        if reports:
            parts += [f"### {kind.capitalize()}\n", *map(scores_section, reports)]
    return "\n".join(parts)


def scores_section(report: dict[str, Any]) -> str:
    """Return one test set's heading and table in Markdown."""
    about = report["dataset"]
    weak = " **Weak labels.**" if about["weak"] else ""
    lines = [
        f"#### {about['name']}, split {about['split']}",
        "",
        f"{about['title']}. {report['images']} images in {report['groups']} groups. "
        f"{about['source']}. Licence: {about['licence']}.{weak} "
        f"Mean Dice over tissues: {written(report['mean_dice'])}.",
        "",
        "| tissue | Dice | where present | pooled | IoU | HD95 px | HD95 mm "
        "| images | false alarms |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, scores in report["tissues"].items():
        cells = [with_interval(scores["dice"]), with_interval(scores["dice_present"])]
        cells += [written(scores["dice_pooled"])]
        cells += [with_interval(scores[key]) for key in ("iou", "hd95_px", "hd95_mm")]
        cells += [str(scores["dice"]["images"]), str(scores["false_alarms"])]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, *scenes_table(report), ""])


def data_row(source: dict[str, Any]) -> str:
    """Return one row of the table of training data."""
    name = f"{source['name']} (weak labels)" if source.get("weak") else source["name"]
    images = "new for each step" if source.get("images") is None else source["images"]
    split = source.get("split", "train")
    return f"| {name} | {split} | {images} | {source['licence']} | {source.get('source', '')} |"
