"""Tables of poses: CSV with one row per frame, for sweeps by hand and for turns around a limb."""

import csv
import io
import math
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import check_file, decoding, shown_name
from usseg.volume.poses import pose_from_axes, rigid_pose
from usseg.volume.sweep import MOST_FRAMES

MATRIX = tuple(f"m{row}{col}" for row in range(3) for col in range(4))
QUATERNION = ("x_mm", "y_mm", "z_mm", "qw", "qx", "qy", "qz")
TURNS = ("angle_deg", "along_mm", "centre_x_mm", "centre_depth_mm")
MOST_BYTES = 4 * 2**20
FAR_MM = 10_000.0  # nobody scans ten metres
SHORT = 1e-6  # length below which a quaternion says nothing


def read_table(path: Path, choices: tuple[tuple[str, ...], ...], frames: int) -> np.ndarray:
    """Read a table with a column `frame` (from 0) and one of several sets of columns.

    Args:
        path: The CSV file: a line of names, then a line per frame, in any order.
        choices: Sets of column names; the first that the file has all of is taken.
        frames: How many frames there are.

    Returns:
        float64, shape (frames, columns of the set), by frame.

    Raises:
        InputError: It is not such a table, or does not give each frame one row of finite numbers.
    """
    name = shown_name(path)
    check_file(path)
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{name} is no table of poses: it has more than {MOST_BYTES >> 20} MB.")
    with decoding("CSV", name, csv.Error):
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
    names = {str(key).strip() for key in (rows[0] if rows else ())}
    columns = next((set_ for set_ in choices if {"frame", *set_} <= names), None)
    if columns is None:
        wanted = " or ".join(f"frame, {', '.join(set_)}" for set_ in choices)
        raise InputError(
            f"{name} has no poses: a line with the names of the columns was expected, and under it a "
            f"line per frame. Columns: {wanted}."
        )
    return by_frame(rows[: MOST_FRAMES + 1], columns, frames, name)


def by_frame(
    rows: list[dict[str, str]], columns: tuple[str, ...], frames: int, name: str
) -> np.ndarray:
    """Sort the rows of a table by frame, and refuse it unless each frame has exactly one.

    Raises:
        InputError: A frame has none or two, is not in the sweep, or a value is not a number.
    """
    if len(rows) != frames:
        raise InputError(
            f"{name} has poses for {len(rows)} frames, but the sweep has {frames}. One line per frame "
            "was expected."
        )
    table = np.full((frames, len(columns)), np.nan)
    for line, row in enumerate(rows, start=2):
        clean = {str(key).strip(): value for key, value in row.items()}
        numbers = [number(clean.get(column), name, line) for column in ("frame", *columns)]
        frame = numbers[0]
        if frame != int(frame) or not 0 <= frame < frames:
            raise InputError(
                f"{name}, line {line}: there is no frame {frame:g}. Frames are counted from 0 to "
                f"{frames - 1}."
            )
        if not np.isnan(table[int(frame)]).all():
            raise InputError(f"{name}, line {line}: frame {frame:g} has a pose already.")
        table[int(frame)] = numbers[1:]
    return table


def number(text: object, name: str, line: int) -> float:
    """Return a cell as a finite number of sensible size.

    Raises:
        InputError: It is none.
    """
    try:
        value = float(str(text))
    except ValueError:
        value = math.nan
    if not abs(value) <= FAR_MM:  # False for NaN too
        raise InputError(
            f"{name}, line {line}: a pose is missing or is no number of at most {FAR_MM:g}. Fill it "
            "in, or take the frame out of the sweep."
        )
    return value


def read_freehand(path: Path, frames: int, spacing_mm: tuple[float, float]) -> np.ndarray:
    """Read the poses of a sweep by hand, (frames, 4, 4), as `Sweep` holds them.

    Columns `m00` to `m23` are the rows of a matrix that takes (x, y, 0, 1), mm along the columns and
    along the rows from the centre of the first pixel, to the world. Instead of it `x_mm`, `y_mm`,
    `z_mm` may place the first pixel and the unit quaternion `qw`, `qx`, `qy`, `qz` turn the frame.

    Raises:
        InputError: The table cannot be used, or a pose is singular.
    """
    table = read_table(path, (MATRIX, QUATERNION), frames)
    matrices = table.reshape(-1, 3, 4) if table.shape[1] == len(MATRIX) else from_quaternions(table)
    return np.stack([rigid_pose(m, spacing_mm, frame) for frame, m in enumerate(matrices)])


def from_quaternions(table: np.ndarray) -> np.ndarray:
    """Turn rows of `QUATERNION` to matrices (frames, 3, 4); a zero quaternion gives zeros."""
    from scipy.spatial.transform import Rotation

    matrices = np.zeros((len(table), 3, 4))
    matrices[:, :, 3] = table[:, :3]
    real = np.linalg.norm(table[:, 3:], axis=1) > SHORT
    turns = Rotation.from_quat(table[real][:, [4, 5, 6, 3]]) if real.any() else None
    if turns is not None:
        matrices[real, :, :3] = turns.as_matrix()
    return matrices


def read_turns(path: Path, frames: int, spacing_mm: tuple[float, float]) -> np.ndarray:
    """Read the turns of a probe around a limb, (frames, 4, 4), as `Sweep` holds them.

    The world's z runs along the axis of the turns, which is at x = y = 0. A frame's plane lies
    across it at `along_mm`; the axis crosses it `centre_x_mm` from the first column and
    `centre_depth_mm` from the first row, centres of pixels both. At `angle_deg` 0 depth runs along
    y and columns along x; the probe turns from x towards y.

    Raises:
        InputError: The table cannot be used.
    """
    poses = []
    for angle_deg, along, centre_x, centre_depth in read_table(path, (TURNS,), frames):
        angle = np.deg2rad(angle_deg)
        across = np.array([np.cos(angle), np.sin(angle), 0])
        depth = np.array([-np.sin(angle), np.cos(angle), 0])
        origin = np.array([0, 0, along]) - centre_x * across - centre_depth * depth
        poses.append(pose_from_axes(depth * spacing_mm[0], across * spacing_mm[1], origin))
    return np.stack(poses)
