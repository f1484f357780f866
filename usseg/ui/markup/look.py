"""The closer look as HTML: the numbers of one tissue, and its swatch of colour and pattern."""

import base64
from html import escape
from typing import Any

from usseg.measure import rows
from usseg.measure.values import Measurements
from usseg.render import encode_picture
from usseg.render.patterns import PATTERNS, tile
from usseg.tissues import MULTICLASS, Tissue
from usseg.ui.markup.measure import number
from usseg.ui.markup.tables import swatch
from usseg.ui.texts import look as texts

UNKNOWN = "–"
TILE_PERIOD, TILE_REPEATS = 8, 2  # pixels
THICKNESS = {"thickness_mean": "Mean thickness", "thickness_max": "Greatest thickness"}


def asked(words: str) -> str:
    """Return a sentence where the numbers of a tissue would stand."""
    return f"<p>{escape(words)}</p>"


def tissue_facts(
    tissue: Tissue, counted: dict[str, Any], measured: Measurements, place: str = ""
) -> str:
    """Return the numbers of one tissue: area, share, thickness, mean confidence.

    Args:
        tissue: Which.
        counted: Its row of the report.
        measured: Everything measured in the mask.
        place: Where somebody clicked, in words.
    """
    title = f"<h2>{swatch(tissue.colour)}{escape(tissue.name)}</h2>"
    if not counted["pixels"]:
        return title + asked(texts.ABSENT.format(name=tissue.name))
    confidence = counted["mean_confidence"]
    facts = {
        "Area": area(counted),
        "Share of the field": f"{counted['fraction']:.1%}",
        **thickness(tissue.name, measured),
        "Mean confidence": UNKNOWN if confidence is None else f"{confidence:.2f}",
    }
    items = "".join(f"<div><dt>{name}</dt><dd>{fact}</dd></div>" for name, fact in facts.items())
    return f'{title}<dl class="facts">{items}</dl>{asked(place) if place else ""}'


def area(counted: dict[str, Any]) -> str:
    """Return an area in pixels, and in mm² where the scale is known.

    >>> area({"pixels": 4875, "area_mm2": None}), area({"pixels": 10, "area_mm2": 2.5})
    ('4,875 px', '2.5 mm² (10 px)')
    """
    pixels = f"{counted['pixels']:,d} px"
    if counted["area_mm2"] is None:
        return pixels
    return f"{number(counted['area_mm2'])} mm² ({pixels})"


def thickness(name: str, measured: Measurements) -> dict[str, str]:
    """Return the thicknesses of a tissue along depth, in mm where the scale is known."""
    unit = "px" if measured.spacing_mm is None else "mm"
    found = {
        row["quantity"]: row["value"]
        for row in rows(measured)
        if (row["tissue"], row["region"], row["unit"]) == (name, "all", unit)
    }
    return {
        title: UNKNOWN if found.get(key) is None else f"{number(found[key])} {unit}"
        for key, title in THICKNESS.items()
    }


def swatches() -> str:
    """Return the style that puts colour and pattern of each tissue before its switch.

    The picture of a swatch is made by the function that draws the pattern over the frame.
    """
    rules = "".join(
        f'#shown label:has([name="{tissue.name}"]) > span::before '
        f"{{ background-image: url(data:image/png;base64,{tile_code(tissue)}); }}"
        for tissue in MULTICLASS[1:]
    )
    return f"<style>{rules}</style>"


def tile_code(tissue: Tissue) -> str:
    """Return the swatch of a tissue as PNG in base 64."""
    drawn = tile(PATTERNS[tissue.name], tissue.colour, TILE_PERIOD, TILE_REPEATS)
    return base64.b64encode(encode_picture(drawn)).decode()
