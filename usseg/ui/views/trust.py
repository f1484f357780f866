"""The view that says how far an image can be trusted: the gate, the confidence, and where it is low."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.render import encode_picture, for_display
from usseg.render.summary import measures
from usseg.render.uncertainty import uncertainty_picture
from usseg.ui.files import store
from usseg.ui.markup import trust as markup_trust
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.session import find
from usseg.ui.texts import page as texts
from usseg.ui.texts import views as texts_views
from usseg.ui.views import mirror


@dataclass(frozen=True)
class TrustView:
    """The components of the view, but for the warning, which stands above all views."""

    verdict: gr.HTML
    confidence: gr.HTML
    picture: gr.Image
    mirror: mirror.MirrorView

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns after the warning, in its order."""
        return [self.verdict, self.confidence, self.picture]


def lay_out_warning() -> gr.HTML:
    """Lay out the warning of a flagged image: empty, but there, so that screen readers watch it."""
    return gr.HTML(markup_trust.alarm(None), padding=False, elem_id="warning")


def lay_out() -> TrustView:
    """Lay out words, numbers and picture."""
    with gr.Row(elem_id="trust"):
        with gr.Column(min_width=0):
            verdict = gr.HTML(f"<p>{texts.NOTHING_YET}</p>", padding=False, elem_id="verdict")
            confidence = gr.HTML(padding=False, elem_id="confidence")
            mirrored = mirror.lay_out()
        with gr.Column(min_width=0):
            picture = gr.Image(
                label=texts_views.UNCERTAINTY_LABEL, format="png", type="filepath",
                interactive=False, buttons=["download", "fullscreen"], elem_id="uncertainty",
            )  # fmt: skip
            gr.HTML(markup_trust.uncertainty_legend(), padding=False)
    return TrustView(verdict, confidence, picture, mirrored)


def show(key: str | None) -> tuple[str, str, str, str]:
    """Show the warning, what the gate says, how sure the network is of each tissue, and where."""
    with told_to_the_visitor():
        session = find(key)
    network = session.network
    drawn = encode_picture(for_display(uncertainty_picture(network)))
    return (
        markup_trust.alarm(network.trust),
        markup_trust.verdict(network.trust),
        markup_trust.confidence(measures(network), network.release.model, network.trust),
        store(f"{session.source.stem}.uncertainty.png", drawn),
    )


def clear() -> tuple[Any, ...]:
    """Take the last result off the page."""
    return markup_trust.alarm(None), f"<p>{texts.NOTHING_YET}</p>", "", None
