"""What a request may hold: checked before Gradio looks at it, and refused in words."""

import html
from pathlib import Path
from typing import Any

import gradio as gr
from gradio_client.utils import is_file_obj, is_http_url_like, traverse

from usseg.errors import InputError
from usseg.image.limits import shown_name
from usseg.ui.files import cache_folder
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.texts import page as texts

SHOWN = 200  # characters of Gradio's own words, which quote what was sent in full
# What Gradio raises on values of another kind than documented; its text names paths of this server.
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class Page(gr.Blocks):
    """Blocks that answer a malformed request with a sentence.

    Gradio's own answer is an empty error, and a traceback in the log that quotes the request.
    """

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], state: Any, explicit_call: bool = False
    ) -> list[Any]:
        """Return the arguments of a handler, as Gradio does, or refuse the request.

        Raises:
            gr.Error: The values are not what the endpoint documents; safe to show as HTML.
        """
        try:
            with told_to_the_visitor():
                if not explicit_call:  # a caller inside this process may name any file
                    check_files(inputs)
            return await super().preprocess_data(block_fn, inputs, state, explicit_call)
        except gr.Error as refusal:
            words = refusal.message if not refusal.print_exception else escaped(refusal.message)
            raise gr.Error(words, print_exception=False) from None
        except MALFORMED:
            raise gr.Error(texts.MALFORMED, print_exception=False) from None


def escaped(message: str) -> str:
    """Return the beginning of a message as HTML that shows it.

    >>> escaped("Value: <b>")
    'Value: &lt;b&gt;'
    """
    return html.escape(message[:SHOWN], quote=False)


def check_files(values: Any) -> None:
    """Refuse files that were not uploaded, wherever they hide in the values of a request.

    Gradio would fetch an address, of any size, past the limit on uploads; and it would note down
    a folder as a file, over which its deletion of old files stumbles for good.

    Raises:
        InputError: A path is an address, a folder, not uploaded, or deleted since.
    """
    traverse(values, lambda file: _check_path(file["path"]), is_file_obj)


def _check_path(path: str) -> None:
    if is_http_url_like(path):
        raise InputError(texts.ADDRESS)
    try:
        real = Path(path).resolve()
        uploaded = real.is_relative_to(cache_folder()) and real.is_file()
    except (OSError, ValueError, RuntimeError):  # too long, with a null byte, links in a circle
        uploaded = False
    if not uploaded:  # one sentence for all: it must not tell which files the server has
        raise InputError(texts.EXPIRED.format(name=shown_name(Path(path))))
