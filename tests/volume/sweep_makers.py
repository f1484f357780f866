"""Sweeps over bodies whose volume is known, and the files that other programs write of sweeps."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile

from usseg.errors import InputError
from usseg.tissues import label_of
from usseg.types import Frame
from usseg.volume.builder import add, finish, start
from usseg.volume.grid import Grid, transform
from usseg.volume.poses import pose_from_axes
from usseg.volume.read import Given, read_sweep
from usseg.volume.result import Volume
from usseg.volume.slices import slice_of_mask
from usseg.volume.sweep import Sweep

MUSCLE = label_of("multiclass", "muscle")
BONE = label_of("multiclass", "bone")
Body = Callable[[np.ndarray], np.ndarray]  # world points (n, 3) to True inside


def ball(radius_mm: float, centre: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Body:
    return lambda points: np.linalg.norm(points - np.array(centre), axis=1) < radius_mm


def tube(radius_mm: float) -> Body:
    """An endless cylinder along z."""
    return lambda points: np.hypot(points[:, 0], points[:, 1]) < radius_mm


def pose(origin, turn: np.ndarray, spacing_mm: tuple[float, float]) -> np.ndarray:
    """A pose whose columns run along `turn[:, 0]` and whose rows run along `turn[:, 1]`."""
    return pose_from_axes(turn[:, 1] * spacing_mm[0], turn[:, 0] * spacing_mm[1], np.array(origin))


def straight(count: int, step: float, shape: tuple[int, int], spacing_mm) -> np.ndarray:
    """Poses of parallel frames, the middle of the stack at the world's origin."""
    across = [-(shape[1] - 1) / 2 * spacing_mm[1], -(shape[0] - 1) / 2 * spacing_mm[0]]
    places = (np.arange(count) - (count - 1) / 2) * step
    return np.stack([pose((*across, z), np.eye(3), spacing_mm) for z in places])


def sweep_over(poses, shape, spacing_mm, kind: str, grid: Grid | None = None) -> Sweep:
    """A sweep of frames that show only their number."""
    pixels = np.zeros((len(poses), *shape), dtype=np.uint8)
    pixels[:, 0, 0] = 255
    return Sweep(pixels, 255, spacing_mm, "made up", np.asarray(poses), kind, grid)


def cut_masks(body: Body, sweep: Sweep, label: int = MUSCLE) -> np.ndarray:
    """What each frame of a sweep shows of a body: label maps (frames, rows, cols)."""
    _, rows, cols = sweep.pixels.shape
    row, col = np.mgrid[:rows, :cols]
    points = np.stack([np.zeros(row.size), row.ravel(), col.ravel()], axis=1)
    inside = [body(transform(each, points)).reshape(rows, cols) for each in sweep.poses]
    return np.stack(inside).astype(np.uint8) * np.uint8(label)


def volume_of(sweep: Sweep, masks: np.ndarray, voxel_mm=None) -> Volume:
    """Put masks together."""
    builder = start(sweep, "multiclass", voxel_mm)
    for index, mask in enumerate(masks):
        frame = Frame(sweep.pixels[index], sweep.white, sweep.spacing_mm)
        add(builder, slice_of_mask(mask, frame, "multiclass"), index)
    return finish(builder, len(masks))


def muscle_ml(volume: Volume) -> float:
    return np.count_nonzero(volume.labels == MUSCLE) * volume.grid.voxel_ml


def turned(angle_deg: float) -> np.ndarray:
    """Axes (columns, rows, normal) of a probe turned around z."""
    angle = np.deg2rad(angle_deg)
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([(cosine, -sine, 0), (sine, cosine, 0), (0, 0, 1)])


def speckle(frames: int = 4, rows: int = 24, cols: int = 32) -> np.ndarray:
    return np.random.default_rng(5).integers(10, 200, (frames, rows, cols), dtype=np.uint8)


def tracked_mha(path: Path, pixels: np.ndarray, fields: dict[str, str]) -> Path:
    """A sequence as PLUS writes it."""
    frames, rows, cols = pixels.shape
    lines = [
        "ObjectType = Image", "NDims = 3", "BinaryData = True", "BinaryDataByteOrderMSB = False",
        "CompressedData = False", f"DimSize = {cols} {rows} {frames}", "ElementSpacing = 1 1 1",
        "ElementType = MET_UCHAR", "UltrasoundImageOrientation = MFA",
        *(f"{key} = {value}" for key, value in fields.items()), "ElementDataFile = LOCAL",
    ]  # fmt: skip
    path.write_bytes("\n".join(lines).encode() + b"\n" + pixels.tobytes())
    return path


def transforms(matrices, name: str = "ImageToReference", lost: tuple[int, ...] = ()) -> dict:
    """Header fields with one transform per frame."""
    fields = {}
    for frame, matrix in enumerate(matrices):
        key = f"Seq_Frame{frame:04d}_{name}Transform"
        fields[key] = " ".join(f"{value:.9g}" for value in np.asarray(matrix).ravel())
        fields[f"{key}Status"] = "INVALID" if frame in lost else "OK"
    return fields


def tiff(folder, pixels=None, name="sweep.tif"):
    path = folder / name
    tifffile.imwrite(path, speckle() if pixels is None else pixels, photometric="minisblack")
    return path


def refused(path, match: str, given: Given | None = None) -> None:
    """Reading is refused with this sentence, which names no folder."""
    with pytest.raises(InputError, match=match) as caught:
        read_sweep(path, given or Given())
    assert str(path.parent) not in str(caught.value)
