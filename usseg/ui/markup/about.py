"""What the page is, from the manifests of the bundled weights, as HTML. Everything quoted is escaped."""

from collections.abc import Iterable
from html import escape
from typing import Any

from usseg import __version__
from usseg.errors import UssegError
from usseg.model.evidence import evidence_of
from usseg.model.releases import bundled_manifest, bundled_versions
from usseg.tissues import MODELS, tissues_of
from usseg.ui.markup.tables import swatch, table
from usseg.ui.texts import about as texts_about
from usseg.ui.texts import page as texts

UNKNOWN = "–"


def about() -> str:
    """Return the whole view."""
    manifests, faults = newest_manifests()
    parts = [
        purpose(),
        *(f"<p>{escape(fault)}</p>" for fault in faults),
        *(tissues(manifest) for manifest in manifests),
        training(manifests),
        section(texts_about.PRIVACY_TITLE, texts_about.PRIVACY),
        citation(manifests),
        versions(manifests),
    ]
    return "".join(parts)


def newest_manifests() -> tuple[list[dict[str, Any]], list[str]]:
    """Return the manifest of each model's newest bundled release, and what was wrong with others."""
    found, faults = [], []
    for model in MODELS:
        for version in bundled_versions(model)[-1:]:
            try:
                found.append(bundled_manifest(model, version))
            except UssegError as error:
                faults.append(str(error))
    return found, faults


def section(title: str, sentences: Iterable[str]) -> str:
    """Return a title and a list of sentences of ours."""
    items = "".join(f"<li>{sentence}</li>" for sentence in sentences)
    return f"<h2>{title}</h2><ul>{items}</ul>"


def purpose() -> str:
    """Return what the page is for and what it is not."""
    return (
        f"<p><strong>{texts.NOTICE}</strong></p>"
        f"{section(texts_about.FOR_TITLE, texts_about.FOR)}"
        f"{section(texts_about.NOT_TITLE, texts_about.NOT)}"
    )


def tissues(manifest: dict[str, Any]) -> str:
    """Return a table of a model's tissues with what each was compared with, and its scores."""
    evidence = evidence_of(manifest)
    reports = list(manifest["scores"].values())
    body = [
        [
            swatch(tissue.colour) + tissue.name,
            escape(evidence[tissue.name]),
            *(mean_dice(report, tissue.name) for report in reports),
        ]
        for tissue in tissues_of(manifest["model"])
    ]
    head = [*texts_about.TISSUE_HEAD, *(f"Dice: {escape(name_of(report))}" for report in reports)]
    title = escape(f"{manifest['model']} {manifest['version']}")
    return f"<h2>{title}</h2>{table(texts_about.TISSUE_CAPTION.format(weights=title), head, body)}"


def name_of(report: dict[str, Any]) -> str:
    """Return what a report calls its images, and how many there are."""
    return f"{report['dataset'].get('name', UNKNOWN)} ({report.get('images', UNKNOWN)} images)"


def mean_dice(report: dict[str, Any], tissue: str) -> str:
    """Return a tissue's mean Dice in a report, or a dash where the truth does not hold it.

    >>> mean_dice({"tissues": {"fat": {"dice": {"mean": 0.912, "images": 2}}}}, "fat")
    '0.91'
    >>> mean_dice({"tissues": {}}, "fat")
    '–'
    """
    dice = report.get("tissues", {}).get(tissue, {}).get("dice", {})
    mean = dice.get("mean")
    return f"{mean:.2f}" if dice.get("images") and isinstance(mean, int | float) else UNKNOWN


def training(manifests: list[dict[str, Any]]) -> str:
    """Return a table of everything that the bundled weights were trained on, with its licence."""
    used: dict[tuple[str, ...], list[str]] = {}
    for manifest in manifests:
        for entry in manifest["training"].get("data", ()):
            row = tuple(escape(cell) for cell in data_row(entry))
            used.setdefault(row, []).append(escape(manifest["model"]))
    body = [[*row, ", ".join(models)] for row, models in used.items()]
    shown = table(texts_about.DATA_CAPTION, texts_about.DATA_HEAD, body)
    return f"<h2>{texts_about.DATA_TITLE}</h2>{shown}"


def data_row(entry: dict[str, Any]) -> list[str]:
    """Return name, number of images, kind of labels, licence and source of some training data."""
    simulated = entry.get("phantom") or str(entry.get("source")).startswith("usseg.phantom")
    labels = texts_about.SIMULATED if simulated else texts_about.LABELS[bool(entry.get("weak"))]
    said = [entry.get(key) for key in ("name", "images", "licence", "source")]
    name, images, licence, source = (UNKNOWN if one is None else str(one) for one in said)
    return [name, images, labels, licence, source]


def citation(manifests: list[dict[str, Any]]) -> str:
    """Return how to name program, weights and training data so that a reader can find them."""
    weights = "; ".join(
        f"{one['model']} {one['version']} (SHA-256 {one['sha256'][:12]}…)" for one in manifests
    )
    words = texts_about.CITATION.format(version=__version__, weights=weights or UNKNOWN)
    return (
        f"<h2>{texts_about.CITE_TITLE}</h2><blockquote>{escape(words)}</blockquote>"
        f"<p>{texts_about.CITE_DATA}</p>"
    )


def versions(manifests: list[dict[str, Any]]) -> str:
    """Return a table of the bundled weights: when they were made, from which code, which bytes."""
    body = [
        [
            escape(f"{one['model']} {one['version']}"),
            escape(one["created"][:10]),
            escape(str(one["code"].get("commit") or UNKNOWN)[:12]),
            f"<code>{escape(one['sha256'])}</code>",
        ]
        for one in manifests
    ]
    caption = texts_about.VERSIONS_CAPTION.format(version=__version__)
    shown = table(caption, texts_about.VERSIONS_HEAD, body)
    return f"<h2>{texts_about.VERSIONS_TITLE}</h2>{shown}"
