"""Tracked sweeps as PLUS writes them: MetaImage with a transform per frame in its header.

Source: http://perk-software.cs.queensu.ca/plus/doc/nightly/user/FileSequenceFile.html
"""

import re
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.volume.itk_header import META, header_text
from usseg.volume.poses import pixel_pose, spacing_of_poses
from usseg.volume.read_itk import read_itk
from usseg.volume.sweep import FEWEST_FRAMES, Pictures

FIELD = re.compile(r"^Seq_Frame(\d+)_(\w+?)Transform(Status)?\s*=\s*(.*?)\s*$", re.MULTILINE)
ORIENTATION = re.compile(r"^UltrasoundImageOrientation\s*=\s*(\w+)", re.MULTILINE)
WANTED = ("ImageToReference", "ImageToWorld", "ImageToTracker")
VALID = "OK"
MATRIX_NUMBERS = 16


def is_tracked(path: Path, kind: str) -> bool:
    """Tell whether a file of ITK's formats holds a transform per frame."""
    return kind == META and FIELD.search(header_text(path, kind)) is not None


def read_tracked(path: Path, name: str) -> Pictures:
    """Read a tracked sweep; frames that the tracker did not see are left out, with a warning.

    Raises:
        InputError: It has no transform from the image to a fixed place, or it cannot be read.
    """
    text = header_text(path, META)
    check_orientation(text, name)
    pictures = read_itk(path, META, name)
    poses = transforms_of(text, len(pictures.pixels), name)
    seen = [index for index, pose in enumerate(poses) if pose is not None]
    missing = len(poses) - len(seen)
    if len(seen) < FEWEST_FRAMES:
        raise InputError(
            f"{name} has a valid pose for {len(seen)} of {len(poses)} frames; at least "
            f"{FEWEST_FRAMES} are needed. Record it again where the tracker sees the probe."
        )
    words = pictures.warnings
    if missing:
        words += (f"{missing} of {len(poses)} frames have no valid pose and were left out.",)
    placed = np.stack([pose for pose in poses if pose is not None])
    source = "transforms of the tracked sweep"
    spacing_mm = spacing_of_poses(placed)
    return Pictures(pictures.pixels[seen], pictures.white, spacing_mm, source, None, placed, words)


def check_orientation(text: str, name: str) -> None:
    """Refuse frames whose rows do not run with depth.

    Raises:
        InputError: Their header says so.
    """
    found = ORIENTATION.search(text)
    if found and found[1][:2].upper() not in ("MF", "UF"):
        raise InputError(
            f"{name} stores its frames in the orientation {found[1][:8]}; MF or UF was expected, whose "
            "rows run away from the probe. Convert it with EditSequenceFile of PLUS."
        )


def transforms_of(text: str, frames: int, name: str) -> list[np.ndarray | None]:
    """Return the pose of every frame, None where the tracker had none.

    Raises:
        InputError: No transform goes from the image to a fixed place, or one is singular.
    """
    matrices: dict[str, dict[int, str]] = {}
    invalid: set[tuple[str, int]] = set()
    for frame, transform, status, value in FIELD.findall(text):
        if status and value != VALID:
            invalid.add((transform, int(frame)))
        elif not status:
            matrices.setdefault(transform, {})[int(frame)] = value
    chosen = next((wanted for wanted in WANTED if wanted in matrices), None)
    if chosen is None:
        known = ", ".join(sorted(matrices)[:5]) or "none"
        raise InputError(
            f"{name} has no transform from the image to a fixed place: {' or '.join(WANTED)} was "
            f"expected, found: {known}. Add it with EditSequenceFile of PLUS, which knows the "
            "calibration of the probe."
        )
    poses: list[np.ndarray | None] = []
    for frame in range(frames):
        value = matrices[chosen].get(frame)
        lost = value is None or (chosen, frame) in invalid
        poses.append(None if lost else pixel_pose(matrix_of(str(value), frame, name), frame))
    return poses


def matrix_of(text: str, frame: int, name: str) -> np.ndarray:
    """Return the 16 numbers of a transform, row by row, as (4, 4).

    Raises:
        InputError: They are not 16 numbers.
    """
    try:
        numbers = [float(word) for word in text.split()]
    except ValueError:
        numbers = []
    if len(numbers) != MATRIX_NUMBERS:
        raise InputError(
            f"{name}: the pose of frame {frame} is not {MATRIX_NUMBERS} numbers. Record or export the "
            "sweep again."
        )
    return np.array(numbers).reshape(4, 4)
