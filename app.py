"""Start the page: `python app.py`, then open http://127.0.0.1:7860."""

import os
import sys
import threading
from pathlib import Path

from usseg.ui.files import FOLDER_VARIABLE, LARGEST_UPLOAD, use_private_folder

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads both when it is imported
os.environ[FOLDER_VARIABLE] = str(use_private_folder())

import gradio as gr

from usseg.errors import UssegError
from usseg.ui.assistants import use_strict_tools
from usseg.ui.handlers import warm
from usseg.ui.languages import labels
from usseg.ui.page import build_demo
from usseg.ui.sweep import start_sweeping
from usseg.ui.theme import STYLE, theme

EXAMPLES = Path(__file__).parent / "examples"


def warm_quietly() -> None:
    """Load the models ahead of the first visitor; a visitor is told the same if they are broken."""
    try:
        warm()
    except UssegError as error:
        print(f"The models could not be loaded ahead: {error}", file=sys.stderr)


def launch(demo: gr.Blocks) -> None:
    """Start to serve the page.

    Address and port are Gradio's: `GRADIO_SERVER_NAME`, `GRADIO_SERVER_PORT`, else 127.0.0.1:7860.
    """
    start_sweeping()
    use_strict_tools()
    demo.launch(
        mcp_server=True,
        i18n=labels(demo),
        theme=theme(),
        css_paths=STYLE,
        footer_links=["api", "settings"],
        max_file_size=LARGEST_UPLOAD,
        show_error=False,  # with it, Gradio's own errors name paths of this server
        run_history=False,  # it would keep patients' images in the browser
        enable_monitoring=False,
        ssr_mode=False,
        strict_cors=True,
        pwa=False,
        share=False,
        prevent_thread_lock=True,
    )


demo = build_demo(EXAMPLES)

if __name__ == "__main__":
    launch(demo)
    # After the launch, whose check whether the server answers would starve beside TensorFlow.
    threading.Thread(target=warm_quietly, daemon=True).start()
    demo.block_thread()
