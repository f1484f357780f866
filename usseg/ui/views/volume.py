"""The view in which the frames of a sweep become a volume: what stands where."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.ui.texts import volume as texts
from usseg.volume.planes import VIEWS

UPLOAD_HEIGHT = 150


@dataclass(frozen=True)
class VolumeForm:
    """What a visitor sets."""

    files: gr.File
    numbers: list[gr.Number]
    whole: gr.Checkbox
    segment: gr.Button
    stop: gr.Button
    example: gr.Button
    status: gr.HTML

    @property
    def typed(self) -> list[Any]:
        """The components that `volume_upload.Typed` is made of, in its order."""
        return [*self.numbers, self.whole]


@dataclass(frozen=True)
class VolumeView:
    """The form, and what is shown of a volume."""

    form: VolumeForm
    words: gr.HTML
    table: gr.HTML
    tissues: gr.CheckboxGroup
    surfaces: gr.Model3D
    places: list[gr.Slider]
    pictures: list[gr.Image]
    legend: gr.HTML
    plot: gr.HTML
    zip: gr.Button
    format: gr.Dropdown
    file: gr.Button
    download: gr.File

    @property
    def of_draw(self) -> list[Any]:
        """The components that take what `volume_show.draw` returns, in its order."""
        return [*self.pictures, self.plot]

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `volume_show.show` returns, in its order."""
        words = [self.words, self.table, self.legend, self.format, self.download]
        return [*words, self.tissues, self.surfaces, *self.places, *self.of_draw]


def lay_out() -> VolumeView:
    """Lay out form, surfaces, slices, numbers and downloads."""
    gr.Markdown(texts.HINT)
    form = lay_out_form()
    words = gr.HTML(padding=False, elem_id="volume_words")
    with gr.Row(elem_id="volume_top"):
        with gr.Column(min_width=0):
            tissues, surfaces = lay_out_surfaces()
        with gr.Column(min_width=0):
            table = gr.HTML(padding=False, elem_id="volume_table")
            gr.HTML(f"<h2>{texts.PLOT_TITLE}</h2>", padding=False)
            plot = gr.HTML(padding=False, elem_id="volume_plot")
    places, pictures, legend = lay_out_slices()
    downloads = lay_out_downloads()
    return VolumeView(
        form, words, table, tissues, surfaces, places, pictures, legend, plot, *downloads
    )


def lay_out_form() -> VolumeForm:
    """Lay out upload, numbers and buttons."""
    with gr.Row(elem_id="volume_form"):
        with gr.Column(min_width=0):
            files = gr.File(
                label=texts.FILES_LABEL, type="filepath", file_count="multiple",
                height=UPLOAD_HEIGHT, elem_id="volume_files",
            )  # fmt: skip
            example = gr.Button(texts.EXAMPLE_BUTTON, size="sm", elem_id="volume_example")
        with gr.Column(min_width=0):
            labels = (texts.ROW_LABEL, texts.COL_LABEL, texts.SLICE_LABEL, texts.VOXEL_LABEL)
            with gr.Row(elem_classes="four"):
                numbers = [gr.Number(None, label=label, min_width=90) for label in labels]
            gr.Markdown(texts.OPTIONS_HINT, elem_classes="small")
            whole = gr.Checkbox(False, label=texts.WHOLE_LABEL, elem_id="volume_whole")
            with gr.Row():
                segment = gr.Button(
                    texts.SEGMENT_BUTTON, variant="primary", elem_id="volume_segment"
                )
                stop = gr.Button(texts.STOP_BUTTON, interactive=False, elem_id="volume_stop")
            status = gr.HTML(
                '<p role="status"></p>', padding=False, min_height=64, elem_id="volume_status"
            )
    return VolumeForm(files, numbers, whole, segment, stop, example, status)


def lay_out_surfaces() -> tuple[gr.CheckboxGroup, gr.Model3D]:
    """Lay out the surfaces and which of them are shown."""
    surfaces = gr.Model3D(
        label=texts.MODEL_3D_LABEL, interactive=False, height=460, elem_id="surfaces"
    )
    tissues = gr.CheckboxGroup([], label=texts.TISSUES_LABEL, elem_id="volume_tissues")
    gr.Markdown(texts.SURFACE_HINT, elem_classes="small")
    return tissues, surfaces


def lay_out_slices() -> tuple[list[gr.Slider], list[gr.Image], gr.HTML]:
    """Lay out the three views with a slider each, and what their colours mean."""
    places, pictures = [], []
    with gr.Row(elem_id="slices"):
        for view, label, place in zip(VIEWS, texts.VIEW_LABELS, texts.PLACE_LABELS, strict=True):
            with gr.Column(min_width=0):
                picture = gr.Image(
                    label=label, format="png", type="filepath", interactive=False, buttons=[],
                    elem_id=view,
                )  # fmt: skip
                pictures.append(picture)
                places.append(gr.Slider(0, 1, 0, step=1, label=place, elem_id=f"place_{view}"))
    gr.Markdown(texts.LINKED_HINT, elem_classes="small")
    return places, pictures, gr.HTML(padding=False, elem_id="volume_legend")


def lay_out_downloads() -> tuple[Any, ...]:
    """Lay out the choice of files, as in the view of exports."""
    gr.Markdown(texts.EXPORT_HINT)
    with gr.Row(elem_id="volume_exports"):
        zipped = gr.Button(texts.ZIP_BUTTON, variant="primary", elem_id="volume_zip")
        with gr.Column(min_width=0):
            kind = gr.Dropdown([], label=texts.FORMAT_LABEL, elem_id="volume_format")
            file = gr.Button(texts.FILE_BUTTON, elem_id="volume_file")
    download = gr.File(label=texts.DOWNLOAD_LABEL, visible=False, elem_id="volume_download")
    return zipped, kind, file, download
