"""Poses: tables of sweeps by hand and around a limb, and the transforms of PLUS."""

import numpy as np
import pytest
import tifffile
from scipy.spatial.transform import Rotation
from sweep_makers import speckle, tracked_mha, transforms

from usseg.volume.grid import transform
from usseg.volume.pose_table import MATRIX
from usseg.volume.read import Given, read_sweep

SPACING = (0.2, 0.3)


def rotations(count: int = 4) -> Rotation:
    return Rotation.from_euler("xyz", np.random.default_rng(2).normal(0, 0.3, (count, 3)))


def places(count: int = 4) -> np.ndarray:
    return np.random.default_rng(3).normal(0, 20, (count, 3))


def stack_file(folder) -> object:
    path = folder / "sweep.tif"
    tifffile.imwrite(path, speckle(), photometric="minisblack")
    return path


def table_file(folder, columns, rows):
    path = folder / "poses.csv"
    lines = [",".join(columns), *(",".join(f"{value!r}" for value in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n")
    return path


def expected_place(frame: int, row: int, col: int) -> np.ndarray:
    """Where a pixel lies, by the words of the documentation."""
    in_picture = np.array([col * SPACING[1], row * SPACING[0], 0.0])
    return rotations()[frame].apply(in_picture) + places()[frame]


def test_matrices_place_the_pixels_in_whatever_order_the_lines_are(tmp_path):
    rows = [
        [frame, *np.column_stack([turn, place]).ravel().tolist()]
        for frame, (turn, place) in enumerate(zip(rotations().as_matrix(), places(), strict=True))
    ]
    table = table_file(tmp_path, ("frame", *MATRIX), rows[::-1])
    sweep = read_sweep(stack_file(tmp_path), Given(SPACING, poses=table))
    assert sweep.kind == "freehand"
    for frame in range(4):
        (placed,) = transform(sweep.poses[frame], np.array([[0.0, 7, 9]]))
        assert placed == pytest.approx(expected_place(frame, 7, 9))


def test_quaternions_say_the_same(tmp_path):
    columns = ("frame", "x_mm", "y_mm", "z_mm", "qw", "qx", "qy", "qz")
    rows = [
        [frame, *places()[frame].tolist(), *rotations()[frame].as_quat()[[3, 0, 1, 2]].tolist()]
        for frame in range(4)
    ]
    table = table_file(tmp_path, columns, rows)
    sweep = read_sweep(stack_file(tmp_path), Given(SPACING, poses=table))
    (placed,) = transform(sweep.poses[2], np.array([[0.0, 7, 9]]))
    assert placed == pytest.approx(expected_place(2, 7, 9))


def test_turns_put_the_centre_on_the_axis_and_turn_the_frame_around_it(tmp_path):
    columns = ("frame", "angle_deg", "along_mm", "centre_x_mm", "centre_depth_mm")
    rows = [(frame, 90.0 * frame, 5.0 * frame, 3.0, 4.0) for frame in range(4)]
    table = table_file(tmp_path, columns, rows)
    sweep = read_sweep(stack_file(tmp_path), Given(SPACING, turns=table))
    assert sweep.kind == "rotational"
    centre = np.array([[0.0, 4.0 / SPACING[0], 3.0 / SPACING[1]]])
    for frame in range(4):
        (axis,) = transform(sweep.poses[frame], centre)
        assert axis == pytest.approx((0, 0, 5.0 * frame))
    (first,) = transform(sweep.poses[0], np.zeros((1, 3)))
    assert first == pytest.approx((-3, -4, 0))  # left of the axis, and above it
    (second,) = transform(sweep.poses[1], np.zeros((1, 3)))
    assert second == pytest.approx((4, -3, 5))  # turned from x towards y by a right angle


def plus_matrices(count: int = 4) -> list[np.ndarray]:
    matrices = []
    for turn, place in zip(rotations(count).as_matrix(), places(count), strict=True):
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = turn * np.array([SPACING[1], SPACING[0], 0.1]), place
        matrices.append(matrix)
    return matrices


def test_a_tracked_sweep_of_plus_brings_places_and_scale(tmp_path):
    path = tracked_mha(tmp_path / "sweep.mha", speckle(), transforms(plus_matrices()))
    sweep = read_sweep(path)
    assert sweep.kind == "freehand"
    assert (sweep.pixels == speckle()).all()
    assert sweep.spacing_mm == pytest.approx(SPACING, rel=1e-4)
    for frame in range(4):
        (placed,) = transform(sweep.poses[frame], np.array([[0.0, 7, 9]]))
        assert placed == pytest.approx(expected_place(frame, 7, 9), abs=1e-3)


def test_frames_that_the_tracker_lost_are_left_out_and_said(tmp_path):
    fields = transforms(plus_matrices(), lost=(1,))
    sweep = read_sweep(tracked_mha(tmp_path / "sweep.mha", speckle(), fields))
    assert (sweep.pixels == speckle()[[0, 2, 3]]).all()
    assert len(sweep.poses) == 3
    assert sweep.warnings == ("1 of 4 frames have no valid pose and were left out.",)


def test_of_several_transforms_that_to_the_reference_is_taken(tmp_path):
    others = transforms([np.eye(4)] * 4, "ImageToTracker") | transforms([np.eye(4)] * 4, "ProbeToX")
    fields = others | transforms(plus_matrices())
    sweep = read_sweep(tracked_mha(tmp_path / "sweep.mha", speckle(), fields))
    (placed,) = transform(sweep.poses[0], np.zeros((1, 3)))
    assert placed == pytest.approx(places()[0], abs=1e-3)
