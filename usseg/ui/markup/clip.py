"""A segmented clip in words and curves, as HTML. Everything quoted is escaped."""

from html import escape

from usseg.cine.clip import UNKNOWN
from usseg.cine.state import FAILED, STOPPED
from usseg.ui.clip.kept import KeptClip
from usseg.ui.markup.result import legend
from usseg.ui.texts import clip as texts_clip


def ended(clip: KeptClip) -> str:
    """Return the sentence that says how a run ended, as text.

    The reason of one that failed comes from the engine and may quote a file name.
    """
    result = clip.result
    if result.ended == FAILED:
        return texts_clip.FAILED.format(reason=result.reason, done=result.done)
    if result.ended == STOPPED:
        words = texts_clip.LIMITED if clip.limited else texts_clip.STOPPED
        return words.format(done=result.done)
    return texts_clip.COMPLETE.format(done=result.done)


def rate(clip: KeptClip) -> str:
    """Say how many frames per second the clip has and what says so, or that nothing does."""
    time = clip.summary["time"]
    if time["source"] == UNKNOWN:
        return texts_clip.RATE_UNKNOWN
    if time["fps"] is None:
        return texts_clip.RATE_OF_ONE
    return texts_clip.RATE.format(fps=time["fps"], source=time["source"])


def size(clip: KeptClip) -> str:
    """Say how large a pixel is and what says so, or that nothing does."""
    scale = clip.summary["scale"]
    if scale["spacing_mm"] is None:
        return texts_clip.SCALE_UNKNOWN
    row_mm, col_mm = scale["spacing_mm"]
    return f"{row_mm:.4g} × {col_mm:.4g} mm ({scale['source']})"


def facts(clip: KeptClip) -> str:
    """Return how the run ended, what is known of the clip, and warnings."""
    found, frames = clip.summary, clip.summary["frames"]
    items = {
        "Frames": f"{frames['segmented']} segmented, every {frames['every']} of {frames['read']} read",
        "Frame rate": rate(clip),
        "Pixel size": size(clip),
        "Weights": f"{found['model']} {found['version']}, SHA-256 {found['sha256'][:12]}…",
    }
    lines = "".join(
        f"<div><dt>{term}</dt><dd>{escape(str(fact))}</dd></div>" for term, fact in items.items()
    )
    said = [*clip.notes, *found["warnings"]]
    warnings = "".join(f"<li>{escape(str(warning))}</li>" for warning in said)
    notes = f'<ul class="warnings" aria-label="Warnings">{warnings}</ul>' if warnings else ""
    kind = "ended" if clip.result.ended != FAILED else "ended broken"
    words = f'<p role="status" class="{kind}">{escape(ended(clip))}</p>'
    colours = legend(str(found["model"]), with_difference=False)
    return f'{words}<dl class="facts">{lines}</dl>{notes}{colours}'


def curves(svg: str) -> str:
    """Return the plot of our own making, which scrolls where it would be too small to read."""
    return f'<div class="scroll curves" tabindex="0" role="region" aria-label="Curves">{svg}</div>'
