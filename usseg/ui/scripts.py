"""What the page does in the browser itself: the list of a visitor's images, and the wipe's keys."""

import json
from pathlib import Path

from usseg.ui.texts import look as texts


def queue_script() -> str:
    """Return the JavaScript of the list of images; `queue_place` is where it stands."""
    return filled(
        "queue.js",
        LABEL=texts.QUEUE_LABEL,
        CHOOSE=texts.QUEUE_CHOOSE,
        TOO_MANY=texts.TOO_MANY.format(most=texts.MOST_IMAGES),
        MOST=texts.MOST_IMAGES,
    )


def wipe_script() -> str:
    """Return the JavaScript that lets the wipe be moved by keys."""
    return filled("wipe.js", LABEL=texts.LINE_LABEL)


def filled(name: str, **words: str | int) -> str:
    """Return a script of the folder static with the page's words in it."""
    script = (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")
    for key, word in words.items():
        script = script.replace(f'"__{key}__"', json.dumps(word)).replace(f"__{key}__", str(word))
    return script[script.index("() =>") :].strip()


def queue_place() -> str:
    """Return the HTML in which the list of images stands; empty until there are two."""
    return (
        f'<p class="hint">{texts.QUEUE_HINT}</p>'
        f'<div class="queue" hidden><label><span>{texts.QUEUE_LABEL}</span>'
        f"<select></select></label></div>"
        f'<div role="status"></div>'
    )
