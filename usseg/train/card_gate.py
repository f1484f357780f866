"""The part of a model card about the gate: what it flags, by kind of image."""

from typing import Any

NOT_MEASURED = "Not measured for this release."
WANTED = " (validation)"  # how the names of images the model was made for end
PHANTOMS = ("phantoms", "limb-scan")  # data sets of older manifests, which do not say it
IN_DOMAIN = "in-domain: real images of limbs, held out of training"
SIMULATED = "phantoms, held out of training"
# What a reader asks for, and the names under which such images are counted.
FOREIGN = {
    "photographs": ("photographs",),
    "CT": ("CT", "CT phantom"),
    "cardiac ultrasound": ("cardiac",),
    "carotid ultrasound": ("carotid artery",),
    "documents": ("text page",),
}
GATE_TEXT = (
    "Share of images that are flagged. A gate fitted to one half of the groups of the other images and "
    "of the validation images was measured on the other half, both ways; the gate of the release is "
    "fitted to all."
)
EACH_TEXT = "The same, each kind by itself:"
UNSEEN_TEXT = (
    "The same when the gate had seen nothing of the kind: what a new scanner or region meets, and an "
    "organ that nobody thought of."
)


def gate_section(manifest: dict[str, Any]) -> str:
    """Return the rates of the gate in Markdown."""
    stated = manifest.get("gate")
    if stated is None:
        return NOT_MEASURED
    flagged = stated.get("flagged", {})
    parts = [GATE_TEXT, summary_table(flagged), EACH_TEXT, rates_table(flagged)]
    return "\n\n".join([*parts, UNSEEN_TEXT, rates_table(stated.get("unseen", {}))])


def summary_table(rates: dict[str, Any]) -> str:
    """Return the share that is flagged of in-domain, simulated and foreign images."""
    wanted = [name for name in rates if name.endswith(WANTED)]
    simulated = [name for name in wanted if is_simulated(name, rates[name])]
    kinds = {
        IN_DOMAIN: [name for name in wanted if name not in simulated],
        SIMULATED: simulated,
    }
    kinds |= {f"foreign: {kind}": list(names) for kind, names in FOREIGN.items()}
    rows = [f"| {kind} | {share(rates, names)} |" for kind, names in kinds.items()]
    return "\n".join(["| kind | count | flagged |", "|---|---|---|", *rows])


def is_simulated(name: str, row: dict[str, Any]) -> bool:
    """Tell whether a row counts phantoms.

    >>> is_simulated("limb-scan (validation)", {}), is_simulated("arm", {"phantom": True})
    (True, True)
    """
    return bool(row.get("phantom", name.removesuffix(WANTED) in PHANTOMS))


def share(rates: dict[str, Any], names: list[str]) -> str:
    """Return count and share of several kinds together; what was not measured is said to be so.

    >>> share({"a": {"images": 3, "flagged": 1.0}, "b": {"images": 1, "flagged": 0.0}}, ["a", "b", "c"])
    '4 | 75.0 %'
    >>> share({}, ["a"])
    '0 | not measured'
    """
    found = [rates[name] for name in names if name in rates]
    images = sum(row["images"] for row in found)
    if not images:
        return "0 | not measured"
    flagged = sum(row["images"] * row["flagged"] for row in found)
    return f"{images} | {100 * flagged / images:.1f} %"


def rates_table(rates: dict[str, Any]) -> str:
    """Return the share of images that is flagged, by kind."""
    rows = [
        f"| {name} | {row['images']} | {100 * row['flagged']:.1f} % |"
        for name, row in rates.items()
    ]
    return "\n".join(["| images | count | flagged |", "|---|---|---|", *rows])
