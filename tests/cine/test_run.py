"""From a clip of known frames to curves, masks, video and summary."""

import csv
import zipfile
from dataclasses import replace

import nibabel
import numpy as np
import pytest
import tifffile
from clip_makers import (
    FAT,
    FPS,
    OPTIONS,
    SEGMENTER,
    SHAPE,
    labels,
    picture,
    pictures,
    sine,
    write_dicom,
    write_tiff,
    write_video,
)
from image_makers import region
from PIL import Image

from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip

FRAMES = 20
SPACING = (0.25, 0.5)
TRUTH = [labels(rows) for rows in sine(FRAMES)]


def ran(path, folder, **options):
    return segment_clip(read_clip(path), folder, SEGMENTER, replace(OPTIONS, **options))


def table(folder, name="a.csv"):
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def numbers(rows, column):
    return [float(row[column]) for row in rows]


@pytest.fixture
def tiff(tmp_path):
    return write_tiff(tmp_path / "a.tif", pictures(FRAMES))


def test_a_layer_that_swells_as_a_sine_gives_that_curve(tmp_path, tiff):
    ran(tiff, tmp_path, spacing_mm=SPACING, fps=FPS)
    rows = table(tmp_path)
    assert numbers(rows, "fat_thickness_mean_px") == sine(FRAMES)
    assert numbers(rows, "fat_thickness_at_column_mm") == [0.25 * rows for rows in sine(FRAMES)]
    assert numbers(rows, "fat_area_mm2") == [rows * SHAPE[1] * 0.125 for rows in sine(FRAMES)]
    assert numbers(rows, "time_s") == [frame / FPS for frame in range(FRAMES)]
    assert numbers(rows, "frame") == list(range(FRAMES))
    assert numbers(rows, "muscle_area_px") == [int((mask == 3).sum()) for mask in TRUTH]


def test_echo_intensity_is_that_of_the_stored_pixels(tmp_path, tiff):
    ran(tiff, tmp_path)
    expected = [p[t == FAT].mean() for p, t in zip(pictures(FRAMES), TRUTH, strict=True)]
    assert numbers(table(tmp_path), "fat_echo_intensity_mean") == pytest.approx(expected, rel=1e-5)


def test_compressed_video_gives_the_curve_within_a_row(tmp_path):
    ran(write_video(tmp_path / "a.mp4", pictures(FRAMES), crf="12"), tmp_path / "out")
    rows = table(tmp_path / "out")
    assert np.abs(np.subtract(numbers(rows, "fat_thickness_mean_px"), sine(FRAMES))).max() < 1
    assert numbers(rows, "time_s") == pytest.approx([i / FPS for i in range(FRAMES)], abs=1e-3)


def test_without_a_scale_there_are_no_millimetres_and_without_times_no_seconds(tmp_path, tiff):
    result = ran(tiff, tmp_path)
    for row in table(tmp_path):
        assert {value for key, value in row.items() if "_mm" in key} == {""}
        assert row["time_s"] == ""
    assert result.summary["time"] == {"source": "unknown", "fps": None, "duration_s": None}
    assert result.summary["scale"] == {"spacing_mm": None, "source": "unknown"}
    assert "(pixels)" in (tmp_path / "a.svg").read_text()
    assert ">frame<" in (tmp_path / "a.svg").read_text()


def test_the_scale_of_a_dicom_header_is_used(tmp_path):
    regions = [region(0.025, 0.05, box=(0, 0, 63, 95))]
    path = write_dicom(
        tmp_path / "a.dcm", pictures(3), FrameTime=50, SequenceOfUltrasoundRegions=regions
    )
    result = ran(path, tmp_path)
    assert numbers(table(tmp_path), "fat_thickness_mean_mm") == [0.25 * rows for rows in sine(3)]
    assert result.summary["scale"]["source"] == "DICOM ultrasound region"
    assert result.summary["time"]["fps"] == 20


@pytest.mark.parametrize("masks", ["tiff", "nifti", "png"])
def test_masks_hold_the_labels_of_every_frame(tmp_path, tiff, masks):
    result = ran(tiff, tmp_path, masks=masks, spacing_mm=SPACING)
    (path,) = [each for each in result.files if ".masks" in each.name]
    if masks == "tiff":
        found = list(tifffile.imread(path))
    elif masks == "nifti":
        image = nibabel.load(path)
        assert image.header.get_zooms()[:2] == (0.5, 0.25)
        found = [image.dataobj[..., 0, at].T for at in range(image.shape[3])]
    else:
        with zipfile.ZipFile(path) as archive:
            found = [np.asarray(Image.open(archive.open(name))) for name in archive.namelist()]
    np.testing.assert_array_equal(found, TRUTH)


def test_every_third_frame(tmp_path, tiff):
    result = ran(tiff, tmp_path, every=3)
    assert numbers(table(tmp_path), "frame") == list(range(0, FRAMES, 3))
    assert (result.summary["frames"]["read"], result.done) == (FRAMES, 7)
    np.testing.assert_array_equal(tifffile.imread(tmp_path / "a.masks.tif"), TRUTH[::3])


def test_an_empty_frame_is_a_gap_in_the_curves(tmp_path):
    frames = [picture(10), np.zeros(SHAPE, np.uint8), picture(12)]
    ran(write_tiff(tmp_path / "a.tif", frames), tmp_path)
    rows = table(tmp_path)
    assert [row["fat_area_px"] for row in rows] == [str(10 * SHAPE[1]), "", str(12 * SHAPE[1])]
    assert rows[1]["note"].startswith("nothing to see")
    assert not tifffile.imread(tmp_path / "a.masks.tif")[1].any()


def test_the_long_table_holds_every_measurement_of_every_frame(tmp_path, tiff):
    ran(tiff, tmp_path, measure_all=True, spacing_mm=SPACING)
    rows = [
        row
        for row in table(tmp_path, "a.measurements.csv")
        if (row["tissue"], row["region"], row["quantity"], row["unit"])
        == ("fat", "all", "thickness_max", "mm")
    ]
    assert numbers(rows, "value") == [0.25 * rows for rows in sine(FRAMES)]
