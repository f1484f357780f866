"""Voxels of any kind of number become grey levels in the same order."""

import numpy as np
import pytest
import SimpleITK
from sweep_makers import speckle

from usseg.volume.read import read_sweep


@pytest.mark.parametrize(
    ("voxels", "white"),
    [
        (speckle().astype(np.int16), 255),
        (speckle().astype(np.float32), 255),
        (speckle().astype(np.float32) / 255, 65535),
        (speckle().astype(np.int16) - 100, 65535),
        (speckle().astype(np.uint16) * 100, 65535),
    ],
)
def test_grey_levels_of_every_kind_keep_their_order(tmp_path, voxels, white):
    path = tmp_path / "calf.nrrd"
    image = SimpleITK.GetImageFromArray(voxels)
    image.SetSpacing((0.3, 0.2, 2.5))
    SimpleITK.WriteImage(image, str(path))
    sweep = read_sweep(path)
    assert sweep.white == white
    order = np.argsort(voxels, axis=None, kind="stable")
    assert (np.diff(sweep.pixels.ravel()[order].astype(int)) >= 0).all()
    assert bool(sweep.warnings) == (float(voxels.min()) < 0)
