"""Files of which no sweep can be made are refused with a sentence that helps."""

import gzip

import numpy as np
import pytest
import SimpleITK
import tifffile
from image_makers import dicom, saved
from sweep_makers import refused, speckle, tiff, tracked_mha

from usseg.volume.read import Given

SPACING = (0.2, 0.3)


def test_without_a_distance_of_frames_a_stack_of_pages_is_refused(tmp_path):
    refused(tiff(tmp_path), "how far apart its frames lie", Given(SPACING))


def test_without_a_pixel_size_a_stack_of_pages_is_refused(tmp_path):
    refused(tiff(tmp_path), "how large its pixels are", Given(slice_mm=2.0))


def test_a_header_that_leaves_the_spacing_out_is_not_taken_for_one_millimetre(tmp_path):
    path = tracked_mha(tmp_path / "sweep.mha", speckle(), {})
    path.write_bytes(path.read_bytes().replace(b"ElementSpacing = 1 1 1\n", b""))
    refused(path, "how large its pixels are")


@pytest.mark.parametrize("distance", [0.0, -1.0, float("nan"), 1e9])
def test_a_distance_of_frames_that_is_none(tmp_path, distance):
    refused(tiff(tmp_path), "cannot lie", Given(SPACING, distance))


def test_one_frame_is_no_sweep(tmp_path):
    refused(tiff(tmp_path, speckle(1)), "holds 1 frame; a volume needs", Given(SPACING, 1.0))


def test_no_frame_at_all(tmp_path):
    (tmp_path / "sweep.mha").write_bytes(b"")
    refused(tmp_path / "sweep.mha", "is empty")


def test_a_frame_that_changes_its_size(tmp_path):
    path = tmp_path / "sweep.tif"
    with tifffile.TiffWriter(path) as file:
        for rows in (24, 24, 30):
            file.write(speckle(1, rows)[0], photometric="minisblack")
    refused(path, "frame 2 has 30 x 32 pixels, the first 24 x 32", Given(SPACING, 1.0))


def broken_files(folder):
    image = SimpleITK.GetImageFromArray(speckle())
    for suffix in (".nii", ".nii.gz", ".nrrd", ".mha"):
        path = folder / f"whole{suffix}"
        SimpleITK.WriteImage(image, str(path))
        content = path.read_bytes()
        cut = folder / f"cut{suffix}"
        cut.write_bytes(content[: len(content) * 2 // 3])
        yield cut
    whole = tiff(folder, name="whole.tif").read_bytes()
    for kept in (0.5, 0.9, 0.99):
        (folder / f"cut-{kept}.tif").write_bytes(whole[: int(len(whole) * kept)])
        yield folder / f"cut-{kept}.tif"
    whole = saved(dicom(speckle(), frames=4), folder / "whole.dcm").read_bytes()
    (folder / "cut.dcm").write_bytes(whole[:-800])
    yield folder / "cut.dcm"


def test_broken_containers(tmp_path):
    for path in broken_files(tmp_path):
        refused(path, "truncated or damaged", Given(SPACING, 1.0))


def test_what_is_no_sweep_at_all(tmp_path):
    (tmp_path / "notes.nii").write_bytes(b"calf, left, Monday" * 40)
    refused(tmp_path / "notes.nii", "none of NIfTI, NRRD, MetaImage")
    (tmp_path / "half.nii.gz").write_bytes(gzip.compress(b"x" * 4000)[:30])
    refused(tmp_path / "half.nii.gz", "none of NIfTI, NRRD, MetaImage")
    refused(tmp_path / "missing.nii", "There is no file")


def header(folder, size: str):
    path = folder / "sweep.mha"
    text = f"ObjectType = Image\nNDims = 3\nDimSize = {size}\nElementSpacing = 1 1 1\n"
    path.write_text(f"{text}ElementType = MET_UCHAR\nElementDataFile = LOCAL\n")
    return path


@pytest.mark.parametrize("size", ["4000 4000 4000", "32 32 60000"])
def test_absurd_sizes_are_refused_by_the_header(tmp_path, size):
    refused(header(tmp_path, size), "claims .* frames of")


def test_frames_too_small_to_show_tissue(tmp_path):
    refused(header(tmp_path, "4 4 40"), "at least 16 x 16")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.nhdr",
            "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 20 20 9\ndata file: /etc/passwd\n\n",
        ),
        (
            "a.mhd",
            "ObjectType = Image\nNDims = 3\nDimSize = 9 9 9\nElementDataFile = /etc/passwd\n",
        ),
    ],
)
def test_a_header_cannot_have_another_file_read(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    refused(tmp_path / name, "Header and pixels in one file")


def test_skewed_axes(tmp_path):
    import nibabel

    affine = np.array([(1, 0.5, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1.0)])
    image = nibabel.Nifti1Image(speckle().transpose(2, 1, 0), affine)
    image.set_qform(None, code=0)
    nibabel.save(image, tmp_path / "calf.nii")
    refused(tmp_path / "calf.nii", "axes of calf.nii are skewed")


def test_several_volumes(tmp_path):
    image = SimpleITK.JoinSeries([SimpleITK.GetImageFromArray(speckle())] * 3)
    SimpleITK.WriteImage(image, str(tmp_path / "calf.nii"))
    refused(tmp_path / "calf.nii", "series of volumes")


def test_constant_and_endless_voxels(tmp_path):
    black = SimpleITK.GetImageFromArray(np.zeros((4, 20, 20), np.float32))
    SimpleITK.WriteImage(black, str(tmp_path / "black.nrrd"))
    refused(tmp_path / "black.nrrd", "is constant")
    voxels = speckle().astype(np.float32)
    voxels[0, 0, 0] = np.nan
    SimpleITK.WriteImage(SimpleITK.GetImageFromArray(voxels), str(tmp_path / "nan.nrrd"))
    refused(tmp_path / "nan.nrrd", "not finite")
