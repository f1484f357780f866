"""The view in which a visitor takes the results home."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.export import FORMATS, encode, export_zip, file_name
from usseg.ui.files import store
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.session import find
from usseg.ui.texts import page as texts


@dataclass(frozen=True)
class DownloadView:
    """The components of the view."""

    blank: gr.Checkbox
    zip: gr.Button
    format: gr.Dropdown
    file: gr.Button
    download: gr.File

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        return [self.blank, self.download]


def lay_out() -> DownloadView:
    """Lay out the choices and the file that comes of them."""
    gr.Markdown(texts.EXPORT_HINT)
    blank = gr.Checkbox(
        False, label=texts.BLANK_LABEL, info=texts.BLANK_INFO, interactive=True, elem_id="blank"
    )
    with gr.Row(elem_id="exports"):
        zipped = gr.Button(texts.ZIP_BUTTON, variant="primary", elem_id="make_zip")
        with gr.Column(min_width=0):
            kind = gr.Dropdown(
                [(f"{suffix}: {format.about}", suffix) for suffix, format in FORMATS.items()],
                label=texts.FORMAT_LABEL,
                elem_id="format",
            )
            file = gr.Button(texts.FILE_BUTTON, elem_id="make_file")
    download = gr.File(label=texts.DOWNLOAD_LABEL, visible=False, elem_id="download")
    return DownloadView(blank, zipped, kind, file, download)


def show(key: str | None) -> tuple[Any, ...]:
    """Set blanking as the input needs it, and take away what was made before."""
    with told_to_the_visitor():
        blank = find(key).export().blank_outside
    return blank, gr.update(value=None, visible=False)


def make_zip(key: str | None, blank: bool) -> Any:
    """Put every format into one zip, and offer it."""
    with told_to_the_visitor():
        export = find(key).export(bool(blank))
        content = export_zip(
            export.segmentation, export.source, export.stem, export.settings, export.blank_outside
        )
    return gr.update(value=store(f"{export.stem}.zip", content), visible=True)


def make_file(key: str | None, suffix: str, blank: bool) -> Any:
    """Make the file of one format, and offer it."""
    with told_to_the_visitor():
        export = find(key).export(bool(blank))
        name = file_name(export, suffix)
        path = store(name, encode(export, suffix))
    return gr.update(value=path, visible=True)
