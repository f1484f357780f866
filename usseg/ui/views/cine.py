"""The view in which a visitor segments a clip."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.ui.clip.steps import MOST, SMOOTHING
from usseg.ui.texts import clip as texts_clip
from usseg.ui.texts import page as texts


@dataclass(frozen=True)
class Given:
    """What a visitor sets for a clip."""

    clip: gr.File
    example: gr.Button
    every: gr.Number
    smoothing: gr.Checkbox
    row_mm: gr.Number
    col_mm: gr.Number
    fps: gr.Number
    is_example: gr.State

    @property
    def numbers(self) -> list[Any]:
        """The components of `usseg.ui.clip.steps.Asked` after clip, model and version."""
        return [self.every, self.smoothing, self.row_mm, self.col_mm, self.fps]

    @property
    def of_example(self) -> list[Any]:
        """The components that the example fills."""
        return [self.clip, self.row_mm, self.col_mm, self.fps, self.is_example]


@dataclass(frozen=True)
class CineView:
    """The components of the view."""

    given: Given
    segment: gr.Button
    stop: gr.Button
    state: gr.HTML
    results: gr.Column
    video: gr.Video
    curves: gr.HTML
    frame: gr.Slider
    read: gr.Image
    shown: gr.Image
    said: gr.HTML
    files: gr.File

    @property
    def of_still(self) -> list[Any]:
        """The components that take what `show_still` returns, in its order."""
        return [self.read, self.shown, self.said]

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        shown = [self.state, self.results, self.video, self.curves, self.files, self.frame]
        return [*shown, *self.of_still]


def lay_out() -> CineView:
    """Lay out what is given, the buttons, and what comes of them."""
    megapixels, minutes = MOST.pixels // 10**6, round(MOST.seconds / 60)
    gr.Markdown(
        texts_clip.CLIP_HINT.format(frames=MOST.frames, megapixels=megapixels, minutes=minutes)
    )
    with gr.Row(elem_id="clip_given"):
        given = lay_out_given()
    with gr.Row(elem_id="clip_buttons"):
        segment = gr.Button(texts_clip.SEGMENT_BUTTON, variant="primary", elem_id="segment_clip")
        stop = gr.Button(
            texts_clip.STOP_BUTTON, variant="stop", interactive=False, elem_id="stop_clip"
        )
    state = gr.HTML(f"<p>{texts_clip.NOTHING_YET}</p>", padding=False, elem_id="clip_state")
    return CineView(given, segment, stop, state, *lay_out_results())


def lay_out_given() -> Given:
    """Lay out upload, example and numbers."""
    with gr.Column(min_width=300):
        clip = gr.File(label=texts_clip.CLIP_LABEL, type="filepath", elem_id="clip", height=132)
        example = gr.Button(texts_clip.EXAMPLE_BUTTON, elem_id="clip_example")
    with gr.Column(min_width=300):
        with gr.Row():
            every = gr.Number(
                1, label=texts_clip.EVERY_LABEL, info=texts_clip.EVERY_HINT, elem_id="every"
            )
            fps = gr.Number(
                None, label=texts_clip.FPS_LABEL, info=texts_clip.OF_FILE, elem_id="clip_fps"
            )
        with gr.Row():
            row_mm, col_mm = (
                gr.Number(None, label=label, info=texts_clip.OF_FILE, elem_id=name)
                for label, name in (
                    (texts.ROW_LABEL, "clip_row_mm"), (texts.COL_LABEL, "clip_col_mm"),
                )
            )  # fmt: skip
        smooth = gr.Checkbox(
            False, label=texts_clip.SMOOTH_LABEL, elem_id="smooth",
            info=texts_clip.SMOOTH_HINT.format(frames=SMOOTHING.amount),
        )  # fmt: skip
    return Given(clip, example, every, smooth, row_mm, col_mm, fps, gr.State(False))


def lay_out_results() -> tuple[Any, ...]:
    """Lay out video, curves, stills and downloads; they appear with the first clip."""
    with gr.Column(visible=False, elem_id="clip_results") as results:
        with gr.Row(elem_id="clip_shown"):
            video = gr.Video(
                label=texts_clip.VIDEO_LABEL, interactive=False, loop=True, elem_id="clip_video"
            )
            with gr.Column(min_width=300):
                gr.Markdown(f"## {texts_clip.CURVES_TITLE}")
                curves = gr.HTML(padding=False, elem_id="clip_curves")
        gr.Markdown(f"## {texts_clip.STILLS_TITLE}")
        frame = gr.Slider(0, 1, 0, step=1, label=texts_clip.FRAME_LABEL, elem_id="clip_frame")
        read, shown = lay_out_stills()
        said = gr.HTML(padding=False, elem_id="clip_said")
        files = gr.File(
            label=texts_clip.FILES_LABEL, file_count="multiple", interactive=False,
            elem_id="clip_files",
        )  # fmt: skip
    return results, video, curves, frame, read, shown, said, files


def lay_out_stills() -> tuple[gr.Image, gr.Image]:
    """Lay out one frame as it was read, and with its tissues."""
    places = ((texts_clip.READ_LABEL, "clip_read"), (texts_clip.SHOWN_LABEL, "clip_still"))
    with gr.Row(elem_id="clip_stills"):
        read, shown = (
            gr.Image(
                label=label, format="png", type="filepath", interactive=False,
                buttons=["download", "fullscreen"], elem_id=name,
            )
            for label, name in places
        )  # fmt: skip
    return read, shown
