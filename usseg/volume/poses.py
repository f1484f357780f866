"""Poses of frames: checked, and brought into the form that `Sweep` holds."""

import numpy as np

from usseg.errors import InputError
from usseg.image.spacing import fault_of

FLAT = 0.05  # sine of the angle between rows and columns below which a frame has no area
SQUARE = 0.02  # cosine up to which they count as at right angles
UNIT = 0.02  # relative difference from length 1 of an axis that should be a unit vector
SAME_SCALE = 0.02  # relative difference of pixel sizes between frames of one sweep


def pose_from_axes(row: np.ndarray, col: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Return the pose (4, 4) of a frame from its steps per row and per column and its first pixel.

    The normal completes (normal, row, col) to right-handed axes, of length 1.
    """
    normal = np.cross(row, col)
    pose = np.eye(4)
    pose[:3, 0] = normal / np.linalg.norm(normal)
    pose[:3, 1], pose[:3, 2], pose[:3, 3] = row, col, origin
    return pose


def check_axes(row: np.ndarray, col: np.ndarray, origin: np.ndarray, frame: int) -> None:
    """Refuse a pose that places no picture.

    Args:
        row: Step of one row in the world.
        col: Step of one column.
        origin: Place of the first pixel.
        frame: Its number, for the message.

    Raises:
        InputError: A number is not finite, or the axes are parallel, of length zero or skewed.
    """
    if not np.isfinite(np.concatenate([row, col, origin])).all():
        raise InputError(
            f"The pose of frame {frame} holds numbers that are not finite. Leave the frame out, or "
            "record the sweep again where the tracker sees the probe."
        )
    lengths = np.linalg.norm(row) * np.linalg.norm(col)
    sine = np.linalg.norm(np.cross(row, col)) / lengths if lengths else 0.0
    if sine < FLAT:
        raise InputError(
            f"The pose of frame {frame} is singular: its rows and columns have no length or run in "
            "the same direction. A rotation and a translation were expected."
        )
    if abs(row @ col) / lengths > SQUARE:
        raise InputError(
            f"The pose of frame {frame} is skewed: its rows and columns are not at right angles. "
            "A rotation and a translation were expected, without shear."
        )


def rigid_pose(matrix: np.ndarray, spacing_mm: tuple[float, float], frame: int) -> np.ndarray:
    """Return the pose of a frame whose matrix takes mm in the picture to mm in the world.

    Args:
        matrix: (3, 4); its first column is the direction of the columns, its second of the rows.
        spacing_mm: Pixel size (row, col).
        frame: Its number, for messages.

    Raises:
        InputError: The matrix is singular or no rotation with a translation.
    """
    col, row, origin = matrix[:, 0], matrix[:, 1], matrix[:, 3]
    check_axes(row, col, origin, frame)
    for axis in (row, col):
        length = float(np.linalg.norm(axis))
        if abs(length - 1) > UNIT:
            raise InputError(
                f"The pose of frame {frame} scales by {length:.4g}. A matrix from mm in the picture "
                "to mm in the world was expected, without a scale: give the pixel size apart from it."
            )
    return pose_from_axes(row * spacing_mm[0], col * spacing_mm[1], origin)


def pixel_pose(matrix: np.ndarray, frame: int) -> np.ndarray:
    """Return the pose of a frame whose matrix takes pixels (col, row) to mm in the world.

    Raises:
        InputError: The matrix is singular, skewed, or its pixels have no size of a pixel.
    """
    col, row, origin = matrix[:3, 0], matrix[:3, 1], matrix[:3, 3]
    check_axes(row, col, origin, frame)
    fault = fault_of(float(np.linalg.norm(row))) or fault_of(float(np.linalg.norm(col)))
    if fault:
        raise InputError(
            f"The pose of frame {frame} makes pixels of an impossible size: {fault}. A transform "
            "from pixels of the image to mm was expected, such as ImageToReference."
        )
    return pose_from_axes(row, col, origin)


def spacing_of_poses(poses: np.ndarray) -> tuple[float, float]:
    """Return the pixel size (row, col) in mm that the poses of a sweep share.

    Raises:
        InputError: It differs between frames.
    """
    sizes = np.linalg.norm(poses[:, :3, 1:3], axis=1)
    middle = np.median(sizes, axis=0)
    off = np.abs(sizes / middle - 1).max(axis=1)
    if off.max() > SAME_SCALE:
        raise InputError(
            f"The pixel size changes within the sweep: that of frame {int(off.argmax())} differs by "
            f"{off.max():.0%} from the others. Frames of one depth setting were expected."
        )
    return float(middle[0]), float(middle[1])
