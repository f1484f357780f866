"""Ground truths as ImageJ writes them: kinds of outlines, zips, and zips that burst."""

import struct
import zipfile

import numpy as np
import pytest
import roifile
from truth_makers import SHAPE, box_roi, combined_roi, layers, roi_bytes, write, zip_bytes

from usseg.errors import InputError
from usseg.image import truth_imagej
from usseg.image.truth import read_truth

BOX = [(4, 10), (20, 10), (20, 20), (4, 20)]  # (x, y): muscle of `layers`
LINE = roifile.ROI_TYPE.POLYLINE


def read(tmp_path, content, name="truth.zip", model="multiclass"):
    return read_truth(write(tmp_path / name, content), SHAPE, model)


def only(label, rows, cols):
    labels = np.zeros(SHAPE, dtype=np.uint8)
    labels[slice(*rows), slice(*cols)] = label
    return labels


MUSCLE = only(3, (10, 20), (4, 20))


@pytest.mark.parametrize(
    "content",
    [
        roi_bytes(BOX, "Muscle"),
        roi_bytes(BOX, "Muscle", roitype=roifile.ROI_TYPE.FREEHAND),
        roi_bytes(BOX, "Muscle", roitype=roifile.ROI_TYPE.TRACED),
        roi_bytes(np.array(BOX) + 0.25, "Muscle"),
        box_roi(10, 4, 20, 20, name="Muscle"),
    ],
    ids=["polygon", "freehand", "traced", "sub-pixel", "rectangle"],
)
def test_areas_of_every_kind_are_read_by_their_name(tmp_path, content):
    np.testing.assert_array_equal(read(tmp_path, content, "x.roi"), MUSCLE)


def test_an_oval_holds_the_pixels_whose_centres_lie_in_its_ellipse(tmp_path):
    row, col = np.mgrid[: SHAPE[0], : SHAPE[1]] + 0.5
    expected = 2 * (((row - 12) / 8) ** 2 + ((col - 15) / 11) ** 2 < 1)
    content = box_roi(4, 4, 20, 26, roifile.ROI_TYPE.OVAL, name="fat")
    np.testing.assert_array_equal(read(tmp_path, content, "x.roi"), expected)


def test_without_a_name_inside_the_file_is_named_after_its_tissue(tmp_path):
    np.testing.assert_array_equal(read(tmp_path, roi_bytes(BOX), "muscle.roi"), MUSCLE)
    content = zip_bytes([("sub/muscle-2.roi", roi_bytes(BOX))])
    np.testing.assert_array_equal(read(tmp_path, content), MUSCLE)


def test_a_combined_outline_is_filled_with_its_hole(tmp_path):
    outer, hole = [(2, 2), (22, 2), (22, 18), (2, 18)], [(6, 6), (6, 12), (12, 12), (12, 6)]
    path = []
    for ring in (outer, hole):
        path += [0, *ring[0], *(value for point in ring[1:] for value in (1, *point)), 4]
    expected = only(2, (2, 18), (2, 22))
    expected[6:12, 6:12] = 0
    np.testing.assert_array_equal(read(tmp_path, combined_roi(path), "x.roi"), expected)
    path[-4:] = [2, 1, 1, 1, 1]  # a curve instead of an edge
    with pytest.raises(InputError, match="curved parts"):
        read(tmp_path, combined_roi(path), "x.roi")


def test_a_zip_of_the_roi_manager_becomes_the_layers(tmp_path):
    boxes = [("skin", 1, 2, 3, 30), ("fat", 3, 2, 8, 30), ("Fascia", 8, 4, 10, 30),
             ("muscle", 10, 4, 20, 20), ("bone", 20, 6, 23, 15)]  # fmt: skip
    files = [(f"{name}.roi", box_roi(*box, name=name)) for name, *box in boxes]
    files.append(("__MACOSX/._skin.roi", b"\x00\x05\x16\x07"))
    np.testing.assert_array_equal(read(tmp_path, zip_bytes(files)), layers())
    np.testing.assert_array_equal(read(tmp_path, zip_bytes(files), model="binary"), layers() == 2)


@pytest.mark.parametrize(
    "content",
    [
        roi_bytes(BOX, "muscle", roitype=LINE),
        roi_bytes(BOX, "muscle", roitype=roifile.ROI_TYPE.POINT),
        roi_bytes(BOX, "muscle", options=roifile.ROI_OPTIONS.SPLINE_FIT),
        box_roi(10, 4, 20, 20, name="muscle", rounded_rect_arc_size=4),
    ],
    ids=["line", "points", "spline", "rounded"],
)
def test_what_is_no_plain_area_is_refused(tmp_path, content):
    with pytest.raises(InputError, match=r"'muscle' is a line, a point.*Areas were expected"):
        read(tmp_path, content, "x.roi")


def test_outlines_of_a_larger_image_are_refused_with_both_sizes(tmp_path):
    with pytest.raises(InputError, match=r"row 300, column 400, but the image has 24 x 32 pixels"):
        read(tmp_path, box_roi(100, 100, 300, 400, name="fat"), "x.roi")


def test_names_that_imagej_made_itself_are_refused_with_those_known(tmp_path):
    with pytest.raises(InputError, match=r"names '0012-0345'.*Known are: background, skin"):
        read(tmp_path, zip_bytes([("0012-0345.roi", roi_bytes(BOX, "0012-0345"))]))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (zip_bytes([("calf.mask.png", b"x")]), r"holds 'calf\.mask\.png', but a zip of ImageJ"),
        (zip_bytes([("__MACOSX/x.roi", b"x")]), r"holds no \.roi"),
        (zip_bytes([("a.roi", b"Iout" * 99)], zipfile.ZIP_LZMA), r"holds no \.roi of a known"),
        (zip_bytes([("a.roi", b"Iout")]), "truncated or damaged"),
        (zip_bytes([("a.roi", roi_bytes(BOX, "fat"))])[:-30], "truncated or damaged"),
        (zip_bytes([(f"{n}.roi", b"") for n in range(5001)]), "holds 5001 outlines"),
        (zip_bytes([("a.roi", b"\x00" * 3 * 2**20)]), "unpacks to more than 2 MB"),
        (zip_bytes([(f"{n}.roi", b"\x00" * 2**21) for n in range(17)]), "or very large ones"),
        (roi_bytes(BOX, "fat")[:70], "truncated or damaged"),
    ],
)
def test_other_zips_bombs_and_damaged_files_are_refused(tmp_path, content, sentence):
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, content)


def test_a_zip_that_lies_about_sizes_is_not_unpacked_beyond_the_limit(tmp_path):
    content = bytearray(zip_bytes([("a.roi", b"\x00" * 2**26)]))
    directory = content.rindex(b"PK\x01\x02")
    for at in (22, directory + 24):  # uncompressed size, in the entry and in the directory
        content[at : at + 4] = struct.pack("<I", 100)
    with pytest.raises(InputError, match=r"unpacks to more|truncated or damaged"):
        read(tmp_path, bytes(content))


def test_a_large_zip_is_refused_before_its_directory_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(truth_imagej, "MOST_ZIP_BYTES", 100)
    with pytest.raises(InputError, match="a zip of outlines may have up to"):
        read(tmp_path, zip_bytes([("a.roi", roi_bytes(BOX, "fat"))]))


def test_flipped_bytes_give_labels_or_a_sentence(tmp_path):
    rng = np.random.default_rng(4)
    for _ in range(150):
        content = np.frombuffer(roi_bytes(BOX, "fat"), dtype=np.uint8).copy()
        content[rng.integers(4, len(content), size=3)] = rng.integers(0, 256, size=3)
        try:
            assert read(tmp_path, content.tobytes(), "x.roi").shape == SHAPE
        except InputError:
            continue
