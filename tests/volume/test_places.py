"""Spacing, origin and direction survive every format, by the word of SimpleITK and nibabel."""

import nibabel
import numpy as np
import pytest
import SimpleITK
from nibabel.affines import apply_affine
from sweep_makers import speckle

from usseg.tissues import IGNORE
from usseg.volume.grid import Grid, transform
from usseg.volume.label_files import encode_volume_nifti, encode_volume_nrrd
from usseg.volume.read import Given, read_sweep
from usseg.volume.result import Volume

SPACING = (0.3, 0.2, 2.5)  # of ITK's (col, row, slice)
ORIGIN = (12.0, -34.0, 56.0)
TO_RAS = np.diag([-1, -1, 1])
VOXELS = [(0, 0, 0), (31, 0, 0), (0, 23, 0), (0, 0, 3), (10, 5, 2)]  # (col, row, slice)


def oblique() -> np.ndarray:
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(3, 3)))[0]
    return turn * np.sign(np.linalg.det(turn))


def itk_image(pixels: np.ndarray) -> SimpleITK.Image:
    image = SimpleITK.GetImageFromArray(pixels)
    image.SetSpacing(SPACING)
    image.SetOrigin(ORIGIN)
    image.SetDirection(oblique().ravel())
    return image


def volume(shape=(4, 24, 32)) -> Volume:
    """Labels that tell every axis apart, on a grid that no axis of the world fits."""
    to_world = np.eye(4)
    to_world[:3, :3] = (oblique() * SPACING)[:, ::-1]
    to_world[:3, 3] = ORIGIN
    labels = (np.indices(shape).sum(axis=0) % 8).astype(np.uint8)
    labels[0, :3] = IGNORE
    grid = Grid(shape, to_world)
    nothing = np.zeros(shape, dtype=bool)
    return Volume(labels, nothing, labels, grid, "multiclass", "linear", "typed", 4, 4)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
def test_a_volume_that_itk_wrote_lies_where_itk_says(tmp_path, suffix):
    path, image = tmp_path / f"calf{suffix}", itk_image(speckle())
    SimpleITK.WriteImage(image, str(path))
    sweep = read_sweep(path)
    assert (sweep.pixels == speckle()).all()
    assert sweep.kind == "linear"
    assert sweep.spacing_mm == pytest.approx((0.2, 0.3), rel=1e-5)
    assert sweep.grid.spacing_mm == pytest.approx(SPACING[::-1], rel=1e-5)
    for col, row, index in VOXELS:
        expected = image.TransformIndexToPhysicalPoint((col, row, index))
        (placed,) = transform(sweep.grid.to_world, np.array([[index, row, col]], dtype=float))
        assert placed == pytest.approx(expected, abs=1e-4)
        (by_pose,) = transform(sweep.poses[index], np.array([[0, row, col]], dtype=float))
        assert by_pose == pytest.approx(expected, abs=1e-4)


def test_a_volume_that_nibabel_wrote_lies_where_nibabel_says(tmp_path):
    affine = np.eye(4)
    affine[:3, :3], affine[:3, 3] = oblique() * SPACING, ORIGIN
    path = tmp_path / "calf.nii.gz"
    nibabel.save(nibabel.Nifti1Image(speckle().transpose(2, 1, 0), affine), path)
    sweep = read_sweep(path)
    assert (sweep.pixels == speckle()).all()
    for col, row, index in VOXELS:
        (placed,) = transform(sweep.grid.to_world, np.array([[index, row, col]], dtype=float))
        assert TO_RAS @ placed == pytest.approx(apply_affine(affine, (col, row, index)), abs=1e-4)


@pytest.mark.parametrize(
    ("suffix", "encode"), [(".nii.gz", encode_volume_nifti), (".seg.nrrd", encode_volume_nrrd)]
)
def test_labels_that_are_written_lie_where_they_were(tmp_path, suffix, encode):
    path, written = tmp_path / f"labels{suffix}", volume()
    path.write_bytes(encode(written))
    image = SimpleITK.ReadImage(str(path))
    assert (SimpleITK.GetArrayFromImage(image) == written.labels).all()
    assert image.GetSpacing() == pytest.approx(SPACING, rel=1e-5)
    assert image.GetOrigin() == pytest.approx(ORIGIN, rel=1e-5)
    assert image.GetDirection() == pytest.approx(tuple(oblique().ravel()), abs=1e-5)


def test_nibabel_reads_the_labels_their_places_and_their_names(tmp_path):
    path, written = tmp_path / "labels.nii.gz", volume()
    path.write_bytes(encode_volume_nifti(written))
    image = nibabel.load(path)
    assert (np.asarray(image.dataobj).transpose(2, 1, 0) == written.labels).all()
    for index, row, col in np.argwhere(np.ones((2, 2, 2))):
        (placed,) = transform(written.grid.to_world, np.array([[index, row, col]], dtype=float))
        assert apply_affine(image.affine, (col, row, index)) == pytest.approx(
            TO_RAS @ placed, abs=1e-4
        )
    assert image.header.get_xyzt_units()[0] == "mm"
    assert b'"255": "unknown"' in image.header.extensions[0].get_content()


def test_slicerio_reads_the_segments_and_the_unknown_is_one_of_them(tmp_path):
    import slicerio

    path = tmp_path / "labels.seg.nrrd"
    path.write_bytes(encode_volume_nrrd(volume()))
    segments = {each["name"]: each for each in slicerio.read_segmentation(str(path))["segments"]}
    assert segments["unknown"]["labelValue"] == IGNORE
    assert segments["fat"]["labelValue"] == 2
    assert segments["fat"]["extent"] == [0, 31, 0, 23, 0, 3]


def test_same_volume_same_bytes():
    assert encode_volume_nifti(volume()) == encode_volume_nifti(volume())
    assert encode_volume_nrrd(volume()) == encode_volume_nrrd(volume())


def test_nifti_in_metres_is_read_in_mm(tmp_path):
    image = nibabel.Nifti1Image(speckle().transpose(2, 1, 0), np.diag([0.0003, 0.0002, 0.0025, 1]))
    image.header.set_xyzt_units("meter")
    nibabel.save(image, tmp_path / "calf.nii")
    assert read_sweep(tmp_path / "calf.nii").grid.spacing_mm == pytest.approx(SPACING[::-1])


def test_what_is_typed_replaces_the_scale_and_keeps_the_place(tmp_path):
    path = tmp_path / "calf.mha"
    SimpleITK.WriteImage(itk_image(speckle()), str(path))
    sweep = read_sweep(path, Given(spacing_mm=(0.1, 0.4), slice_mm=3.0))
    assert sweep.grid.spacing_mm == pytest.approx((3.0, 0.1, 0.4))
    assert sweep.grid.origin_mm == pytest.approx(ORIGIN)
    assert sweep.spacing_source == "typed; distance of frames typed"
