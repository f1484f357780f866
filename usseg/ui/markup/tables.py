"""Tables and colours as HTML, the same in every view."""

from collections.abc import Iterable, Sequence


def table(caption: str, head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column names its rows; cells are HTML already.

    >>> table("Areas", ["Tissue", "mm²"], [["fat", "1"]]).count("</td>")
    1
    """
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    lines = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for first, *cells in body
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}">'
        f"<table><caption>{caption}</caption>"
        f"<thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def swatch(colour: tuple[int, int, int]) -> str:
    """Return a small square of a colour, which a screen reader leaves out."""
    return f'<i class="swatch" style="background:rgb{tuple(colour)}" aria-hidden="true"></i>'
