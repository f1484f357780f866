"""From what was found in images that observers measured to the errors that a report states."""

import itertools
import math
from typing import Any

import numpy as np

from usseg.evaluate.accuracy_observers import Found
from usseg.evaluate.observers_index import ANGLE_COLUMNS, Observed
from usseg.evaluate.observers_side import AS_STORED, DECIDING, AngleFit, choose_side, compare_angles
from usseg.evaluate.percentiles import median_and, rounded
from usseg.measure.edge import SIDES

HIGH = 90.0  # percentile of the errors that is reported beside their median
OWN = "each set's own"  # the side of a summary over several data sets


def summarise_observers(found: list[Found]) -> dict[str, Any]:
    """Return the errors over all images and per data set, at the side at which its observers measured.

    The figures of the other side stand beside them, under its name. For all images together these are
    the figures of the left side, as if every data set were stored as its observers saw it.
    """
    datasets: dict[str, list[Found]] = {}
    for one in found:
        datasets.setdefault(one.image.dataset, []).append(one)
    parts = {name: summarise_dataset(datasets[name]) for name in sorted(datasets)}
    sides = [parts[one.image.dataset]["side"] for one in found]
    pairs = list(zip(found, sides, strict=True))
    return {
        "quantity": "muscle thickness along depth at the edge of the field that observers saw on the "
        "left, in pixels",
        "all": {
            "side": OWN,
            **summarise_part(found, sides),
            AS_STORED: summarise_part(found, [AS_STORED] * len(found)),
        },
        "datasets": parts,
        "failures": [
            {"file": one.image.file, "side": side, "why": one.readings[side].note}
            for one, side in pairs
            if one.readings[side].px is None
        ],
        "cases": [case(one, side) for one, side in pairs],
    }


def summarise_dataset(found: list[Found]) -> dict[str, Any]:
    """Return the errors over one data set at its observers' side, how that was told, and the others."""
    fits = {
        name: compare_angles([pair for one in found if (pair := one.angle_pair(name))])
        for name in ANGLE_COLUMNS
    }
    side, why = choose_side(fits[DECIDING])
    other = other_side(side)
    return {
        "side": side,
        "side_why": why,
        "angles_deg": {name: as_dict(fit) for name, fit in fits.items()},
        **summarise_part(found, [side] * len(found)),
        other: summarise_part(found, [other] * len(found)),
    }


def other_side(side: str) -> str:
    """Return the side across.

    >>> other_side("left")
    'right'
    """
    return SIDES[1 - SIDES.index(side)]


def as_dict(fit: AngleFit) -> dict[str, float | None]:
    """Return how far angles lie apart as the report states it."""
    images, *differences = fit
    stored, mirrored = (None if math.isnan(angle) else rounded(angle) for angle in differences)
    return {"images": images, "rms_as_stored": stored, "rms_mirrored": mirrored}


def case(one: Found, side: str) -> dict[str, Any]:
    """Return what the report says of one image: thickness at both sides, and the deciding angles."""
    theirs, found = one.image.true_deg(DECIDING), one.angles_deg.get(DECIDING)
    return {
        "file": one.image.file,
        "side": side,
        "observers": rounded(one.image.true_px),
        "px": one.readings[side].px,
        "other_side_px": one.readings[other_side(side)].px,
        "observers_deg": None if theirs is None else rounded(theirs),
        "deg": None if found is None else rounded(found),
    }


def summarise_part(found: list[Found], sides: list[str]) -> dict[str, Any]:
    """Return the errors over some images; an image without an answer counts as 100 %.

    Args:
        found: The images, at least one.
        sides: The side of each at which it is measured.
    """
    pairs = list(zip(found, sides, strict=True))
    signed = np.array([one.percent(side) for one, side in pairs])
    return {
        "images": len(found),
        "failed": sum(one.readings[side].px is None for one, side in pairs),
        **median_and(HIGH, np.abs(signed), "percent"),
        "median_signed_percent": rounded(float(np.median(signed))),
        "median_px": rounded(float(np.median([one.image.true_px for one in found]))),
        "observers_percent": observers_differ([one.image for one in found]),
    }


def observers_differ(images: list[Observed]) -> float | None:
    """Return the mean difference between two observers of one image, in percent of its thickness.

    >>> observers_differ([Observed("3", "a.png", (100.0, 98.0, 104.0))])
    4.0
    """
    differences = [
        100 * abs(one - other) / image.true_px
        for image in images
        for one, other in itertools.combinations(image.heights_px, 2)
    ]
    return rounded(float(np.mean(differences))) if differences else None
