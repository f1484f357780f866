"""What the view of scale and field shows, and what clicks on its picture do."""

from typing import Any

import gradio as gr

from usseg.image.preprocess import field_box
from usseg.image.ruler_reading import RULER
from usseg.image.scale_choice import POINTS
from usseg.render import encode_picture
from usseg.render.marks import frame_point, setting_picture
from usseg.types import Scale
from usseg.ui.files import store
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.scaling import OF_FILE, TYPING, Number
from usseg.ui.session import Session, find
from usseg.ui.texts import page as texts
from usseg.ui.wording import scale_line, scale_words


def show(key: str | None) -> tuple[Any, ...]:
    """Show field, scale and offers; points that were set are gone."""
    with told_to_the_visitor():
        session = find(key)
    now = session.segmentation
    ways = ways_to_a_scale(session)
    chosen = ways[0][1] if session.scale is None else chosen_way(session)
    corners = field_box(now.field, now.mask.shape)
    return (
        drawn(session, [], None),
        scale_line(now.frame),
        gr.update(choices=ways, value=chosen),
        *(None,) * len(texts.POINT_LABELS),
        None,
        gr.update(value=None, visible=any(offer.kind == RULER for offer in now.frame.offers)),
        *corners,
    )


def ways_to_a_scale(session: Session) -> list[tuple[str, str]]:
    """Return what can be chosen, in words: the file, what is offered, two points, typing."""
    frame = session.network.frame
    of_file = scale_words(Scale(frame.spacing_mm, frame.spacing_source)) if frame.spacing_mm else ""
    offers = [(scale_words(offer), str(number)) for number, offer in enumerate(frame.offers)]
    return [
        (texts.SCALE_OF_FILE.format(words=of_file or texts.NOTHING_SAID), OF_FILE),
        *offers,
        (texts.BY_POINTS, POINTS),
        (texts.BY_TYPING, TYPING),
    ]


def chosen_way(session: Session) -> str | None:
    """Return which of the ways gave the scale that holds."""
    scale, offers = session.scale, session.network.frame.offers
    if scale in offers:
        return str(offers.index(scale))
    return POINTS if scale is not None and scale.kind == POINTS else TYPING


def place(
    event: gr.SelectData, key: str | None, clicks: str, *numbers: Number
) -> tuple[Number, ...]:
    """Put a click into the next free pair of the points or of the corners.

    Args:
        event: The click.
        key: The visitor's.
        clicks: What clicks set.
        numbers: Rows and columns of both points, then of both corners.

    Returns:
        The numbers with the click among them.
    """
    with told_to_the_visitor():
        row, col = frame_point(event.index, find(key).network.mask.shape)
    points, corners = numbers[:4], numbers[4:]
    if clicks == texts.CLICKS[0]:
        return *next_pair(points, (row, col)), *corners
    return *points, *next_pair(corners, (row, col))


def next_pair(pairs: tuple[Number, ...], pair: tuple[float, float]) -> tuple[Number, ...]:
    """Put a pair behind the first one, or in front where both are there or none is.

    >>> next_pair((1, 2, None, None), (3, 4)), next_pair((1, 2, 3, 4), (5, 6))
    ((1, 2, 3, 4), (5, 6, None, None))
    """
    first, second = pairs[:2], pairs[2:]
    started = None not in first and None in second
    return (*first, *pair) if started else (*pair, None, None)


def mark(key: str | None, *numbers: Number) -> str:
    """Draw the points and the corners that are set, and return the picture's file."""
    with told_to_the_visitor():
        session = find(key)
    now = session.segmentation
    a, b, upper_left, lower_right = (numbers[place : place + 2] for place in range(0, 8, 2))
    box = None if None in (*upper_left, *lower_right) else (*upper_left, *lower_right)
    if box is None:
        return drawn(session, [a, b, upper_left], None)
    return drawn(session, [a, b], None if box == field_box(now.field, now.mask.shape) else box)


def drawn(session: Session, points: list[Any], box: Any) -> str:
    """Draw the points that are complete, and a rectangle, and return the picture's file."""
    complete = tuple(point for point in points if None not in point)
    picture = setting_picture(session.segmentation, complete, box)
    return store(f"{session.source.stem}.field.png", encode_picture(picture))


def way_of(clicks: str, way: str | None) -> str | None:
    """Choose the way of two points once a visitor clicks them."""
    return POINTS if clicks == texts.CLICKS[0] else way


def clear_points() -> tuple[None, ...]:
    """Empty both points and their distance."""
    return (None,) * (len(texts.POINT_LABELS) + 1)
