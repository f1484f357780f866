"""Measure a whole mask: every tissue, every region. Needs no network, so an edited mask serves too."""

import numpy as np

from usseg.errors import InputError
from usseg.measure.checks import check_labels, check_mask, check_same_shape, check_spacing
from usseg.measure.echo import BYTE
from usseg.measure.edge import EdgeThickness, muscle_thickness_at_edges
from usseg.measure.one_tissue import Scene, measure_tissue
from usseg.measure.quantity import Spacing
from usseg.measure.regions import field_edges
from usseg.measure.values import Measurements
from usseg.tissues import tissues_of
from usseg.types import Frame

GIVEN, UNKNOWN = "given by the caller", "unknown"


def measure_all(
    mask: np.ndarray,
    pixels: np.ndarray,
    inside: np.ndarray,
    model: str,
    spacing_mm: Spacing | None,
) -> Measurements:
    """Measure every tissue of a mask inside the field.

    Args:
        mask: Label map, integer, shape (rows, cols); it may have been edited by hand.
        pixels: Grey levels as they were stored, uint8 or uint16, same shape.
        inside: True inside the B-mode field, bool, same shape; labels outside do not count.
        model: Whose labels the mask holds, "binary" or "multiclass".
        spacing_mm: Pixel size (row, col) in mm, or None when unknown: then nothing is in mm.

    Returns:
        The measurements; `usseg.measure.table` turns them into rows or JSON. For 16-bit pixels use
        `measure_frame`, which also knows the value of white.

    Raises:
        InputError: The arrays do not fit together, the mask is not one of this model, or the spacing
            is not positive.
    """
    check_input(mask, pixels, inside, model)
    check_spacing(spacing_mm)
    labels = np.where(inside, mask, 0).astype(np.uint8)
    white = BYTE if pixels.dtype == np.uint8 else None
    scene = Scene(labels, pixels, field_edges(inside), model, spacing_mm, white)
    return measure_scene(scene, inside, GIVEN)


def measure_frame(mask: np.ndarray, frame: Frame, inside: np.ndarray, model: str) -> Measurements:
    """Measure every tissue of a mask as `measure_all` does, with all that the frame tells.

    Args:
        mask: Label map, integer, shape (rows, cols); it may have been edited by hand.
        frame: The image as it was stored, with its white level, its spacing and where that is from.
        inside: True inside the B-mode field, bool, shape (rows, cols).
        model: Whose labels the mask holds, "binary" or "multiclass".

    Raises:
        InputError: As for `measure_all`.
    """
    check_input(mask, frame.pixels, inside, model)
    check_spacing(frame.spacing_mm)
    labels = np.where(inside, mask, 0).astype(np.uint8)
    edges = field_edges(inside)
    scene = Scene(labels, frame.pixels, edges, model, frame.spacing_mm, frame.white)
    return measure_scene(scene, inside, frame.spacing_source)


def check_input(mask: np.ndarray, pixels: np.ndarray, inside: np.ndarray, model: str) -> None:
    """Refuse arrays that do not belong together.

    Raises:
        InputError: Their shapes differ, or the mask is none of this model.
    """
    check_mask(mask)
    check_same_shape(mask, image=pixels, field=inside)
    check_labels(mask, tissues_of(model))
    if inside.dtype != bool:
        raise InputError(f"The field is an array of bool, not {inside.dtype}. Compare it with 0.")


def measure_scene(scene: Scene, inside: np.ndarray, source: str) -> Measurements:
    """Measure every tissue but the background, and the muscle at both sides of the field."""
    edges: tuple[EdgeThickness, ...] = ()
    if scene.model == "multiclass":
        edges = muscle_thickness_at_edges(scene.labels, inside, scene.spacing_mm)
    return Measurements(
        model=scene.model,
        spacing_mm=scene.spacing_mm,
        spacing_source=source if scene.spacing_mm else UNKNOWN,
        white=scene.white,
        smallest_region=scene.edges.smallest_region,
        tissues=tuple(measure_tissue(scene, tissue) for tissue in tissues_of(scene.model)[1:]),
        edges=edges,
    )
