"""How our errors reach a visitor."""

import html
from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr

from usseg.errors import UssegError


@contextmanager
def told_to_the_visitor() -> Iterator[None]:
    """Turn our own errors into a message for page and clients, without a traceback."""
    try:
        yield
    except UssegError as error:
        # Gradio renders the message as HTML, and the message may quote a file name.
        raise gr.Error(html.escape(str(error), quote=False), print_exception=False) from error
