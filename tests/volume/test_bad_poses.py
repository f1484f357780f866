"""Poses that place no picture are refused with a sentence that helps."""

import numpy as np
import pytest
from sweep_makers import refused, speckle, tiff, tracked_mha, transforms

from usseg.volume.pose_table import MATRIX, TURNS
from usseg.volume.read import Given

SPACING = (0.2, 0.3)
QUATERNION = "frame,x_mm,y_mm,z_mm,qw,qx,qy,qz\n"


def poses(folder, text: str) -> Given:
    table = folder / "poses.csv"
    table.write_text(text)
    return Given(SPACING, poses=table)


def lines(count: int, line: str = "0,0,0,1,0,0,0") -> str:
    return QUATERNION + "".join(f"{frame},{line}\n" for frame in range(count))


def test_a_pose_is_missing(tmp_path):
    given = poses(tmp_path, lines(3) + "3,0,0,0,1,0,0,\n")
    refused(tiff(tmp_path), "line 5: a pose is missing", given)


def test_too_few_and_too_many_poses(tmp_path):
    refused(tiff(tmp_path), "poses for 3 frames, but the sweep has 4", poses(tmp_path, lines(3)))
    refused(tiff(tmp_path), "poses for 5 frames, but the sweep has 4", poses(tmp_path, lines(5)))


def test_a_frame_twice_and_a_frame_that_is_not_there(tmp_path):
    twice = lines(3) + "2,0,0,0,1,0,0,0\n"
    refused(tiff(tmp_path), "frame 2 has a pose already", poses(tmp_path, twice))
    other = lines(3) + "7,0,0,0,1,0,0,0\n"
    refused(tiff(tmp_path), "there is no frame 7", poses(tmp_path, other))


def test_singular_poses(tmp_path):
    refused(
        tiff(tmp_path), "pose of frame 0 is singular", poses(tmp_path, lines(4, "0,0,0,0,0,0,0"))
    )
    flat = ",".join(["frame", *MATRIX]) + "\n" + "".join(f"{f}{',1,1,0,0' * 3}\n" for f in range(4))
    refused(tiff(tmp_path), "pose of frame 0 is singular", poses(tmp_path, flat))


def test_a_pose_with_a_scale_or_a_shear(tmp_path):
    head = ",".join(["frame", *MATRIX]) + "\n"
    scaled = "".join(f"{f},2,0,0,0,0,2,0,0,0,0,2,0\n" for f in range(4))
    refused(tiff(tmp_path), "scales by 2", poses(tmp_path, head + scaled))
    sheared = "".join(f"{f},1,0.5,0,0,0,1,0,0,0,0,1,0\n" for f in range(4))
    refused(tiff(tmp_path), "is skewed", poses(tmp_path, head + sheared))


def test_tables_of_other_columns(tmp_path):
    refused(tiff(tmp_path), "Columns: frame, m00", poses(tmp_path, "frame,x,y\n0,1,2\n"))
    refused(tiff(tmp_path), "has no poses", poses(tmp_path, "frame\n"))
    turns = Given(SPACING, turns=tmp_path / "poses.csv")
    refused(tiff(tmp_path), f"Columns: frame, {TURNS[0]}", turns)
    (tmp_path / "poses.csv").write_bytes(b"\xff\xfe\x00\x00 no text")
    refused(tiff(tmp_path), "cannot be decoded", turns)


def test_poses_and_turns_are_not_given_at_once(tmp_path):
    table = tmp_path / "poses.csv"
    table.write_text(lines(4))
    refused(tiff(tmp_path), "not both", Given(SPACING, poses=table, turns=table))


def scaled(row: float, col: float) -> np.ndarray:
    return np.diag([col, row, 1.0, 1.0])


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        (transforms([np.eye(4)] * 4, "ProbeToTracker"), "no transform from the image"),
        (transforms([scaled(*SPACING)] * 4, lost=(0, 1, 2)), "valid pose for 1 of 4"),
        (transforms([np.zeros((4, 4))] * 4), "pose of frame 0 is singular"),
        (transforms([scaled(300, 300)] * 4), "impossible size"),
        (transforms([scaled(0.2, 0.3)] * 3 + [scaled(0.4, 0.6)]), "frame 3 differs by 100%"),
        (transforms([np.full((4, 4), np.nan)] * 4), "not finite"),
        (transforms([np.eye(3)] * 4), "frame 0 is not 16 numbers"),
    ],
)
def test_tracked_sweeps_that_cannot_be_placed(tmp_path, fields, match):
    refused(tracked_mha(tmp_path / "sweep.mha", speckle(), fields), match)


def test_a_tracked_sweep_whose_rows_run_across_the_depth(tmp_path):
    path = tracked_mha(tmp_path / "sweep.mha", speckle(), transforms([scaled(*SPACING)] * 4))
    path.write_bytes(path.read_bytes().replace(b"Orientation = MFA", b"Orientation = FMA"))
    refused(path, "orientation FMA; MF or UF was expected")


def test_a_spacing_beside_transforms_that_have_one(tmp_path):
    path = tracked_mha(tmp_path / "sweep.mha", speckle(), transforms([scaled(*SPACING)] * 4))
    refused(path, "Leave the spacing out", Given(SPACING))
