"""How the page looks."""

from pathlib import Path

import gradio as gr

STYLE = Path(__file__).with_name("static") / "style.css"
FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")  # none is fetched
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")


def theme() -> gr.themes.Base:
    """Return a quiet theme whose text and buttons keep a contrast of 4.5 to 1 in light and dark.

    Boxes to tick and to type in keep 3 to 1 against what is around them (WCAG 2.2, 1.4.11).
    """
    quiet = gr.themes.Default(
        primary_hue="teal", neutral_hue="slate", font=FONT, font_mono=MONO, radius_size="md"
    )
    return quiet.set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        checkbox_border_color="*neutral_500",
        checkbox_border_color_dark="*neutral_400",
        input_border_color="*neutral_500",
        input_border_color_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
    )
