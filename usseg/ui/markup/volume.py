"""What is said of a volume, as HTML."""

from html import escape

from usseg.tissues import tissues_of
from usseg.ui.markup.measure import UNKNOWN, number
from usseg.ui.markup.tables import swatch, table
from usseg.ui.texts import volume as texts
from usseg.ui.volume.session import VolumeSession
from usseg.volume.planes import NOT_SCANNED, SHADOW
from usseg.volume.plot import sections_svg


def words(session: VolumeSession) -> str:
    """Return whose volume it is, which weights made it, and what a user should know."""
    volume, release, amounts = session.volume, session.made.release, session.amounts
    about = texts.MADE_BY.format(
        kind=volume.kind.capitalize(), finished=volume.finished, frames=volume.frames,
        model=release.model, version=release.version, sha256=release.sha256[:12],
        shape=" × ".join(map(str, volume.grid.shape)),
        spacing=" × ".join(f"{side:.3g}" for side in volume.grid.spacing_mm),
    )  # fmt: skip
    is_example = session.true_ml is not None
    title = texts.EXAMPLE_TITLE if is_example else texts.RESULT_TITLE.format(stem=session.stem)
    lines = [texts.EXAMPLE_NOTE] if is_example else []
    lines += [
        about,
        texts.SCANNED.format(scanned=amounts.scanned_ml, share=amounts.unseen_share),
    ]
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    warnings = "".join(f"<li>{escape(warning)}</li>" for warning in session.made.warnings)
    notes = f'<ul class="warnings" aria-label="Warnings">{warnings}</ul>' if warnings else ""
    return f"<h2>{escape(title)}</h2>{said}{notes}"


def amounts_table(session: VolumeSession) -> str:
    """Return a row for each tissue that is there, or should be: mL, cross-section, length."""
    true_ml, colours = session.true_ml, colours_of(session)
    head = list(texts.TABLE_HEAD)
    if true_ml is not None:
        head.insert(2, texts.TRUE_HEAD)
    body = []
    for amount in session.amounts.tissues:
        known = (true_ml or {}).get(amount.name)
        if not amount.voxels and not known:
            continue
        row = [swatch(colours[amount.name]) + amount.name, number(amount.volume_ml)]
        row += [] if true_ml is None else [UNKNOWN if known is None else number(known)]
        row += [number(amount.mean_area_mm2), number(amount.length_mm)]
        body.append(row)
    caption = texts.TABLE_CAPTION.format(source=session.amounts.spacing_source)
    notes = {amount.note for amount in session.amounts.tissues if amount.note}
    said = "".join(f'<p class="evidence">{escape(note)}</p>' for note in sorted(notes))
    return table(escape(caption), head, body) + said


def plot(session: VolumeSession, index: int) -> str:
    """Return the cross-sections along the axis with one slice marked; narrow pages scroll it."""
    drawn = sections_svg(session.sections, session.volume.model, index)
    label = escape(texts.PLOT_TITLE)
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{drawn}</div>'


def colours_of(session: VolumeSession) -> dict[str, tuple[int, int, int]]:
    """Return the colour of each tissue by its name."""
    return {tissue.name: tissue.colour for tissue in tissues_of(session.volume.model)}


def legend(session: VolumeSession) -> str:
    """Return what the colours of the slices mean; what is unknown has a name of its own."""
    entries = [(tissue.colour, tissue.name) for tissue in tissues_of(session.volume.model)[1:]]
    items = "".join(f"<li>{swatch(colour)}{name}</li>" for colour, name in entries)
    items += (
        f"<li>{swatch(SHADOW).replace('swatch', 'swatch striped', 1)}{texts.UNKNOWN_SHADOW}</li>"
    )
    items += f"<li>{swatch(NOT_SCANNED)}{texts.UNKNOWN_NOT_SCANNED}</li>"
    return f'<div class="key"><span>{texts.LEGEND_TITLE}</span><ul>{items}</ul></div>'
