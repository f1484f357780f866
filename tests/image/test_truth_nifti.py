"""Ground truths as NIfTI: axis order, number types, and files that lie or burst."""

import gzip
import struct

import nibabel
import numpy as np
import pytest
from truth_makers import SHAPE, layers, nifti_bytes, write

from usseg.errors import InputError
from usseg.image import truth_volume
from usseg.image.truth import read_truth

COLUMNS_FIRST = layers().T


def test_columns_come_first_and_gzip_makes_no_difference(tmp_path):
    content = nifti_bytes(COLUMNS_FIRST[:, :, None])
    plain = write(tmp_path / "calf.nii", content)
    packed = write(tmp_path / "calf.nii.gz", gzip.compress(content))
    for path in (plain, packed):
        labels = read_truth(path, SHAPE, "multiclass")
        np.testing.assert_array_equal(labels, layers())
        assert labels.dtype == np.uint8


@pytest.mark.parametrize(
    "voxels",
    [
        COLUMNS_FIRST,
        COLUMNS_FIRST[None],
        COLUMNS_FIRST[:, None, :, None],
        COLUMNS_FIRST.astype(np.float64),
        COLUMNS_FIRST.astype(">i2"),
    ],
    ids=["2-D", "slice first", "slice between", "floats", "big endian"],
)
def test_one_slice_of_any_number_type_is_read(tmp_path, voxels):
    path = write(tmp_path / "calf.nii", nifti_bytes(voxels))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())


@pytest.mark.parametrize("signs", [(1, 1), (-1, 1), (1, -1), (-1, -1)])
def test_the_orientation_in_the_header_is_not_applied(tmp_path, signs):
    affine = np.diag([0.1 * signs[0], 0.2 * signs[1], 1, 1])
    path = write(tmp_path / "calf.nii", nifti_bytes(COLUMNS_FIRST, affine=affine))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())


def test_rows_first_is_taken_where_only_that_fits_the_image(tmp_path):
    path = write(tmp_path / "calf.nii", nifti_bytes(layers()[:, :, None]))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())


def test_a_square_is_columns_first(tmp_path):
    square = layers()[:, :24]
    path = write(tmp_path / "calf.nii", nifti_bytes(square.T[:, :, None]))
    np.testing.assert_array_equal(read_truth(path, (24, 24), "multiclass"), square)


def test_nifti_2_and_scaled_voxels(tmp_path):
    path = write(tmp_path / "two.nii", nifti_bytes(COLUMNS_FIRST, nibabel.Nifti2Image))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())
    content = bytearray(nifti_bytes(COLUMNS_FIRST * 2))
    content[112:116] = struct.pack("<f", 0.5)  # scl_slope
    path = write(tmp_path / "scaled.nii", bytes(content))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())


def test_multiclass_labels_become_fat_and_rest(tmp_path):
    path = write(tmp_path / "calf.nii", nifti_bytes(COLUMNS_FIRST))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "binary"), layers() == 2)


@pytest.mark.parametrize(
    ("voxels", "sentence"),
    [
        (COLUMNS_FIRST[:-1], "truth has 24 x 31 pixels, but the image has 24 x 32"),
        (np.dstack([COLUMNS_FIRST] * 3), "32 x 24 x 3 voxels, which is not one slice"),
        (COLUMNS_FIRST + np.float32(0.5), "float32 numbers, which is no label"),
        (COLUMNS_FIRST.astype(np.int16) - 4, "-4, -3, .* which is no label"),
        (COLUMNS_FIRST.astype(np.complex64), "no plain numbers"),
    ],
)
def test_volumes_that_are_no_label_map_of_the_image_are_refused(tmp_path, voxels, sentence):
    path = write(tmp_path / "calf.nii", nifti_bytes(voxels))
    with pytest.raises(InputError, match=sentence):
        read_truth(path, SHAPE, "multiclass")


def with_sides(*sides):
    """A header that claims other sides than it has voxels for."""
    content = bytearray(nifti_bytes(COLUMNS_FIRST))
    content[40:56] = struct.pack("<8h", len(sides), *sides, *[1] * (7 - len(sides)))
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (with_sides(32, 24, 9), "not one slice|truncated or damaged"),
        (with_sides(300, 300), "truncated or damaged"),
        (with_sides(32767, 32767, 32767), "claims 32767 x 32767 x 32767 voxels"),
        (with_sides(32, -24), "claims 32 x -24 voxels|truncated or damaged"),
        (with_sides(32, 0), "claims 32 x 0 voxels"),
        (nifti_bytes(COLUMNS_FIRST)[:600], "truncated or damaged"),
        (nifti_bytes(COLUMNS_FIRST)[:200], "truncated or damaged"),
        (gzip.compress(nifti_bytes(COLUMNS_FIRST), mtime=0)[:-30], "truncated or damaged"),
        (gzip.compress(b"no image at all", mtime=0), "truncated or damaged"),
        (b"\x1f\x8b" + b"\x00" * 40, "truncated or damaged"),
    ],
)
def test_headers_that_lie_and_damaged_files_are_refused(tmp_path, content, sentence):
    path = write(tmp_path / "calf.nii", content)
    with pytest.raises(InputError, match=sentence) as caught:
        read_truth(path, SHAPE, "multiclass")
    assert str(tmp_path) not in str(caught.value)


def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(truth_volume, "MOST_BYTES", 10**6)
    path = write(tmp_path / "calf.nii.gz", gzip.compress(b"\x00" * 10**8))
    with pytest.raises(InputError, match="unpacks to more than"):
        read_truth(path, SHAPE, "multiclass")


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_give_labels_or_a_sentence(tmp_path, seed):
    rng = np.random.default_rng(seed)
    for _ in range(60):
        content = np.frombuffer(nifti_bytes(COLUMNS_FIRST), dtype=np.uint8).copy()
        content[rng.integers(0, 352, size=4)] = rng.integers(0, 256, size=4)
        path = write(tmp_path / "calf.nii", content.tobytes())
        try:
            assert read_truth(path, SHAPE, "multiclass").shape == SHAPE
        except InputError:
            continue
