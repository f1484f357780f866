"""Muscle at both edges of the field, in images in which human observers measured it at one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from usseg.errors import InputError
from usseg.evaluate.observers_index import Observed
from usseg.evaluate.observers_side import border_angles
from usseg.image.preprocess import field_mask
from usseg.measure.edge import SIDES, muscle_thickness_at_edges
from usseg.pipeline import segment_with
from usseg.types import Release

FAILED = 100.0  # percent of error of an image in which no thickness was found


class Reading(NamedTuple):
    """Thickness in pixels at one side of the stored image, or None with the reason."""

    px: float | None
    note: str


@dataclass(frozen=True)
class Found:
    """What was found in one image.

    Attributes:
        image: What the observers say of it.
        readings: By side of the stored image, "left" and "right".
        angles_deg: By aponeurosis, in the stored image, counter-clockwise; without those not found.
    """

    image: Observed
    readings: Mapping[str, Reading]
    angles_deg: Mapping[str, float]

    def percent(self, side: str) -> float:
        """Return the signed error in percent of the observers' median; -100 where nothing was found."""
        px = self.readings[side].px
        return -FAILED if px is None else 100 * (px - self.image.true_px) / self.image.true_px

    def angle_pair(self, aponeurosis: str) -> tuple[float, float] | None:
        """Return the observers' angle and the one found; None where one of them is unknown."""
        theirs, found = self.image.true_deg(aponeurosis), self.angles_deg.get(aponeurosis)
        return None if theirs is None or found is None else (theirs, found)


def find_all(
    release: Release, folder: Path, images: list[Observed], tell: Callable[[str], None]
) -> list[Found]:
    """Segment every image and measure its muscle at both edges of the field; leave none out."""
    found = []
    for image in images:
        found.append(find_one(release, folder / "images" / image.file, image))
        tell(image.file)
    return found


def find_one(release: Release, path: Path, image: Observed) -> Found:
    """Segment and measure one image; one that cannot be read has no thickness, which is an answer."""
    try:
        segmentation = segment_with(release, path)
    except InputError as error:
        return Found(image, dict.fromkeys(SIDES, Reading(None, str(error))), {})
    inside = field_mask(segmentation.field, segmentation.mask.shape)
    edges = muscle_thickness_at_edges(segmentation.mask, inside, None)
    readings = {edge.side: Reading(edge.px, edge.note) for edge in edges}
    return Found(image, readings, border_angles(segmentation.mask, inside))
