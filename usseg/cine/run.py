"""One clip from file to curves, start to end."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usseg.cine.clip import Clip, with_rate
from usseg.cine.network import Segmenter, label, network_of, see
from usseg.cine.options import Options, Watch, check_options
from usseg.cine.outputs import opened_outputs
from usseg.cine.places import PLOT, SUMMARY, TABLE, Places, names_of, places_of
from usseg.cine.plan import Plan, prepared, scout
from usseg.cine.plot import write_plot
from usseg.cine.read import read_clip
from usseg.cine.smooth import smooth
from usseg.cine.state import State, endings, shots_until
from usseg.cine.summary import source_sha256, summary, write_summary
from usseg.errors import InputError
from usseg.types import Release


@dataclass(frozen=True)
class ClipResult:
    """What became of a clip.

    Attributes:
        ended: "complete", "stopped" or "failed"; what was done is kept in each case.
        reason: Why it failed, or "".
        done: Frames that were segmented.
        files: What was written.
        summary: What the JSON file says.
    """

    ended: str
    reason: str
    done: int
    files: tuple[Path, ...]
    summary: dict[str, Any]


def segment_video(
    source: str | Path,
    folder: str | Path,
    release: Release,
    options: Options | None = None,
    watch: Watch | None = None,
) -> ClipResult:
    """Segment the frames of a clip, and write video, masks, tables, curves and a summary.

    Memory does not grow with the clip: one frame, or one window of frames, is held at a time.

    Args:
        source: MP4, MOV, AVI, MKV, GIF, DICOM, TIFF, a zip of images or a folder of images.
        folder: Where the files go; they are named after the source.
        release: The weights, as `usseg.model.weights.find_release` returns them.
        options: What a user chose; None for the defaults.
        watch: Who is told of progress and may stop the run; None for nobody.

    Returns:
        What was written. A clip that breaks off or is stopped leaves what was done until then.

    Raises:
        InputError: The clip, an option or the folder cannot be used, or not one frame could be.
        WeightsError: The weights do not load.
    """
    clip = read_clip(source)
    return segment_clip(clip, Path(folder), network_of(release), options or Options(), watch)


def segment_clip(
    clip: Clip,
    folder: Path,
    segmenter: Segmenter,
    options: Options,
    watch: Watch | None = None,
) -> ClipResult:
    """Segment an opened clip; as `segment_video`, with anything that answers like a network."""
    check_options(options)
    clip = clip if options.fps is None else with_rate(clip, options.fps)
    plan = scout(clip, options)
    places = places_of(clip, folder, options)
    state = State(source_sha256(clip.path))
    about = clip, plan, segmenter.release, options, state
    write_summary(places.of(SUMMARY), summary(*about))
    try:
        with endings(state):
            write_frames(clip, plan, segmenter, (places, options), (state, watch or Watch()))
    finally:
        found = summary(*about)
        write_summary(places.of(SUMMARY), found)
    if not state.done:
        raise InputError(state.reason or f"{clip.name}: stopped before its first frame was done.")
    tables = places.of(TABLE), places.of(PLOT)
    write_plot(*tables, segmenter.release.model, state.done, options.measure_smoothed)
    return ClipResult(state.ended, state.reason, state.done, names_of(places, options), found)


def write_frames(
    clip: Clip,
    plan: Plan,
    segmenter: Segmenter,
    where: tuple[Places, Options],
    run: tuple[State, Watch],
) -> None:
    """Segment frame after frame and write each before the next; `state` says how it ended."""
    (places, options), (state, watch) = where, run
    release = segmenter.release
    frames = None if clip.total is None else -(-clip.total // options.every)
    shots = shots_until(clip, options.every, watch.stopped, state)
    stream = (see(prepared(shot, plan), plan.field, segmenter) for shot in shots)
    with opened_outputs(clip, plan, places, options, release.model) as write:
        for seen in smooth(stream, options.smoothing):
            labelled = label(seen, plan.field, release)
            write(labelled)
            state.note(labelled)
            watch.progress(state.done, frames, state.seconds_left(frames))
