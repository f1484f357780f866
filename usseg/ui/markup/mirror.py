"""How well a mask agrees with that of the mirrored image, as HTML."""

from html import escape

from usseg.tissues import tissues_of
from usseg.ui.markup.tables import swatch, table
from usseg.ui.texts import views as texts


def hint() -> str:
    """Return what the check does, before it was asked for."""
    return f"<p>{texts.MIRROR_HINT}</p>"


def agreement(found: dict[str, float | None], model: str) -> str:
    """Return a table of the agreement per tissue.

    Args:
        found: As `usseg.mirror.mirrored_agreement` returns it.
        model: "binary" or "multiclass".

    >>> "<td>0.50</td>" in agreement({"rest": 0.5, "fat": None}, "binary")
    True
    """
    body = [
        [
            swatch(tissue.colour) + escape(tissue.name),
            texts.IN_NEITHER if (value := found[tissue.name]) is None else f"{value:.2f}",
        ]
        for tissue in tissues_of(model)
    ]
    shown = table(texts.MIRROR_CAPTION, texts.MIRROR_HEAD, body)
    return f"{shown}<p>{texts.MIRROR_LIMITS}</p>"
