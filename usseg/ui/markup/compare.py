"""Two segmentations of one image, as HTML: what each is, and how far they agree."""

import math
from html import escape

from usseg.mask.agree import TissueAgreement
from usseg.render.versus import VERSUS_LEGEND
from usseg.tissues import tissues_of
from usseg.types import Release
from usseg.ui.comparing import Versus
from usseg.ui.markup import result as markup
from usseg.ui.markup.scores import signed
from usseg.ui.markup.tables import swatch, table
from usseg.ui.texts import look as texts

UNKNOWN = "–"


def versus_words(found: Versus) -> str:
    """Return which weights A and B are, how many pixels agree, and what else there is to know."""
    parts = [
        f"<p><strong>{letter}</strong>: {weights(one.release)}</p>"
        for letter, one in zip("AB", (found.first, found.second), strict=True)
    ]
    parts.append(f"<p>{texts.EQUAL.format(share=found.equal)}</p>")
    if found.first.release.model != found.second.release.model:
        parts.append(f"<p>{texts.ONLY_FAT}</p>")
    return "".join(parts)


def weights(release: Release) -> str:
    """Return which weights made a mask."""
    source = markup.SOURCES.get(release.source, release.source)
    return escape(f"{release.model} {release.version}, {source}, SHA-256 {release.sha256[:12]}…")


def agreement_table(found: Versus) -> str:
    """Return a row per tissue of A, B or the truth; with a truth, both scores and their difference."""
    has_truth = found.first.truth is not None
    colours = {tissue.name: tissue.colour for tissue in tissues_of(found.model)}
    body = [
        [swatch(colours[one.name]) + escape(one.name), *cells(one, has_truth)]
        for one in found.tissues
        if one.first_pixels or one.second_pixels or dice_words(one.first) != UNKNOWN
    ]
    head = [*texts.AGREE_HEAD, *(texts.AGREE_HEAD_TRUTH if has_truth else ())]
    return table(texts.AGREE_CAPTION if has_truth else texts.AGREE_CAPTION_ALONE, head, body)


def cells(one: TissueAgreement, has_truth: bool) -> list[str]:
    """Return the numbers of a tissue's row."""
    found = [f"{one.first_pixels:,d}", f"{one.second_pixels:,d}", dice_words(one.between)]
    if has_truth:
        gain = None if one.gain is None or math.isnan(one.gain) else round(one.gain, 3)
        found += [dice_words(one.first), dice_words(one.second), signed(gain)]
    return found


def dice_words(dice: float | None) -> str:
    """Write a Dice coefficient; one that is undefined is a dash.

    >>> dice_words(0.5), dice_words(float("nan")), dice_words(None)
    ('0.500', '–', '–')
    """
    return UNKNOWN if dice is None or math.isnan(dice) else f"{dice:.3f}"


def versus_legend(found: Versus) -> str:
    """Return what the colours of the three pictures mean."""
    models = {found.first.release.model, found.second.release.model}
    widest = max(models, key=lambda model: len(tissues_of(model)))
    entries = [(entry.colour, entry.name, entry.meaning) for entry in VERSUS_LEGEND]
    return markup.legend(widest, with_difference=False) + markup.colour_key(
        texts.VERSUS_TITLE, entries
    )
