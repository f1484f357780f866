"""The one table of tissues: label values, names and colours, used everywhere.

Colours are those of Okabe and Ito, told apart under the common forms of colour blindness.
Source: Okabe M, Ito K. Color Universal Design (2008), as listed by Wong B, Nat Methods 8:441 (2011).
"""

from dataclasses import dataclass

from usseg.errors import InputError

IGNORE = 255  # a truth pixel that says nothing: no gradient, no score


@dataclass(frozen=True)
class Tissue:
    """One label: its value in a mask, its name, its display colour (red, green, blue), 0 to 255."""

    label: int
    name: str
    colour: tuple[int, int, int]


MULTICLASS = (
    Tissue(0, "background", (0, 0, 0)),  # gel, water, fluid, all outside the field
    Tissue(1, "skin", (230, 159, 0)),
    Tissue(2, "fat", (240, 228, 66)),
    Tissue(3, "muscle", (213, 94, 0)),
    Tissue(4, "fascia", (86, 180, 233)),  # deep fascia, aponeurosis, septa
    Tissue(5, "tendon", (0, 158, 115)),
    Tissue(6, "ligament", (204, 121, 167)),
    Tissue(7, "bone", (0, 114, 178)),  # its surface and the shadow under it
)
BINARY = (
    Tissue(0, "rest", (0, 0, 0)),
    Tissue(1, "fat", (240, 228, 66)),
)
TISSUES = {"multiclass": MULTICLASS, "binary": BINARY}
MODELS = tuple(TISSUES)


def tissues_of(model: str) -> tuple[Tissue, ...]:
    """Return the tissues of one model, in label order.

    Raises:
        InputError: There is no such model.

    >>> [tissue.name for tissue in tissues_of("binary")]
    ['rest', 'fat']
    """
    if not isinstance(model, str) or model not in TISSUES:
        raise InputError(
            f"There is no model {str(model)[:40]!r}. Choose one of: {', '.join(MODELS)}."
        )
    return TISSUES[model]


def label_of(model: str, name: str) -> int:
    """Return the label value of a tissue of one model.

    Raises:
        InputError: The model is unknown, or has no tissue of that name.

    >>> label_of("multiclass", "fat")
    2
    """
    for tissue in tissues_of(model):
        if tissue.name == name:
            return tissue.label
    known = ", ".join(tissue.name for tissue in tissues_of(model))
    raise InputError(f"The {model} model has no tissue {name!r}. It knows: {known}.")
