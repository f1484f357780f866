"""What holds for a whole clip: one field, one white, one scale."""

from dataclasses import replace

import numpy as np
import pytest
from clip_makers import (
    OPTIONS,
    SEGMENTER,
    SHAPE,
    picture,
    pictures,
    write_dicom,
    write_folder,
    write_tiff,
)
from image_makers import region

from usseg.cine.options import Options
from usseg.cine.plan import common_field, prepared, scout
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.errors import InputError
from usseg.image.preprocess import field_mask
from usseg.phantom.dataset import SCENES, make_phantom
from usseg.types import Field


def box(row0, col0, row1, col1):
    corners = [(row0, col0), (row0, col1), (row1, col1), (row1, col0)]
    return Field("rectangle", np.array(corners, dtype=float))


def test_the_field_that_most_frames_agree_on_wins():
    fields = [box(10, 10, 60, 90), box(0, 0, 64, 96), box(10, 11, 60, 90), box(10, 10, 60, 89)]
    best, agreement = common_field(fields, SHAPE)
    assert best is fields[0]
    area = [50 * 80, 64 * 96, 50 * 79, 50 * 79]
    expected = np.mean([1, area[0] / area[1], area[2] / area[0], area[3] / area[0]])
    assert agreement == pytest.approx(expected)


def test_one_field_is_found_for_the_clip_and_an_odd_frame_does_not_move_it(tmp_path):
    frames = []
    for seed in range(4):
        screen = np.zeros((300, 400), np.uint8)
        screen[40:240, 60:340] = make_phantom(seed, SCENES[0], (200, 280)).pixels
        frames.append(screen)
    frames[2] = np.random.default_rng(0).integers(0, 255, (300, 400)).astype(np.uint8)
    plan = scout(read_clip(write_tiff(tmp_path / "a.tif", frames)), Options())
    inside = np.zeros((300, 400), bool)
    inside[40:240, 60:340] = True
    overlap = (plan.inside & inside).sum() / (plan.inside | inside).sum()
    assert overlap > 0.9
    assert plan.agreement < 0.9
    assert any("not found alike" in words for words in plan.warnings)


def test_a_drawn_field_is_taken_as_it_is(tmp_path):
    clip = read_clip(write_tiff(tmp_path / "a.tif", pictures(2)))
    plan = scout(clip, replace(OPTIONS, field=box(4, 8, 60, 80)))
    np.testing.assert_array_equal(plan.inside, field_mask(box(4, 8, 60, 80), SHAPE))


def test_all_frames_share_one_white(tmp_path):
    dim, bright = picture(10).astype(np.uint16) * 4, picture(10).astype(np.uint16) * 16
    clip = read_clip(write_tiff(tmp_path / "a.tif", [dim, bright, dim]))
    plan = scout(clip, OPTIONS)
    whites = {prepared(shot, plan).frame.white for shot in clip.shots()}
    assert whites == {4095}


def test_a_typed_scale_replaces_that_of_every_frame(tmp_path):
    regions = [region(0.025, 0.05, box=(0, 0, 63, 95))]
    clip = read_clip(
        write_dicom(tmp_path / "a.dcm", pictures(3), SequenceOfUltrasoundRegions=regions)
    )
    for typed, expected, source in (
        (None, (0.25, 0.5), "DICOM ultrasound region"),
        ((0.1, 0.2), (0.1, 0.2), "typed"),
    ):
        plan = scout(clip, replace(OPTIONS, spacing_mm=typed))
        for shot in clip.shots():
            frame = prepared(shot, plan).frame
            assert frame.spacing_mm == pytest.approx(expected)
            assert frame.spacing_source == source


def test_a_clip_that_shows_nothing_is_refused(tmp_path):
    clip = read_clip(write_tiff(tmp_path / "a.tif", [np.zeros(SHAPE, np.uint8)] * 3))
    with pytest.raises(InputError, match=r"a\.tif shows nothing"):
        scout(clip, OPTIONS)


def test_an_empty_beginning_is_passed_over(tmp_path):
    frames = [np.zeros(SHAPE, np.uint8)] * 3 + pictures(2)
    assert scout(read_clip(write_tiff(tmp_path / "a.tif", frames)), OPTIONS).white == 255


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"every": 0}, "Give 1 or more"),
        ({"masks": "avi"}, "tiff, nifti, png"),
        ({"column": 96}, "columns 0 to 95"),
        ({"stills": (-1,)}, "is not segmented"),
        ({"spacing_mm": (0, 1)}, "not above zero"),
        ({"scale": "guess"}, "There is no scale"),
    ],
)
def test_options_that_cannot_be_used_are_refused_before_anything_is_written(
    tmp_path, options, words
):
    clip = read_clip(write_tiff(tmp_path / "a.tif", pictures(2)))
    with pytest.raises(InputError, match=words):
        segment_clip(clip, tmp_path / "out", SEGMENTER, replace(OPTIONS, **options))
    assert not (tmp_path / "out").exists()


def test_output_does_not_go_among_the_frames(tmp_path):
    folder = write_folder(tmp_path / "frames", pictures(2))
    with pytest.raises(InputError, match="would mix with the frames"):
        segment_clip(read_clip(folder), folder, SEGMENTER, OPTIONS)


def test_a_second_run_leaves_nothing_of_the_first(tmp_path):
    clip = read_clip(write_tiff(tmp_path / "a.tif", pictures(2)))
    segment_clip(clip, tmp_path / "out", SEGMENTER, replace(OPTIONS, measure_all=True))
    result = segment_clip(clip, tmp_path / "out", SEGMENTER, replace(OPTIONS, masks="png"))
    assert set((tmp_path / "out").iterdir()) == set(result.files)
