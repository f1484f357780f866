"""Files that visitors upload as a volume."""

from pathlib import Path

import SimpleITK
from image_makers import dicom, region, saved
from sweep_makers import speckle
from test_bad_poses import lines

SPACING = (0.2, 0.3)


def table(folder: Path, text: str, name: str = "poses.csv") -> str:
    (folder / name).write_text(text)
    return str(folder / name)


def turns(count: int) -> str:
    rows = "".join(f"{f},{90 * f},{5 * (f // 2)},4.5,9\n" for f in range(count))
    return "frame,angle_deg,along_mm,centre_x_mm,centre_depth_mm\n" + rows


def poses(count: int) -> str:
    rows = "".join(f"{f},0,0,{2 * f},1,0,0,0\n" for f in range(count))
    return lines(0) + rows


def volume_file(folder: Path, name: str) -> str:
    """A volume with a place in the world, as ITK writes it."""
    image = SimpleITK.GetImageFromArray(speckle())
    image.SetSpacing((0.3, 0.2, 2.0))
    image.SetOrigin((5.0, -6.0, 7.0))
    SimpleITK.WriteImage(image, str(folder / name))
    return str(folder / name)


def dicom_sweep(folder: Path, pixels=None, **changes) -> Path:
    """A multi-frame file whose header gives `SPACING`, and that names a patient."""
    frames = speckle() if pixels is None else pixels
    elements = {"SequenceOfUltrasoundRegions": [region(0.02, 0.03, (0, 0, 23, 31))]} | changes
    return saved(dicom(frames, frames=len(frames), **elements), folder / "sweep.dcm")
