"""How far an image can be trusted, as HTML. Everything quoted is escaped."""

from collections.abc import Iterable
from html import escape

from usseg.measure.counts import TissueMeasure
from usseg.model.trust import warning
from usseg.render.uncertainty import MOST_UNSURE, OUTSIDE_COLOUR, RAMP
from usseg.tissues import tissues_of
from usseg.types import Trust
from usseg.ui.markup.tables import swatch, table
from usseg.ui.texts import views as texts

UNKNOWN = "–"
TICKS = (0.0, MOST_UNSURE / 2, MOST_UNSURE)


def alarm(trust: Trust | None) -> str:
    """Return the warning of a flagged image, in a region that screen readers announce."""
    sentences = () if trust is None else warning(trust)
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f'<div role="status">{words}</div>'


def verdict(trust: Trust | None) -> str:
    """Return what the gate says, in words."""
    title = f"<h2>{texts.TRUST_TITLE}</h2>"
    if trust is None:
        return f"{title}<p>{texts.NOT_ASSESSED}</p>"
    if trust.flagged:
        reasons = "".join(f"<li>{escape(reason)}</li>" for reason in trust.reasons)
        found = f'<div class="warnings"><p>{texts.DOUBTED}</p><ul>{reasons}</ul></div>'
    else:
        found = f'<p class="clear">{texts.CLEAR}</p>'
    return f"{title}{found}<p>{gate_words(trust)}</p><p>{texts.GATE_LIMITS}</p>"


def gate_words(trust: Trust) -> str:
    """Return the gate's score and its threshold in words, or that there is no gate."""
    if trust.gate_score is None or trust.threshold is None:
        return texts.NO_GATE
    return texts.GATE.format(score=trust.gate_score, threshold=trust.threshold)


def confidence(measured: Iterable[TissueMeasure], model: str, trust: Trust | None) -> str:
    """Return a table with the mean confidence of each tissue, the release's error beside it."""
    ece = None if trust is None else trust.ece
    error = texts.NOT_MEASURED if ece is None else f"{100 * ece:.1f} points"
    colours = {tissue.name: tissue.colour for tissue in tissues_of(model)}
    body = [
        [
            swatch(colours[tissue.name]) + escape(tissue.name),
            UNKNOWN if tissue.mean_confidence is None else f"{tissue.mean_confidence:.1%}",
            UNKNOWN if tissue.mean_confidence is None else error,
        ]
        for tissue in measured
    ]
    shown = table(texts.CONFIDENCE_CAPTION, texts.CONFIDENCE_HEAD, body)
    return f"<h2>{texts.SURE_TITLE}</h2>{shown}<p>{calibration_words(trust)}</p>"


def calibration_words(trust: Trust | None) -> str:
    """Return how well confidence and correctness agree for a release, in words.

    >>> "2.5 percentage points" in calibration_words(Trust(None, None, False, (), 1.2, 0.025))
    True
    """
    if trust is None or trust.ece is None:
        return texts.NOT_CALIBRATED
    return texts.CALIBRATED.format(
        points=100 * trust.ece, ece=trust.ece, temperature=trust.temperature
    )


def uncertainty_legend() -> str:
    """Return what the colours of the uncertainty mean, in numbers."""
    stops = ", ".join(f"rgb{colour}" for colour in RAMP)
    last = len(TICKS) - 1
    ticks = "".join(
        f"<span>{tick:.0%}{' or more' if number == last else ''}</span>"
        for number, tick in enumerate(TICKS)
    )
    return (
        f'<div class="ramp"><span>{texts.UNSURE_TITLE}</span><div>'
        f'<i style="background:linear-gradient(to right, {stops})" aria-hidden="true"></i>'
        f"<div>{ticks}</div></div>"
        f"<span>{swatch(OUTSIDE_COLOUR)}{texts.OUTSIDE}</span></div>"
    )
