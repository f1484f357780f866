"""What changes a visitor's result: each step translates what was set and remembers the outcome."""

import dataclasses
import time
from pathlib import Path

from usseg import pipeline
from usseg.errors import InputError
from usseg.image.field_given import rectangle
from usseg.image.strokes import decode_strokes
from usseg.mask.edit import strokes_to_mask
from usseg.model.weights import find_release
from usseg.types import Field
from usseg.ui.brush import read_layers
from usseg.ui.choices import LATEST
from usseg.ui.files import age_s, uploaded
from usseg.ui.memory import forget, keep
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.scaling import Number, typed_scale
from usseg.ui.session import Session, find
from usseg.ui.texts import page as texts


def begin(
    key: str | None,
    image: str | None,
    model: str,
    version: str | None,
    truth: str | None,
    *typed_mm: Number,
) -> str:
    """Segment an image and remember the result under the visitor's key, which is returned."""
    with told_to_the_visitor():
        if image is None:
            raise InputError(texts.NO_IMAGE)
        scale = typed_scale(typed_mm)
        release, notes = find_release(model, None if version in (None, "", LATEST) else version)
        path = str(uploaded(image))
        # As old as its file: segmenting an old upload again must not prolong its life.
        born = time.monotonic() - age_s(path)
        made = pipeline.segment_with(release, path, uploaded(truth), notes=notes)
        return keep(Session(made, Path(path), notes, scale, born=born), key)


def leave(key: str | None) -> None:
    """Forget a visitor's result: its image was replaced by one that was refused."""
    forget(key)


def segment_inside(key: str | None, *box: Number) -> None:
    """Segment again inside a rectangle that the visitor drew: top, left, bottom, right in pixels."""
    with told_to_the_visitor():
        session = find(key)
        if None in box:
            raise InputError(texts.CORNERS_MISSING)
        row0, col0, row1, col1 = (float(edge or 0) for edge in box)
        shape = session.network.mask.shape
        segment_again(session, key, rectangle((row0, col0, row1, col1), (shape[0], shape[1])))


def find_again(key: str | None) -> None:
    """Segment again inside the field as it is found."""
    with told_to_the_visitor():
        segment_again(find(key), key, None)


def segment_again(session: Session, key: str | None, field: Field | None) -> None:
    """Segment the same image with the same weights in another field; the chosen scale stays."""
    path, before = str(uploaded(str(session.source))), session.network
    made = pipeline.segment_with(before.release, path, notes=session.notes, field=field)
    made = dataclasses.replace(made, truth=before.truth)
    keep(dataclasses.replace(session, network=made, field=field, mask=None), key)


def correct(key: str | None, layers: list[str]) -> None:
    """Paint a visitor's brush strokes into the mask; the network is not asked.

    Args:
        key: The visitor's.
        layers: PNG files of the strokes, the topmost last.
    """
    with told_to_the_visitor():
        session = find(key)
        now = session.segmentation
        strokes = [decode_strokes(content) for content in read_layers(layers)]
        if not any(layer[..., -1].any() for layer in strokes):
            raise InputError(texts.NO_STROKES)
        mask = strokes_to_mask(now.mask, strokes, now.release.model)
        keep(dataclasses.replace(session, mask=mask), key)


def undo(key: str | None) -> None:
    """Go back to the mask that the network made."""
    with told_to_the_visitor():
        keep(dataclasses.replace(find(key), mask=None), key)
