"""Pages of TIFF and frames of DICOM come in order, in grey, and with the header's scale."""

import numpy as np
import pytest
import tifffile
from image_makers import dicom, saved
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import RLELossless
from sweep_makers import speckle

from usseg.volume.grid import transform
from usseg.volume.read import Given, read_sweep

SPACING = (0.2, 0.3)


def region() -> Dataset:
    found = Dataset()
    found.RegionSpatialFormat = found.RegionDataType = 1
    found.RegionFlags = found.ReferencePixelX0 = 0
    found.RegionLocationMinX0 = found.RegionLocationMinY0 = 0
    found.RegionLocationMaxX1, found.RegionLocationMaxY1 = 31, 23
    found.PhysicalUnitsXDirection = found.PhysicalUnitsYDirection = 3
    found.PhysicalDeltaX, found.PhysicalDeltaY = 0.03, 0.02
    return found


@pytest.mark.parametrize("compression", [None, "zlib", "lzw"])
def test_pages_of_a_tiff_file(tmp_path, compression):
    path = tmp_path / "sweep.tif"
    tifffile.imwrite(path, speckle(), photometric="minisblack", compression=compression)
    sweep = read_sweep(path, Given(SPACING, 2.0))
    assert (sweep.pixels == speckle()).all()
    assert sweep.grid.spacing_mm == pytest.approx((2.0, *SPACING))
    (last,) = transform(sweep.grid.to_world, np.array([[3.0, 2, 1]]))
    assert last == pytest.approx((0.3, 0.4, 6.0))


def test_colour_pages_become_grey(tmp_path):
    colour = np.repeat(speckle()[..., None], 3, axis=-1)
    tifffile.imwrite(tmp_path / "sweep.tif", colour, photometric="rgb")
    sweep = read_sweep(tmp_path / "sweep.tif", Given(SPACING, 2.0))
    assert (sweep.pixels == speckle()).all()


def test_frames_of_a_dicom_file_with_the_scale_of_its_region(tmp_path):
    header = dicom(speckle(), frames=4, SequenceOfUltrasoundRegions=Sequence([region()]))
    sweep = read_sweep(saved(header, tmp_path / "sweep.dcm"), Given(slice_mm=2.0))
    assert (sweep.pixels == speckle()).all()
    assert sweep.spacing_mm == pytest.approx(SPACING)
    assert sweep.spacing_source == "DICOM ultrasound region; distance of frames typed"


def test_compressed_frames_of_a_dicom_file(tmp_path):
    header = dicom(speckle(), frames=4)
    header.compress(RLELossless)
    sweep = read_sweep(saved(header, tmp_path / "sweep.dcm"), Given(SPACING, 2.0))
    assert (sweep.pixels == speckle()).all()


def test_colour_frames_of_a_dicom_file_become_grey(tmp_path):
    colour = np.repeat(speckle()[..., None], 3, axis=-1)
    path = saved(dicom(colour, frames=4), tmp_path / "sweep.dcm")
    assert (read_sweep(path, Given(SPACING, 2.0)).pixels == speckle()).all()
