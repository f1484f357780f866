"""A run as a workbook and as one zip: the same numbers, the same files, and words about each."""

import csv
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from clip_makers import OPTIONS, SEGMENTER, pictures, write_dicom, write_tiff

from usseg.cine.budget import Budget, most_frames
from usseg.cine.bundle import write_workbook, write_zip
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.cine.still import still_pair
from usseg.errors import InputError
from usseg.image.field_given import rectangle

FRAMES = 6


@pytest.fixture
def ran(tmp_path):
    """A run that kept its frames."""
    clip = read_clip(write_tiff(tmp_path / "a.tif", pictures(FRAMES)))
    options = replace(OPTIONS, input_video=True, fps=20, spacing_mm=(0.1, 0.2))
    return segment_clip(clip, tmp_path / "out", SEGMENTER, options)


def test_the_workbook_holds_the_numbers_of_the_table(tmp_path, ran):
    sheet = openpyxl.load_workbook(write_workbook(tmp_path / "out" / "a.csv"))["curves"]
    head, *rows = sheet.iter_rows(values_only=True)
    with (tmp_path / "out" / "a.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert list(head) == list(table[0])
    assert len(rows) == FRAMES
    for found, row in zip(rows, table, strict=True):
        expected = [float(value) if value else None for value in row.values()]
        assert list(found) == expected


def test_the_zip_holds_every_file_unchanged_and_says_what_it_is(tmp_path, ran):
    path = write_zip(ran.files, tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        readme = archive.read("README.txt").decode()
        for file in ran.files:
            assert archive.read(file.name) == file.read_bytes()
            (line,) = [line for line in readme.splitlines() if line.startswith(f"{file.name}: ")]
            assert len(line) > len(file.name) + 10
    assert "not a medical device" in readme


def test_stills_come_in_pairs_and_only_where_the_frames_were_kept(tmp_path, ran):
    read, shown = still_pair(tmp_path / "out", 4)
    assert (read.index, shown.index, read.time_s) == (4, 4, 0.2)
    assert np.abs(read.picture[..., 0].astype(int) - pictures(FRAMES)[4]).mean() < 4
    assert (read.picture[..., 0] == read.picture[..., 1]).mean() > 0.9, "it is grey"
    assert (shown.picture[..., 0] != shown.picture[..., 2]).mean() > 0.5, "it has colours"
    (tmp_path / "out" / "a.input.mp4").unlink()
    with pytest.raises(InputError, match="did not keep its frames"):
        still_pair(tmp_path / "out", 4)


def test_a_kept_frame_of_a_dicom_clip_is_black_where_the_overlay_is(tmp_path):
    frames = [np.pad(each, ((0, 0), (20, 0)), constant_values=250) for each in pictures(FRAMES)]
    path = write_dicom(tmp_path / "a.dcm", frames)
    field = rectangle((0, 20, 64, 116), (64, 116))
    options = replace(OPTIONS, field=field, input_video=True)
    segment_clip(read_clip(path), tmp_path / "out", SEGMENTER, options)
    read, shown = still_pair(tmp_path / "out", 2)
    assert read.picture[:, :16].max() < 30
    assert shown.picture[:, :16].max() < 30


@pytest.mark.parametrize(("every", "allowed"), [(1, False), (2, True), (3, True)])
def test_a_budget_counts_segmented_frames(tmp_path, every, allowed):
    clip = read_clip(write_tiff(tmp_path / "a.tif", pictures(FRAMES)))
    if allowed:
        assert most_frames(clip, every, Budget(3, 10**9, 1.0)) == 3
        return
    with pytest.raises(InputError, match=r"6 frames of 64 x 96 .* with 2 or more for n"):
        most_frames(clip, every, Budget(3, 10**9, 1.0))


def test_a_budget_counts_pixels_but_always_leaves_one_frame(tmp_path):
    clip = read_clip(write_tiff(tmp_path / "a.tif", pictures(1)))
    assert most_frames(clip, 1, Budget(100, 10, 1.0)) == 1
    assert most_frames(clip, 1, Budget(100, 64 * 96 * 7 + 1, 1.0)) == 7
