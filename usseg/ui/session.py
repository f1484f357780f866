"""What the server remembers of a visitor's image between two events."""

import dataclasses
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.export import Export, make_export, settings_by_hand
from usseg.image.preprocess import field_mask
from usseg.image.read import replace_spacing
from usseg.image.scale_choice import is_by_hand
from usseg.mask.edit import apply_edit
from usseg.measure import measure_frame
from usseg.measure.values import Measurements
from usseg.render import report
from usseg.types import Field, Scale, Segmentation
from usseg.ui.files import uploaded
from usseg.ui.memory import recall
from usseg.ui.texts import page as texts


@dataclass(frozen=True)
class Session:
    """One visitor's image: what the network said, and what the visitor changed since.

    Attributes:
        network: The segmentation as the network made it, with the scale that the file gives.
        source: The uploaded file.
        notes: What was said about the weights when they were found.
        scale: The pixel size that the visitor chose; None leaves that of the file.
        field: The field that the visitor drew; None where it was found.
        mask: The mask after the visitor's corrections, or None.
        born: When the image came, on the monotonic clock in s; working on it does not prolong its life.
    """

    network: Segmentation
    source: Path
    notes: tuple[str, ...] = ()
    scale: Scale | None = None
    field: Field | None = None
    mask: np.ndarray | None = None
    born: float = dataclasses.field(default_factory=time.monotonic)

    @cached_property
    def segmentation(self) -> Segmentation:
        """The segmentation with the chosen scale and the corrected mask."""
        network, frame = self.network, self.network.frame
        if self.scale is not None:
            frame = replace_spacing(frame, self.scale.spacing_mm, self.scale.source)
        others = network.warnings[len(network.frame.warnings) :]
        scaled = dataclasses.replace(network, frame=frame, warnings=frame.warnings + others)
        return scaled if self.mask is None else apply_edit(scaled, self.mask)

    @cached_property
    def report(self) -> dict[str, Any]:
        """The JSON report of the segmentation as it is now."""
        return report(self.segmentation)

    @cached_property
    def measurements(self) -> Measurements:
        """Everything measured in the mask as it is now."""
        now = self.segmentation
        inside = field_mask(now.field, now.mask.shape)
        return measure_frame(now.mask, now.frame, inside, now.release.model)

    @property
    def arrays_bytes(self) -> int:
        """How much memory the arrays take."""
        network = self.network
        arrays = (network.frame.pixels, network.mask, network.confidence, network.truth, self.mask)
        return sum(array.nbytes for array in arrays if array is not None)

    def export(self, blank_outside: bool | None = None) -> Export:
        """Return what every export is made of.

        Raises:
            InputError: The upload was deleted since.
        """
        source = Path(str(uploaded(str(self.source))))
        frame = self.segmentation.frame
        settings = settings_by_hand(frame.spacing_mm if is_by_hand(frame) else None, self.field)
        return make_export(self.segmentation, source, source.stem, settings, blank_outside)


def find(key: str | None) -> Session:
    """Return the session of a key.

    Raises:
        InputError: There is none, or it was forgotten since.
    """
    kept = recall(key)
    if not isinstance(kept, Session):
        raise InputError(texts.FORGOTTEN if key else texts.NOTHING_YET)
    return kept
