"""What the view of volumes shows of a visitor's volume, and of the example to whoever has none."""

from typing import Any

import gradio as gr

from usseg.errors import InputError
from usseg.render import encode_picture
from usseg.ui.files import store
from usseg.ui.markup import volume as markup_volume
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.texts import volume as texts
from usseg.ui.volume.example import find_volume
from usseg.ui.volume.session import VolumeSession
from usseg.volume.mesh_files import encode_glb
from usseg.volume.planes import VIEWS, Place, clicked, middle, plane_picture


def show(key: str | None) -> tuple[Any, ...]:
    """Show everything of a volume, its slices through the middle."""
    with told_to_the_visitor():
        session = find_volume(key)
        names = [mesh.name for mesh in session.shown]
        suffixes = list(session.files)
    place = middle(session.volume.grid)
    return (
        markup_volume.words(session),
        markup_volume.amounts_table(session),
        markup_volume.legend(session),
        gr.update(choices=suffixes, value=suffixes[0]),
        gr.update(value=None, visible=False),
        gr.update(choices=names, value=names),
        surfaces_file(session, names),
        *(
            gr.update(maximum=max(1, count - 1), value=at)
            for count, at in zip(session.volume.grid.shape, place, strict=True)
        ),
        *drawn(session, place),
    )


def open_view(opened: bool, key: str | None) -> Any:
    """Show a volume when its view is opened for the first time; later it is as it was left."""
    return gr.skip() if opened else (True, *show(key))


def surfaces_file(session: VolumeSession, names: list[str]) -> str | None:
    """Write the surfaces of some tissues, and return the file; None where none is chosen."""
    chosen = [mesh for mesh in session.shown if mesh.name in names]
    return store(f"{session.stem}.glb", encode_glb(chosen)) if chosen else None


def switch(key: str | None, names: list[str] | None) -> str | None:
    """Show the surfaces of the tissues that are switched on, and no others."""
    with told_to_the_visitor():
        return surfaces_file(find_volume(key), names or [])


def draw(key: str | None, *places: float | None) -> tuple[str, ...]:
    """Draw the three views through a voxel, and its slice in the plot."""
    with told_to_the_visitor():
        return drawn(find_volume(key), voxel(places))


def drawn(session: VolumeSession, place: Place) -> tuple[str, ...]:
    """Return the files of the three pictures, and the plot as HTML.

    Raises:
        InputError: The volume has no such voxel.
    """
    volume = session.volume
    pictures = [
        store(f"{session.stem}.{name}.png", encode_picture(plane_picture(volume, view, place)))
        for view, name in enumerate(VIEWS)
    ]
    return *pictures, markup_volume.plot(session, place[0])


def voxel(places: tuple[float | None, ...]) -> Place:
    """Return what the sliders say as a voxel.

    Raises:
        InputError: One says nothing, or no number that counts.
    """
    try:
        slice_, row, col = (int(at) for at in places)  # type: ignore[arg-type]
    except (OverflowError, TypeError, ValueError):
        raise InputError(texts.NO_PLACE) from None
    return slice_, row, col


def click(view: int, event: gr.SelectData, key: str | None, *places: float | None) -> Place:
    """Move the other two views to where somebody clicked in one of them.

    Args:
        view: Number of the view.
        event: The click.
        key: The visitor's.
        places: Slice, row and column that the views go through.
    """
    with told_to_the_visitor():
        grid = find_volume(key).volume.grid
        return clicked(grid, view, voxel(places), event.index)


def make_zip(key: str | None) -> Any:
    """Put every file into one zip, and offer it."""
    with told_to_the_visitor():
        session = find_volume(key)
        return gr.update(value=store(f"{session.stem}.volume.zip", session.zip()), visible=True)


def make_file(key: str | None, suffix: str) -> Any:
    """Make one file, and offer it."""
    with told_to_the_visitor():
        return gr.update(value=store(*find_volume(key).file(suffix)), visible=True)
