"""A fan or panorama as what it is by construction: two mirrored straight sides between two arcs."""

import numpy as np

from usseg.image.field_wedge import Wedge

ARC_POINTS = 40
ARC_SHARE = 0.4  # of a rim must follow an arc before its bend is trusted
FLAT = 0.01  # bend up to which an arc counts as straight
REACHED = 92  # percent: the rim of speckle ends inside the arc wherever a shadow falls
BENDS = (0.0, *np.geomspace(0.02, 12, 30).tolist())  # (width of a pixel over its height) squared


def follow(across: np.ndarray, down: np.ndarray, bent: float, width: float) -> tuple[float, float]:
    """Return the share of a rim that lies on one arc of this bend, and the arc's radius."""
    radii = np.sort(np.sqrt(down**2 + bent * across**2))
    counts = np.searchsorted(radii, radii + 2 * width, side="right") - np.arange(radii.size)
    first = int(counts.argmax())
    return float(counts[first]) / radii.size, float(np.median(radii[first : first + counts[first]]))


def find_arc(across: np.ndarray, down: np.ndarray, width: float) -> tuple[float, float, float]:
    """Find the arc that most of a rim lies on; shadows and furniture hide the rest.

    Pixels need not be square, so that an arc may be part of an ellipse: down² = radius² - bend
    across².

    Args:
        across: Columns of the rim's points from the apex, shape (n,).
        down: Rows from it, likewise.
        width: Distance in pixels up to which a point lies on an arc.

    Returns:
        Share of the rim that lies on it, its bend and its radius.
    """
    found = max((*follow(across, down, bent, width), bent) for bent in BENDS)
    radius, bent = found[1:]
    on_arc = np.abs(np.sqrt(down**2 + bent * across**2) - radius) <= 2 * width
    if np.ptp(across[on_arc]) > 2 * width:
        terms = np.stack([np.ones(on_arc.sum()), -(across[on_arc] ** 2)], axis=1)
        finer = float(np.linalg.lstsq(terms, down[on_arc] ** 2, rcond=None)[0][1])
        if 0 <= finer <= BENDS[-1]:
            found = max(found, (*follow(across, down, finer, width), finer))
    share, radius, bent = found
    return share, bent, radius


def rims(echoes: np.ndarray, wedge: Wedge) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return columns from the apex, and rows from it to the inner and the outer rim, (n,) each."""
    rows, cols = echoes.shape
    reach = wedge.slant * np.abs(np.arange(rows) + 0.5 - wedge.apex[0])
    across = np.abs(np.arange(cols) + 0.5 - wedge.apex[1])
    below = (np.arange(rows) + 0.5 > wedge.apex[0]) == (wedge.down > 0)
    within = echoes & (across[None, :] < reach[:, None]) & below[:, None]
    filled = within.any(axis=0)
    strip = within[:, filled]
    top = strip.argmax(axis=0) + 1.0
    bottom = rows - 1.0 - strip[::-1].argmax(axis=0)
    first, last = (np.abs(edge - wedge.apex[0]) for edge in (top, bottom))
    inner, outer = (first, last) if wedge.down > 0 else (last, first)
    return across[filled], inner, outer


def arc(wedge: Wedge, radius: float, bent: float) -> np.ndarray:
    """Return points (ARC_POINTS, 2) as (row, col) on an arc from the left side to the right."""
    across = np.linspace(-wedge.slant, wedge.slant, ARC_POINTS)
    rows = radius / np.sqrt(1 + bent * across**2)
    return np.stack([wedge.apex[0] + wedge.down * rows, wedge.apex[1] + across * rows], axis=1)


def fan(echoes: np.ndarray, wedge: Wedge, tolerance: float) -> tuple[np.ndarray, bool] | None:
    """Fit the arcs between two mirrored sides.

    An arc that shadows hide takes its bend from the other, and lies where the farthest speckle does.

    Args:
        echoes: Uneven pixels, bool, shape (rows, cols) of the frame; what lies beyond the sides is
            left out.
        wedge: The sides.
        tolerance: Distance in pixels up to which a point lies on an arc.

    Returns:
        Polygon (vertices, 2) as (row, col), which may pass the frame's edges, and whether an arc
        of it is bent; None where neither rim follows an arc.
    """
    across, inner, outer = rims(echoes, wedge)
    within = across < wedge.slant * inner  # the inner arc is the shorter one
    if within.sum() < ARC_POINTS:
        return None
    pairs = ((across[within], inner[within], 100 - REACHED), (across, outer, REACHED))
    arcs = [find_arc(cols, rows, tolerance) for cols, rows, _ in pairs]
    share, bent, _ = max(arcs)
    if share < ARC_SHARE:
        return None
    curves = []
    for (cols, rows, reached), (own_share, own_bend, radius) in zip(pairs, arcs, strict=True):
        if own_share < ARC_SHARE:
            own_bend = bent
            radius = float(np.sqrt(np.percentile(rows**2 + bent * cols**2, reached)))
        curves.append(arc(wedge, radius, own_bend))
    return np.concatenate([curves[0], curves[1][::-1]]), bent > FLAT
