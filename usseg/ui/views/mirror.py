"""The part of the view Trust that asks the network a second time, in the mirror, when it is wanted."""

import json
from dataclasses import dataclass

import gradio as gr

from usseg.mirror import mirrored_agreement
from usseg.ui.markup import mirror as markup_mirror
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.session import find
from usseg.ui.texts import views as texts_views


@dataclass(frozen=True)
class MirrorView:
    """The components of the part."""

    check: gr.Button
    found: gr.HTML


def lay_out() -> MirrorView:
    """Lay out the button and, below it, what it does until it was pressed."""
    gr.HTML(f"<h2>{texts_views.MIRROR_TITLE}</h2>", padding=False)
    check = gr.Button(texts_views.MIRROR_BUTTON, elem_id="mirror")
    found = gr.HTML(markup_mirror.hint(), padding=False, elem_id="mirrored")
    return MirrorView(check, found)


def check(key: str | None) -> str:
    """Segment the mirror image of a visitor's frame, and show how far both masks agree."""
    with told_to_the_visitor():
        network = find(key).network
        return markup_mirror.agreement(mirrored_agreement(network), network.release.model)


def clear_script() -> str:
    """Return JavaScript that takes the last answer off the page: it was about another mask.

    The browser runs it at once. A call to the server could come back after a visitor on a busy one
    has asked again, and take off the new answer.
    """
    return f"() => {json.dumps(markup_mirror.hint())}"
