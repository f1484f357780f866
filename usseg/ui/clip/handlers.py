"""What the buttons of the view Cine and the endpoint `/segment_video` do."""

from typing import Any

import gradio as gr

from usseg.tissues import MODELS
from usseg.ui.clip import runs as clip_runs
from usseg.ui.clip.kept import KeptClip, forget_clip, keep_clip
from usseg.ui.clip.steps import Asked, segmented_clip
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.texts import clip as texts_clip

SHOWN = gr.Progress()
MINUTE_S = 60


def begin(request: gr.Request) -> tuple[Any, ...]:
    """Note that a clip of this visit waits for its turn: the button segments no other, "Stop" works."""
    with told_to_the_visitor():
        clip_runs.announce(str(request.session_hash))
    return gr.update(interactive=False), gr.update(interactive=True)


def stop(request: gr.Request) -> Any:
    """End this visit's run after its present frame."""
    clip_runs.stop(str(request.session_hash))
    return gr.update(interactive=False)


def leave(request: gr.Request) -> None:
    """End what this visit has at work: its page was closed, or its program ended."""
    for visit in (str(request.session_hash), visit_of_program(request)):
        clip_runs.leave(visit)


def visit_of_program(request: gr.Request) -> str:
    """Return the name of a visit by a program; a page never has it."""
    return f"program {request.session_hash}"


def end(request: gr.Request) -> tuple[Any, ...]:
    """Let the next clip be segmented."""
    clip_runs.leave(str(request.session_hash))
    return gr.update(interactive=True), gr.update(interactive=False)


def segment(request: gr.Request, progress: gr.Progress = SHOWN, *given: Any) -> str:
    """Segment a clip and remember it under the visitor's key, which is returned.

    Args:
        request: Whose it is; Gradio puts it here, and what shows progress.
        progress: What shows it.
        given: The visitor's key, then as in `Asked`.
    """
    key, *asked = given
    forget_clip(key)  # first: two clips of one visitor never lie on the disk
    progress(0, desc=texts_clip.STARTING)

    def tell(done: int, total: int | None, seconds_left: float | None) -> None:
        progress((done, total), desc=words(done, total, seconds_left), unit="frames")

    with told_to_the_visitor():
        run = clip_runs.announced(str(request.session_hash))
        return keep_clip(segmented_clip(typed(Asked(*asked)), run, tell), key)


def typed(asked: Asked) -> Asked:
    """Take numbers of 0 for empty boxes: the page sends 0 for a box that nobody has typed in."""
    row_mm, col_mm, fps = (number or None for number in (asked.row_mm, asked.col_mm, asked.fps))
    return asked._replace(row_mm=row_mm, col_mm=col_mm, fps=fps)


def words(done: int, total: int | None, seconds_left: float | None) -> str:
    """Say how far a run is.

    >>> words(3, 10, 75.4)
    'Frame 3 of 10 done, 1 min 15 s left'
    """
    if total is None or seconds_left is None:
        return texts_clip.PROGRESS_UNKNOWN.format(done=done)
    minutes, seconds = divmod(round(seconds_left), MINUTE_S)
    left = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    return texts_clip.PROGRESS.format(done=done, total=total, left=left)


def segment_video(
    request: gr.Request,
    clip: str | None,
    model: str = MODELS[0],
    version: str | None = None,
    every: float = 1,
    smoothing: bool = False,
    row_mm: float | None = None,
    col_mm: float | None = None,
    fps: float | None = None,
) -> tuple[str, str, dict[str, Any]]:
    """Segment a clip frame by frame, and measure its tissues over time.

    Returns three values: a zip of everything (overlay video, index masks, table as CSV and XLSX, plot,
    summary), the table as CSV, and the summary. A clip that breaks off gives what was before; the
    summary's "state" is then "failed" and its "reason" says why.

    Args:
        clip: MP4, MOV, AVI, MKV, GIF, multi-frame DICOM, multi-page TIFF, or a zip of frames.
        model: "multiclass" for all tissues, "binary" for fat against the rest.
        version: Version of the weights such as "0.1.0"; "latest" or null for the newest.
        every: Segment every n-th frame, from the first on; a whole number.
        smoothing: Smooth video and masks over 5 segmented frames; measurements stay unsmoothed.
        row_mm: Pixel height in mm, where the file does not say it or says it wrongly.
        col_mm: Pixel width in mm; give both or neither.
        fps: Frames per second, where the file does not say it or says it wrongly.

    Returns:
        Zip: video, masks, tables, plot and summary; README.txt says more.
        Table: one row per segmented frame, CSV.
        Summary: frames, times and their source, weights, field, scale, digests, warnings, how it ended.
    """
    visit = visit_of_program(request)
    asked = Asked(clip, model, version, every, smoothing, row_mm, col_mm, fps)
    with told_to_the_visitor():
        run = clip_runs.announce(visit)
        try:
            made = segmented_clip(asked, run, lambda *_: None)
        finally:
            clip_runs.leave(visit)
    return handed_out(made)


def handed_out(made: KeptClip) -> tuple[str, str, dict[str, Any]]:
    """Return zip, table and summary of a clip, and delete the files that are in the zip anyway."""
    zipped, table = made.files[0], made.file(".csv")
    for path in made.folder.iterdir():
        if path not in (zipped, table):
            path.unlink(missing_ok=True)
    words = texts_clip.LIMITED.format(done=made.result.done)
    return str(zipped), str(table), made.summary | ({"reason": words} if made.limited else {})
