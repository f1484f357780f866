"""Whether the screen cuts a field off at a side, or whether its echoes fade there."""

import numpy as np

from usseg.image.field_evidence import GROUND_SHARE, NEAR_EDGE, STROKE, is_cropped
from usseg.image.field_screen import EVEN
from usseg.image.field_sides import Side
from usseg.image.field_texture import local_range
from usseg.image.field_walk import Screen, before_ground

INK_ROWS = slice(3, 13)  # beyond an edge, where text is looked for: nearer by, it may be an echo
INNER_ROWS = 8  # whose brightness a step is compared with
STEP = 0.5  # of that brightness is lost within one row where a screen cuts echoes off
LEAST_STEP = 1.0  # grey level: noise in black has as much
UNEVEN_SHARE = 0.35  # of the pixels beyond an edge: more, and it is none
TOGETHER = 0.75  # of the columns end at one row: fading is seldom so even
APART = 0.1  # of them may end farther out, where text hangs on
NEAREST = 3  # rows inside such an end,
HELD = 0.6  # that are so bright, compared with more of them: echoes that fade are darker there
DARKER = 0.5  # grey levels: no fading echo is darker than the ground it fades into


def inkless(beyond: np.ndarray) -> np.ndarray:
    """Mark the columns without ink a few rows beyond an edge: bool, shape (cols,).

    All of them where most have it: then it is no text, but a bright ground or picture.

    Args:
        beyond: Grey levels beyond the edge, nearest first, uint8, shape (rows, cols).
    """
    clear = beyond[INK_ROWS].max(axis=0, initial=0) < STROKE
    return clear if clear.mean() >= GROUND_SHARE else np.ones_like(clear)


def find_step(inward: np.ndarray, beyond: np.ndarray) -> int | None:
    """Find where the screen cuts echoes off near an edge of speckle: they end within one row.

    The last echo of a bone or of the skin is as long as a pulse, and fades over several rows.
    Columns with text beyond the edge do not tell.

    Args:
        inward: Grey levels inside the edge, nearest first, uint8, shape (rows, cols of the field).
        beyond: Grey levels beyond it, likewise.

    Returns:
        Rows from the edge outward, negative inward; None where echoes fade.
    """
    clear = inkless(beyond)
    inner, outer = inward[: NEAR_EDGE + INNER_ROWS, clear], beyond[: NEAR_EDGE + 1, clear]
    profile = np.concatenate([inner[::-1], outer]).mean(axis=1)
    steps = profile[:-1] - profile[1:]
    first = max(INNER_ROWS, len(inner) - NEAR_EDGE) - 1
    if len(steps) <= first:
        return None
    at = first + int(steps[first:].argmax())
    level = float(profile[at - INNER_ROWS + 1 : at + 1].mean())
    rest = local_range(beyond[max(0, at + 1 - len(inner)) :][: NEAR_EDGE + 2])[2:]
    still = rest.size == 0 or float((rest > EVEN).mean()) < UNEVEN_SHARE
    is_step = steps[at] >= max(LEAST_STEP, STEP * level)
    return at + 1 - len(inner) if still and is_step else None


def cut_off(
    side: Side, inward: np.ndarray, beyond: np.ndarray, cols: slice, screen: Screen
) -> int | None:
    """Return by how many rows a field goes on beyond a side where it is cut off at once.

    Args:
        side: The side.
        inward: Grey levels inside it, nearest first, uint8, shape (rows, cols of the frame).
        beyond: Grey levels beyond it, likewise.
        cols: The columns of the field.
        screen: What is known of the screen around.

    Returns:
        Rows, negative where it ends before the side; None where its echoes fade.
    """
    step = find_step(inward[:, cols], beyond[:, cols]) if side.hard else None
    if step is None or not screen.enclosed:
        return step
    band = before_ground(beyond, cols)
    return len(band) if is_cropped(band, beyond.shape[1]) else step


def ends_together(
    side: Side, inward: np.ndarray, beyond: np.ndarray, cols: slice, screen: Screen
) -> bool:
    """Tell whether echoes end at one row without fading towards it, though at no step.

    So they do where the field's own black is another than the screen's by a level or two, or the
    echoes are as dim. After JPEG such levels tell nothing. Arguments are as in `cut_off`.
    """
    if screen.noise or side.share < TOGETHER or side.beyond > APART:
        return False
    inner, outer = inward[:INNER_ROWS, cols], beyond[NEAREST:INNER_ROWS, cols]
    nearest = float(inner[:NEAREST].mean())
    is_darker = outer.size > 0 and nearest < np.median(outer) - DARKER
    return bool(is_darker or nearest >= max(LEAST_STEP, HELD * inner.mean()))
