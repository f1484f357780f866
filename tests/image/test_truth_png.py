"""Ground truths as colour PNG: how far a colour may be off, opaque pictures, and what is no truth."""

import numpy as np
import pytest
from PIL import Image
from truth_makers import SHAPE, layers, write

from usseg.errors import InputError
from usseg.image import truth
from usseg.image.truth import read_truth
from usseg.image.truth_png import TOLERANCE
from usseg.tissues import MULTICLASS


def painted(labels=None):
    table = np.array([tissue.colour for tissue in MULTICLASS])
    return table[layers() if labels is None else labels]


def saved(tmp_path, colour):
    path = tmp_path / "truth.png"
    Image.fromarray(np.clip(colour, 0, 255).astype(np.uint8)).save(path)
    return path


@pytest.mark.parametrize("shift", [-TOLERANCE, 3, TOLERANCE])
def test_colours_that_are_off_by_a_little_count_as_the_tissue_they_are_near(tmp_path, shift):
    path = saved(tmp_path, painted() + shift)
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())


def test_a_colour_farther_off_is_refused_by_its_values(tmp_path):
    colour = painted()
    colour[5, 7] += (0, TOLERANCE + 1, 0)
    with pytest.raises(InputError, match=r"colour \(240, 237, 66\), which no tissue has"):
        read_truth(saved(tmp_path, colour), SHAPE, "multiclass")


def test_a_smoothed_picture_is_refused(tmp_path):
    picture = Image.fromarray(painted().astype(np.uint8)).resize((64, 48)).resize((32, 24))
    with pytest.raises(InputError, match="Save it without smoothing"):
        read_truth(saved(tmp_path, np.asarray(picture, dtype=int)), SHAPE, "multiclass")


def test_no_two_colours_are_near_the_same():
    colours = np.array([*(tissue.colour for tissue in MULTICLASS), (255, 255, 255)])
    gaps = np.abs(colours[:, None] - colours).max(axis=2) + 999 * np.eye(len(colours), dtype=int)
    assert gaps.min() > 2 * TOLERANCE


def test_an_opaque_picture_with_alpha_is_read_and_a_transparent_one_is_not(tmp_path):
    alpha = np.full((*SHAPE, 1), 255)
    path = saved(tmp_path, np.dstack([painted(), alpha]))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())
    alpha[3, 3] = 254
    with pytest.raises(InputError, match="transparency"):
        read_truth(saved(tmp_path, np.dstack([painted(), alpha])), SHAPE, "multiclass")


def test_colour_of_skin_alone_is_not_taken_for_the_binary_models_fat(tmp_path):
    skin = saved(tmp_path, painted((layers() == 1).astype(int)))
    assert not read_truth(skin, SHAPE, "binary").any()


@pytest.mark.parametrize("content", [b"\x89PN", b"hello", b"%PDF-1.7", b"\x00" * 99, b" \n"])
def test_what_is_no_truth_is_refused_with_the_formats_that_are(tmp_path, content):
    with pytest.raises(InputError, match=r"NIfTI .*seg\.nrrd, LabelMe or COCO JSON, or ImageJ"):
        read_truth(write(tmp_path / "truth.nii", content), SHAPE, "multiclass")


def test_the_first_bytes_count_and_not_the_name(tmp_path):
    path = saved(tmp_path, painted()).rename(tmp_path / "truth.json")
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), layers())


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(truth, "MOST_BYTES", 100)
    with pytest.raises(InputError, match="a ground truth may have up to"):
        read_truth(write(tmp_path / "truth.nii", b"\x5c\x01\x00\x00" * 99), SHAPE, "multiclass")
