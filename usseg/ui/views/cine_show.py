"""What the view Cine shows of a segmented clip."""

from typing import Any

import gradio as gr

from usseg.cine.places import PLOT, VIDEO
from usseg.cine.still import still_pair
from usseg.render import encode_picture
from usseg.ui.clip.kept import KeptClip, find_clip
from usseg.ui.files import store
from usseg.ui.markup import clip as markup_clip
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.texts import clip as texts_clip


def show(key: str | None) -> tuple[Any, ...]:
    """Show what became of a visitor's clip, beginning with its first frame."""
    with told_to_the_visitor():
        clip = find_clip(key)
        svg = clip.file(PLOT).read_text(encoding="utf-8")
        video = str(clip.file(VIDEO))
    return (
        markup_clip.facts(clip),
        gr.update(visible=True),
        video,
        markup_clip.curves(svg),
        [str(path) for path in clip.files],
        slider(clip),
        *show_still(key, 0),
    )


def clear(words: str = texts_clip.WAITING) -> tuple[Any, ...]:
    """Show nothing but a sentence: the last clip is gone."""
    empty = f"<p>{words}</p>", gr.update(visible=False), None, "", None
    return *empty, gr.update(), None, None, ""


def slider(clip: KeptClip) -> Any:
    """Let the slider go over the segmented frames, by their numbers in the clip."""
    every = clip.summary["frames"]["every"]
    last = (clip.result.done - 1) * every
    return gr.update(maximum=max(last, every), step=every, value=0, visible=last > 0)


def show_still(key: str | None, index: float | None) -> tuple[str, str, str]:
    """Show one frame as it was read and with its tissues, and say which it is."""
    with told_to_the_visitor():
        clip = find_clip(key)
        pair = still_pair(clip.folder, int(index or 0), clip.stem)
    name = f"{clip.stem}.frame-{pair[0].index:06d}"
    read, shown = (
        store(f"{name}{end}", encode_picture(still.picture))
        for end, still in zip((".input.png", ".png"), pair, strict=True)
    )
    form = texts_clip.STILL_UNTIMED if pair[0].time_s is None else texts_clip.STILL_TIMED
    words = form.format(index=pair[0].index, time_s=pair[0].time_s)
    return read, shown, f"<p>{words}. {texts_clip.STILL_NOTE}</p>"
