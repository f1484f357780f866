"""How the page looks."""

from pathlib import Path

import gradio as gr

STYLE = Path(__file__).with_name("static") / "style.css"
FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")  # none is fetched
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")


def theme() -> gr.themes.Base:
    """Return a quiet theme whose text and buttons keep a contrast of 4.5 to 1 in light and dark."""
    quiet = gr.themes.Default(
        primary_hue="teal", neutral_hue="slate", font=FONT, font_mono=MONO, radius_size="md"
    )
    return quiet.set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
    )
