"""From a visitor's image and the choice of other weights to a comparison."""

from dataclasses import dataclass

import numpy as np

from usseg import pipeline
from usseg.errors import InputError
from usseg.image.preprocess import field_mask
from usseg.mask.agree import TissueAgreement, agreement, as_model, common_model, share_equal
from usseg.model.weights import find_release
from usseg.types import Release, Segmentation
from usseg.ui.choices import LATEST
from usseg.ui.files import uploaded
from usseg.ui.session import Session
from usseg.ui.texts import look as texts


@dataclass(frozen=True)
class Versus:
    """Two segmentations of one image.

    Attributes:
        first: The visitor's result as its network made it: A.
        second: What the other weights made of the same image in the same field: B.
        model: As which model's masks they are compared.
        masks: Both label maps in that model's labels, uint8, shape (rows, cols) each.
        tissues: How far they agree, tissue by tissue.
        equal: Share of the field's pixels with the same label in both, 0 to 1.
    """

    first: Segmentation
    second: Segmentation
    model: str
    masks: tuple[np.ndarray, np.ndarray]
    tissues: tuple[TissueAgreement, ...]
    equal: float


def versus(session: Session, model: str, version: str | None) -> Versus:
    """Segment a visitor's image with other weights and compare.

    Raises:
        UssegError: The weights are the same or cannot be had, or the image was deleted since.
    """
    release, notes = find_release(model, None if version in (None, "", LATEST) else version)
    return against(session, release, notes)


def against(session: Session, release: Release, notes: tuple[str, ...] = ()) -> Versus:
    """Segment a visitor's image with weights already found and compare.

    Raises:
        UssegError: The weights are the same or do not load, or the image was deleted since.
    """
    first = session.network
    if release.sha256 == first.release.sha256:
        raise InputError(texts.SAME_WEIGHTS.format(model=release.model, version=release.version))
    path = str(uploaded(str(session.source)))
    second = pipeline.segment_with(release, path, notes=notes, field=first.field)
    return paired(first, second)


def paired(first: Segmentation, second: Segmentation) -> Versus:
    """Compare two segmentations of one image; the truth is that of the first."""
    own, other = first.release.model, second.release.model
    common = common_model(own, other)
    masks = as_model(first.mask, own, common), as_model(second.mask, other, common)
    truth = None if first.truth is None else as_model(first.truth, own, common)
    inside = field_mask(first.field, first.mask.shape)
    found = agreement(*masks, truth, common)
    return Versus(first, second, common, masks, found, share_equal(*masks, inside))
