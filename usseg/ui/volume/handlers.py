"""What the buttons of the view Volume and the endpoint `/segment_volume` do."""

import json
from pathlib import Path
from typing import Any

import gradio as gr

from usseg.tissues import MODELS
from usseg.ui.clip import runs as clip_runs
from usseg.ui.files import store
from usseg.ui.memory import keep
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.texts import volume as texts
from usseg.ui.volume.steps import segmented
from usseg.ui.volume.upload import Typed
from usseg.volume.report import report

SHOWN = gr.Progress()


def visit_of(request: gr.Request) -> str:
    """Return the name of a visit's volume among the runs."""
    return f"volume {request.session_hash}"


def status(words: str) -> str:
    """Return a line that screen readers watch."""
    return f'<p role="status">{words}</p>'


def begin(request: gr.Request) -> tuple[Any, ...]:
    """Note that a volume of this visit waits for its turn: from now on it can be stopped."""
    with told_to_the_visitor():
        clip_runs.announce(visit_of(request))
    return gr.update(interactive=False), gr.update(interactive=True), status(texts.WAITING)


def stop(request: gr.Request) -> tuple[Any, ...]:
    """End this visit's run after its present frame."""
    clip_runs.stop(visit_of(request))
    return gr.update(interactive=False), status(texts.STOPPING)


def leave(request: gr.Request) -> None:
    """End what this visit has at work: its page was closed, or its program ended."""
    for visit in (visit_of(request), visit_of_program(request)):
        clip_runs.leave(visit)


def visit_of_program(request: gr.Request) -> str:
    """Return the name of the volume of a visit by a program; a page never has it."""
    return f"volume of program {request.session_hash}"


def end(request: gr.Request) -> tuple[Any, ...]:
    """Let the next volume be segmented."""
    clip_runs.leave(visit_of(request))
    return gr.update(interactive=True), gr.update(interactive=False), status("")


def segment(request: gr.Request, progress: gr.Progress = SHOWN, *asked: Any) -> str:
    """Segment a volume and remember it under the visitor's key, which is returned.

    Args:
        request: Whose visit it is.
        progress: Told how far it is.
        asked: Key, files, model, version, and what is typed in the order of `Typed`.
    """
    key, files, model, version, *typed = asked
    run = clip_runs.announced(visit_of(request))
    with told_to_the_visitor():
        made = segmented(files, (model, version), Typed(*typed), progress, run.is_set)
        return keep(made, key)


def empty() -> tuple[None, ...]:
    """Leave what can be typed empty."""
    return (None,) * 4


def fill(folder: Path) -> tuple[Any, ...]:
    """Put the example's frames, its table and what is typed with them into the form.

    Args:
        folder: Holds the files of `examples.make_volume`.

    Returns:
        Files, numbers and tick of the form, and that it is the example.
    """
    files = [store(name, (folder / name).read_bytes()) for name in ("limb.tif", "limb.turns.csv")]
    about = json.loads((folder / "limb.json").read_text(encoding="utf-8"))
    row_mm, col_mm = about["spacing_mm"]
    return files, row_mm, col_mm, None, None, True, True


def leave_example(is_example: bool) -> tuple[Any, ...]:
    """Forget the numbers of the example when a visitor's own sweep replaces it."""
    return (*empty(), False, False) if is_example else (gr.skip(),) * 5 + (False,)


def segment_volume(
    request: gr.Request,
    files: list[str] | None,
    model: str = MODELS[0],
    version: str | None = None,
    row_mm: float | None = None,
    col_mm: float | None = None,
    slice_mm: float | None = None,
    voxel_mm: float | None = None,
    whole: bool | None = False,
    progress: gr.Progress = SHOWN,
) -> tuple[str, dict[str, Any]]:
    """Segment every frame of one sweep over a limb, and put the frames together to a labelled volume.

    Args:
        files: The sweep (NIfTI, NRRD, MHA, TIFF or DICOM), and a CSV table of poses or turns, if any.
        model: "multiclass" for all tissues, "binary" for fat against the rest.
        version: Version of the weights such as "0.1.0"; "latest" or null for the newest.
        row_mm: Pixel height in mm, where the file does not say it or says it wrongly.
        col_mm: Pixel width in mm; give both or neither.
        slice_mm: Distance of neighbouring frames in mm of a straight sweep whose file does not say it.
        voxel_mm: Side of a voxel in mm where frames are compounded; null for two pixels.
        whole: True where the whole frame is ultrasound, without a screen around it.

    Returns:
        Zip: label volume, grey levels, cross-sections, surfaces, the mask of every frame, and report.
        Report: mL per tissue, scale and its source, grid, weights and warnings.
    """
    visit, typed = visit_of_program(request), Typed(row_mm, col_mm, slice_mm, voxel_mm, whole)
    with told_to_the_visitor():
        run = clip_runs.announce(visit)
        try:
            made = segmented(files, (model, version), typed, progress, run.is_set)
        finally:
            clip_runs.leave(visit)
        return store(f"{made.stem}.volume.zip", made.zip()), report(made.made)
