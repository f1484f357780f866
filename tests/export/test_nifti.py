"""NIfTI: what another library reads is what was written, in the right place."""

import gzip
import json
import struct

import numpy as np
import pytest
import SimpleITK
from export_makers import SPACING_MM, label_map

from usseg.errors import InputError
from usseg.export.nifti import encode_colour_table, encode_nifti
from usseg.tissues import tissues_of


def read(tmp_path, file: bytes) -> SimpleITK.Image:
    path = tmp_path / "mask.nii.gz"
    path.write_bytes(file)
    return SimpleITK.ReadImage(str(path))


def header_of(file: bytes) -> bytes:
    return gzip.decompress(file)[:348]


@pytest.mark.parametrize(("model", "highest"), [("multiclass", 7), ("binary", 1)])
def test_another_library_reads_the_same_labels(tmp_path, model, highest):
    mask = label_map(highest)
    image = read(tmp_path, encode_nifti(mask, model, SPACING_MM))
    voxels = SimpleITK.GetArrayFromImage(image)
    assert voxels.dtype == np.uint8
    np.testing.assert_array_equal(voxels, mask[None])


def test_rows_run_with_depth_and_each_axis_has_its_own_spacing(tmp_path):
    image = read(tmp_path, encode_nifti(label_map(), "multiclass", SPACING_MM))
    assert image.GetSize() == (60, 40, 1)
    assert image.GetSpacing() == pytest.approx((0.25, 0.1, 1.0))
    # In the left-posterior-superior space of ITK: columns run left, rows run back.
    assert image.TransformIndexToPhysicalPoint((4, 30, 0)) == pytest.approx((1.0, 3.0, 0.0))


def test_a_known_spacing_is_in_millimetres():
    header = header_of(encode_nifti(label_map(), "multiclass", SPACING_MM))
    assert header[123] == 2  # xyzt_units: NIFTI_UNITS_MM
    assert struct.unpack("<3f", header[80:92]) == pytest.approx((0.25, 0.1, 1.0))


def test_an_unknown_spacing_has_no_unit_and_says_so():
    header = header_of(encode_nifti(label_map(), "multiclass", None))
    assert header[123] == 0  # xyzt_units: NIFTI_UNITS_UNKNOWN
    assert struct.unpack("<3f", header[80:92]) == (1.0, 1.0, 1.0)
    assert header[148:228].rstrip(b"\0") == b"spacing unknown: 1 pixel drawn as 1 unit"


def test_header_says_what_a_viewer_of_labels_needs():
    header = header_of(encode_nifti(label_map(), "multiclass", SPACING_MM))
    size, magic = struct.unpack("<i", header[:4])[0], header[344:348]
    assert (size, magic) == (348, b"n+1\0")
    assert struct.unpack("<4h", header[40:48]) == (3, 60, 40, 1)  # three axes, one slice
    assert struct.unpack("<2h", header[70:74]) == (2, 8)  # uint8
    assert struct.unpack("<h", header[68:70]) == (1002,)  # NIFTI_INTENT_LABEL
    assert struct.unpack("<2h", header[252:256]) == (2, 2)  # both transforms are given
    slope, offset = struct.unpack("<2f", header[112:120])
    assert slope in (0.0, 1.0) or np.isnan(slope)  # labels are not rescaled
    assert offset == 0.0 or np.isnan(offset)


def test_label_names_and_source_of_the_scale_are_in_the_header_extension():
    file = gzip.decompress(encode_nifti(label_map(), "multiclass", SPACING_MM, "two clicks"))
    assert file[348] == 1  # there is an extension
    size, code = struct.unpack("<2i", file[352:360])
    about = json.loads(file[360 : 352 + size].rstrip(b"\0"))
    assert code == 6
    assert about["labels"]["3"] == "muscle"
    assert len(about["labels"]) == 8
    assert about["spacing_mm"] == [0.1, 0.25]
    assert about["spacing_source"] == "two clicks"


def test_the_same_mask_gives_the_same_bytes():
    first, second = (encode_nifti(label_map(), "multiclass", SPACING_MM) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (np.zeros((4, 4, 3), np.uint8), r"of \(4, 4, 3\)"),
        (np.zeros((4, 4), np.int64), "int64"),
        (np.full((4, 4), 2, np.uint8), "value 2, but the labels of the binary model end at 1"),
    ],
)
def test_what_is_no_mask_of_the_model_is_refused(mask, message):
    with pytest.raises(InputError, match=message):
        encode_nifti(mask, "binary", None)


@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_the_colour_table_names_every_label_with_its_colour(model):
    lines = encode_colour_table(model).decode().splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    assert rows[0] == ["0", "background", "0", "0", "0", "0"]
    expected = [
        [str(tissue.label), tissue.name, *map(str, tissue.colour), "255"]
        for tissue in tissues_of(model)[1:]
    ]
    assert rows[1:] == expected
