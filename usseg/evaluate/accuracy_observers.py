"""Muscle thickness against the one that human observers measured."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.evaluate.observers_index import Observed
from usseg.evaluate.percentiles import median_and, rounded
from usseg.image.preprocess import field_mask
from usseg.measure import muscle_thickness_at_edge
from usseg.pipeline import segment_with
from usseg.types import Release

HIGH = 90.0  # percentile of the errors that is reported beside their median
FAILED = 100.0  # percent of error of an image in which no thickness was found


@dataclass(frozen=True)
class Found:
    """What was found in one image: thickness in pixels, or None with the reason."""

    image: Observed
    px: float | None
    note: str

    @property
    def percent(self) -> float:
        """Signed error in percent of the observers' median; -100 where nothing was found."""
        if self.px is None:
            return -FAILED
        return 100 * (self.px - self.image.true_px) / self.image.true_px


def find_all(
    release: Release, folder: Path, images: list[Observed], tell: Callable[[str], None]
) -> list[Found]:
    """Segment every image and measure its muscle at the left edge of the field; leave none out."""
    found = []
    for image in images:
        try:
            segmentation = segment_with(release, folder / "images" / image.file)
        except InputError as error:
            found.append(Found(image, None, str(error)))
        else:
            inside = field_mask(segmentation.field, segmentation.mask.shape)
            edge = muscle_thickness_at_edge(segmentation.mask, inside, None, "left")
            found.append(Found(image, edge.px, edge.note))
        tell(image.file)
    return found


def summarise_observers(found: list[Found]) -> dict[str, Any]:
    """Return the errors over all images and per data set, beside the observers' own differences."""
    datasets = sorted({one.image.dataset for one in found})
    return {
        "quantity": "muscle thickness along depth at the left edge of the field, in pixels",
        "all": summarise_part(found),
        "datasets": {
            name: summarise_part([one for one in found if one.image.dataset == name])
            for name in datasets
        },
        "failures": [{"file": one.image.file, "why": one.note} for one in found if one.px is None],
        "cases": [
            {"file": one.image.file, "observers": rounded(one.image.true_px), "px": one.px}
            for one in found
        ],
    }


def summarise_part(found: list[Found]) -> dict[str, Any]:
    """Return the errors over some images; an image without an answer counts as 100 %."""
    signed = np.array([one.percent for one in found])
    return {
        "images": len(found),
        "failed": sum(one.px is None for one in found),
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
