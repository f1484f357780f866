"""What the closer look shows of a result."""

from typing import Any

import gradio as gr

from usseg.image.preprocess import field_mask
from usseg.measure.place import label_at, value_at
from usseg.render import encode_picture
from usseg.render.blend import TISSUE_WEIGHT
from usseg.render.layers import Layers, draw_layers
from usseg.render.marks import clickable, frame_point
from usseg.render.png import QUICK
from usseg.tissues import tissues_of
from usseg.ui.files import store
from usseg.ui.markup import look as markup_look
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.session import Session, find
from usseg.ui.texts import look as texts
from usseg.ui.views.look import names_of

BARE = Layers(0.0, ())  # the frame and its field alone
Point = tuple[float, float]


def show(key: str | None, drawn_model: str, *settings: Any) -> tuple[Any, ...]:
    """Show another result; what is switched off stays off while the model is the same."""
    with told_to_the_visitor():
        session = find(key)
        model = session.segmentation.release.model
        names, (opacity, tissues, cues) = names_of(model), settings
        tissues = tissues if model == drawn_model else names
        wiped, picture = pictures(session, chosen(opacity, tissues, cues))
    return (
        wiped,
        picture,
        gr.update(choices=names, value=tissues),
        gr.update(choices=names, value=None),
        markup_look.asked(texts.ASK_FIRST),
        model,
    )


def draw(key: str | None, *settings: Any) -> tuple[Any, ...]:
    """Draw the same result with other settings."""
    with told_to_the_visitor():
        return pictures(find(key), chosen(*settings))


def chosen(opacity: float | None, tissues: list[str] | None, cues: list[str] | None) -> Layers:
    """Return what a visitor set.

    Raises:
        InputError: The opacity cannot be used.
    """
    weight = TISSUE_WEIGHT if opacity is None else opacity
    cued = set(cues or ())
    return Layers(weight, tuple(tissues or ()), texts.OUTLINES in cued, texts.PATTERNS in cued)


def pictures(session: Session, layers: Layers) -> tuple[tuple[str, str], str]:
    """Write the frame and the frame with its tissues, of one size, and return both ways to see them."""
    now, stem = session.segmentation, session.source.stem
    bare, drawn = (
        store(f"{stem}.{name}.png", encode_picture(clickable(draw_layers(now, wanted)), QUICK))
        for name, wanted in (("frame", BARE), ("tissues", layers))
    )
    return (bare, drawn), drawn


def click(event: gr.SelectData, key: str | None) -> tuple[Any, str]:
    """Say what lies where a visitor clicked."""
    with told_to_the_visitor():
        session = find(key)
        now = session.segmentation
        point = frame_point(event.index, now.mask.shape)
    label = label_at(now.mask, point)
    if label == 0:
        inside = label_at(field_mask(now.field, now.mask.shape), point)
        return None, markup_look.asked(texts.NO_TISSUE if inside else texts.OUTSIDE_FIELD)
    return tissues_of(now.release.model)[label].name, facts(session, label, point)


def choose(key: str | None, name: str | None) -> str:
    """Say the numbers of the tissue that a visitor chose by name."""
    with told_to_the_visitor():
        session = find(key)
    names = names_of(session.segmentation.release.model)
    if name not in names:
        return markup_look.asked(texts.ASK_FIRST)
    return facts(session, names.index(name) + 1)


def facts(session: Session, label: int, point: Point | None = None) -> str:
    """Return the numbers of one tissue of a result as HTML, and of the place that was clicked on."""
    now = session.segmentation
    place = "" if point is None else place_words(point, value_at(now.confidence, point))
    counted = session.report["tissues"][label]
    tissue = tissues_of(now.release.model)[label]
    return markup_look.tissue_facts(tissue, counted, session.measurements, place)


def place_words(point: Point, confidence: float) -> str:
    """Say where somebody clicked, and how sure the network is there; 0 is where a person drew."""
    sure = f"{confidence:.2f}" if confidence else texts.EDITED_PLACE
    return texts.PLACE.format(row=int(point[0]), col=int(point[1]), confidence=sure)


def clear() -> tuple[Any, ...]:
    """Take the last result off the page."""
    return None, None, gr.update(value=None), markup_look.asked(texts.ASK_FIRST)
