"""The files of one clip, all of which grow frame by frame."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from usseg.cine.clip import Clip
from usseg.cine.curves import columns_of, curve_row
from usseg.cine.network import Labelled
from usseg.cine.options import Options
from usseg.cine.picture import input_painter, painter
from usseg.cine.places import INPUT_VIDEO, LONG_TABLE, TABLE, VIDEO, Places
from usseg.cine.plan import Plan
from usseg.cine.write_masks import mask_writer
from usseg.cine.write_nifti import NiftiAbout
from usseg.cine.write_table import LONG_COLUMNS, table_writer
from usseg.cine.write_video import video_writer
from usseg.measure import measure_frame, rows
from usseg.measure.regions import field_edges
from usseg.render import encode_picture

Sink = Callable[[Labelled], None]


@contextmanager
def opened_outputs(
    clip: Clip, plan: Plan, places: Places, options: Options, model: str
) -> Iterator[Sink]:
    """Yield a function that writes one segmented frame to every file; each is closed at the end."""
    shape = plan.inside.shape
    about = NiftiAbout(shape, model, plan.frame.spacing_mm, plan.frame.spacing_source)
    frames = None if clip.total is None else -(-clip.total // options.every)
    with ExitStack() as stack:
        video = stack.enter_context(video_writer(places.of_shown(VIDEO), shape))
        masks = stack.enter_context(mask_writer(places.shown, options.masks, frames, about))
        frames_read = stack.enter_context(input_sink(plan, places, options))
        tables = stack.enter_context(table_sink(plan, places, options, model))
        paint = painter(plan.field, plan.inside, model, plan.blank_outside)

        def write(labelled: Labelled) -> None:
            picture = paint(labelled.shot.frame, labelled.shown)
            video(picture, labelled.shot.time_s)
            masks(labelled.shown)
            frames_read(labelled)
            if labelled.shot.index in options.stills:
                still = places.of_shown(f".frame-{labelled.shot.index:06d}.png")
                still.write_bytes(encode_picture(picture))
            tables(labelled)  # last: a row says that the frame's other files are written

        yield write


@contextmanager
def input_sink(plan: Plan, places: Places, options: Options) -> Iterator[Sink]:
    """Yield a function that appends one frame, as it was read, to a video of its own, if asked for."""
    if not options.input_video:
        yield lambda labelled: None
        return
    paint = input_painter(plan.inside, plan.blank_outside)
    with video_writer(places.of(INPUT_VIDEO), plan.inside.shape) as video:
        yield lambda labelled: video(paint(labelled.shot.frame), labelled.shot.time_s)


@contextmanager
def table_sink(plan: Plan, places: Places, options: Options, model: str) -> Iterator[Sink]:
    """Yield a function that measures one frame and appends to the tables."""
    edges = field_edges(plan.inside)
    columns = edges.columns
    column = int(columns[columns.size // 2]) if options.column is None else options.column
    with ExitStack() as stack:
        curves = stack.enter_context(table_writer(places.of(TABLE), columns_of(model)))
        long = None
        if options.measure_all:
            long = stack.enter_context(table_writer(places.of(LONG_TABLE), LONG_COLUMNS))

        def write(labelled: Labelled) -> None:
            if options.measure_smoothed and labelled.smoothed is not None:
                mask, confidence = labelled.smoothed
                labelled = replace(labelled, mask=mask, confidence=confidence)
            row = curve_row(labelled, plan, edges, column, model)
            if long is not None and not labelled.shot.empty:
                long(long_rows(labelled, plan, model))
            curves([row | {"smoothed": int(options.measure_smoothed)}])

        yield write


def long_rows(labelled: Labelled, plan: Plan, model: str) -> list[dict]:
    """Return every measurement of one frame."""
    shot = labelled.shot
    found = rows(measure_frame(labelled.mask, shot.frame, plan.inside, model))
    place = {"frame": shot.index, "time_s": shot.time_s}
    return [{**place, **{k: v for k, v in row.items() if k != "note"}} for row in found]
