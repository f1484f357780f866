"""From what a visitor set to a scale."""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from usseg.errors import InputError
from usseg.image.read import TYPED
from usseg.image.ruler import read_ruler
from usseg.image.ruler_reading import RULER
from usseg.image.scale_choice import POINTS, ScaleChoice, check_choice, chosen_scale
from usseg.image.spacing import check_spacing
from usseg.types import Scale
from usseg.ui.memory import keep
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.segmenting import spacing
from usseg.ui.session import Session, find
from usseg.ui.texts import page as texts

OF_FILE, TYPING = "file", "typed"  # ways to a scale, beside POINTS and the numbers of the offers
Number = float | None


class Settings(NamedTuple):
    """The numbers that a visitor can set, None where not given; the order is that of the page."""

    row_mm: Number = None
    col_mm: Number = None
    row0: Number = None
    col0: Number = None
    row1: Number = None
    col1: Number = None
    length_mm: Number = None
    tick_mm: Number = None


def typed_scale(typed_mm: Sequence[Number]) -> Scale | None:
    """Return typed pixel height and width as a scale, or None where neither is given.

    Raises:
        InputError: Only one is given, or they are none of a pixel.
    """
    row_mm, col_mm = typed_mm
    given = spacing(row_mm, col_mm)
    return None if given is None else Scale(check_spacing(given), TYPED)


def rescale(key: str | None, way: str | None, *numbers: Number) -> None:
    """Take another scale; the network is not asked.

    Args:
        key: The visitor's.
        way: "file", "typed", "points", or the number of an offer.
        numbers: As in `Settings`.
    """
    with told_to_the_visitor():
        session = find(key)
        keep(dataclasses.replace(session, scale=scale_of(session, way, Settings(*numbers))), key)


def scale_of(session: Session, way: str | None, given: Settings) -> Scale | None:
    """Return the scale that a visitor chose; None for that of the file.

    Raises:
        InputError: What it needs is missing or cannot be used.
    """
    if way in (None, OF_FILE):
        return None
    if way == TYPING:
        typed = typed_scale((given.row_mm, given.col_mm))
        if typed is None:
            raise InputError(texts.NOTHING_TYPED)
        return typed
    if way == POINTS:
        return chosen(session, two_points(given))
    offers = session.network.frame.offers
    offer = dict(zip(map(str, range(len(offers))), offers, strict=True)).get(str(way))
    if offer is None:
        raise InputError(texts.NO_SUCH_OFFER)
    if offer.kind == RULER and given.tick_mm is not None:
        return chosen(session, ScaleChoice(RULER, given.tick_mm))
    return offer


def two_points(given: Settings) -> ScaleChoice:
    """Return the choice of two points and their distance.

    Raises:
        InputError: One of the numbers is missing.
    """
    a_row, a_col, b_row, b_col, length_mm = given[2:7]
    if a_row is None or a_col is None or b_row is None or b_col is None or length_mm is None:
        raise InputError(texts.POINTS_MISSING)
    return ScaleChoice(POINTS, None, ((a_row, a_col), (b_row, b_col)), length_mm)


def chosen(session: Session, choice: ScaleChoice) -> Scale:
    """Return the scale that a choice means for an image.

    Raises:
        InputError: The choice cannot be used.
    """
    check_choice(choice)
    frame, field = session.network.frame, session.network.field
    reading = read_ruler(frame, field) if choice.kind == RULER else None
    return chosen_scale(frame, choice, reading)
