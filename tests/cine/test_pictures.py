"""The overlay video: what it shows, what it does not show, and single frames of it."""

from dataclasses import replace
from types import SimpleNamespace

import av
import numpy as np
import pytest
from clip_makers import (
    FPS,
    OPTIONS,
    RELEASE,
    SEGMENTER,
    SHAPE,
    labels,
    picture,
    pictures,
    read_off,
    write_dicom,
    write_tiff,
    write_video,
)
from PIL import Image

from usseg.cine import write_video as video_module
from usseg.cine.network import Segmenter
from usseg.cine.picture import painter
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.cine.still import still
from usseg.errors import InputError
from usseg.image.preprocess import field_mask, whole_field
from usseg.render import overlay
from usseg.tissues import TISSUES
from usseg.types import Field, Frame, Segmentation

BOX = Field("rectangle", np.array([(10, 20), (10, 80), (60, 80), (60, 20)], dtype=float))
NAME = (slice(0, 8), slice(30, 70))  # where a scanner writes a name, above the field


def named(index):
    """A frame with a field in its middle and something bright and burnt in above it."""
    frame = np.zeros(SHAPE, np.uint8)
    inside = field_mask(BOX, SHAPE)
    frame[inside] = picture(14, seed=index)[inside]
    frame[NAME] = 255
    return frame


def run(path, folder, **options):
    return segment_clip(read_clip(path), folder, SEGMENTER, replace(OPTIONS, **options))


def shown(folder):
    with av.open(str(next(folder.glob("*.overlay.mp4")))) as video:
        return [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]


@pytest.mark.parametrize("field", [whole_field(SHAPE), BOX])
@pytest.mark.parametrize("white", [255, 4095])
def test_the_quick_painter_paints_what_the_slow_one_does(field, white):
    pixels = picture(14).astype(np.uint16) * (white // 255)
    frame, inside = Frame(pixels, white), field_mask(field, SHAPE)
    mask = np.where(inside, labels(14), 0).astype(np.uint8)
    expected = overlay(Segmentation(frame, field, mask, np.ones(SHAPE), RELEASE))
    painted = painter(field, inside, "multiclass", False)(frame, mask)
    assert np.abs(painted.astype(int) - expected).max() <= 1  # the slow one rounds once


def test_names_outside_the_field_of_a_dicom_clip_are_not_in_the_video(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", [named(0), named(1)], FrameTime=50)
    run(path, tmp_path / "out", field=BOX, stills=(1,))
    for each in shown(tmp_path / "out"):
        assert each[:7].max() < 40
    assert np.asarray(Image.open(tmp_path / "out" / "a.frame-000001.png"))[NAME].max() == 0
    for file in (tmp_path / "out").iterdir():
        assert b"Secret" not in file.read_bytes()  # the patient's name of the header
        assert b"4711" not in file.read_bytes()
    run(path, tmp_path / "seen", field=BOX, blank_outside=False)
    assert shown(tmp_path / "seen")[0][2, 50].min() > 200


def test_nothing_to_blank_is_a_warning(tmp_path):
    result = run(write_dicom(tmp_path / "a.dcm", pictures(2)), tmp_path)
    assert any("look for names in the video" in words for words in result.summary["warnings"])


def test_the_video_is_h264_and_keeps_the_times_of_the_clip(tmp_path):
    run(write_video(tmp_path / "a.mp4", pictures(8)), tmp_path / "out", every=2)
    with av.open(str(tmp_path / "out" / "a.overlay.mp4")) as video:
        assert video.streams.video[0].codec_context.name == "h264"
        times = [frame.time for frame in video.decode(video=0)]
    assert times == pytest.approx([index / FPS for index in (0, 2, 4, 6)], abs=1e-3)


def test_without_h264_another_encoder_writes_and_the_summary_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(video_module, "ENCODERS", ("none of this name", "mpeg4"))
    result = run(write_tiff(tmp_path / "a.tif", pictures(3)), tmp_path)
    assert result.summary["video"]["encoder"] == "mpeg4"
    assert "no H.264" in result.summary["video"]["note"]
    assert len(shown(tmp_path)) == 3


def test_frames_of_odd_size_are_padded_in_the_video_only(tmp_path):
    frames = [picture(14, (65, 97), seed) for seed in range(2)]
    field = whole_field((65, 97))
    result = run(write_tiff(tmp_path / "a.tif", frames), tmp_path, field=field)
    assert shown(tmp_path)[0].shape == (66, 98, 3)
    assert (result.summary["frames"]["rows"], result.summary["frames"]["cols"]) == (65, 97)


def test_a_still_is_the_frame_of_that_number(tmp_path):
    frames = [picture(4 + 2 * index, seed=index) for index in range(20)]
    path = write_video(tmp_path / "a.mp4", frames, crf="5")
    run(path, tmp_path / "out", every=2, stills=tuple(range(0, 20, 2)))
    for index in (18, 0, 6):
        found = still(tmp_path / "out", index)
        exact = np.asarray(Image.open(tmp_path / "out" / f"a.frame-{index:06d}.png"))
        assert found.time_s == pytest.approx(index / FPS, abs=1e-3)
        assert np.abs(found.picture.astype(int) - exact).mean() < 6
        others = [
            np.asarray(Image.open(tmp_path / "out" / f"a.frame-{i:06d}.png")) for i in (2, 10)
        ]
        assert all(np.abs(found.picture.astype(int) - other).mean() > 6 for other in others)
    with pytest.raises(InputError, match="Frame 3 was not segmented"):
        still(tmp_path / "out", 3)
    with pytest.raises(InputError, match="Frame 3 is not segmented: only every 2th"):
        run(path, tmp_path / "out", every=2, stills=(3,))


def test_a_still_needs_one_clip_to_be_meant(tmp_path):
    with pytest.raises(InputError, match="holds 0 videos"):
        still(tmp_path, 0)


def test_the_binary_model_has_its_own_colours_and_columns(tmp_path):
    def look(frame, field):
        probabilities, _ = read_off(frame, field)
        fat = probabilities[..., 2:3]
        return np.concatenate([1 - fat, fat], axis=-1), None

    segmenter = Segmenter(SimpleNamespace(**{**vars(RELEASE), "model": "binary"}), look)
    clip = read_clip(write_tiff(tmp_path / "a.tif", pictures(2)))
    segment_clip(clip, tmp_path, segmenter, OPTIONS)
    header = (tmp_path / "a.csv").read_text().splitlines()[0]
    assert "fat_area_px" in header
    assert not [name for tissue in TISSUES["multiclass"][3:] if (name := tissue.name) in header]
