"""On what kind of images each tissue was verified, from the scores that a manifest holds."""

from typing import Any

from usseg.tissues import tissues_of

DRAWN, WEAK, PHANTOMS = "real images, hand-drawn truth", "real images, weak labels", "phantoms"
KINDS = (DRAWN, WEAK, PHANTOMS)  # the most telling first
SHORT = {DRAWN: "real images", WEAK: "weak labels", PHANTOMS: "phantoms"}
TOGETHER = {"superficial": ("skin", "fat")}  # sets of tissues that a truth does not tell apart
NO_EVIDENCE = "none"
MADE_BY_US = "usseg.phantom"  # how the source of every phantom begins


def kind_of_scores(report: dict[str, Any]) -> str:
    """Return what kind of images a report of `evaluate` is about: one of `KINDS`.

    >>> kind_of_scores({"dataset": {"source": "usseg.phantom 0.1.0, 304 seeds", "weak": False}})
    'phantoms'
    """
    about = report["dataset"]
    if about.get("phantom") or str(about.get("source")).startswith(MADE_BY_US):
        return PHANTOMS
    return WEAK if about.get("weak") else DRAWN


def evidence_of(manifest: dict[str, Any]) -> dict[str, str]:
    """Return, per tissue, on which kinds of images it was scored where the truth holds it.

    Whether the scores are good is another question: they stand in the model card.

    Args:
        manifest: A release's manifest; without scores nothing was verified.

    >>> evidence_of({"model": "binary", "scores": {}})
    {'rest': 'none', 'fat': 'none'}
    """
    reports = manifest.get("scores", {}).values()
    return {
        tissue.name: in_words([own for report in reports if (own := own_kind(report, tissue.name))])
        for tissue in tissues_of(manifest["model"])
    }


def own_kind(report: dict[str, Any], tissue: str) -> str | None:
    """Return the kind of a report that scores a tissue, with a note where it does so in a set."""
    kind = SHORT[kind_of_scores(report)]
    for name, scores in report.get("tissues", {}).items():
        if scores.get("in_truth", scores["dice"]["images"]):
            if name == tissue:
                return kind
            if tissue in TOGETHER.get(name, ()):
                return f"{kind} ({' and '.join(TOGETHER[name])} together)"
    return None


def in_words(kinds: list[str]) -> str:
    """Return the kinds as one phrase, the most telling first; phantoms alone are said to be so.

    >>> in_words(["phantoms", "weak labels", "phantoms"]), in_words(["phantoms"])
    ('weak labels and phantoms', 'phantoms only')
    """
    order = list(SHORT.values())
    found = sorted(set(kinds), key=lambda kind: (order.index(kind.partition(" (")[0]), kind))
    if not found:
        return NO_EVIDENCE
    return f"{found[0]} only" if len(found) == 1 and found[0] == SHORT[PHANTOMS] else listed(found)


def listed(parts: list[str]) -> str:
    """Join parts with commas and a last "and".

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
