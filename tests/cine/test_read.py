"""Every format gives the frames that were put in, in their order, with their times."""

import numpy as np
import pytest
from clip_makers import (
    FPS,
    LOSSLESS,
    LOSSY,
    multi_frame,
    picture,
    pictures,
    write_dicom,
    write_video,
)
from image_makers import jpeg_bytes, region, saved
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGBaseline8Bit

from usseg.cine.read import read_clip

FRAMES = pictures(12)
STEP_S = 1 / FPS


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_clips_come_back_grey_level_by_grey_level(tmp_path, name):
    clip = read_clip(LOSSLESS[name](tmp_path / name, FRAMES))
    shots = list(clip.shots())
    assert clip.total == len(shots) == len(FRAMES)
    for index, (shot, expected) in enumerate(zip(shots, FRAMES, strict=True)):
        assert shot.index == index
        np.testing.assert_array_equal(shot.frame.pixels, expected)
    np.testing.assert_array_equal(
        next(clip.shots()).frame.pixels, FRAMES[0]
    )  # from the start again


@pytest.mark.parametrize("name", LOSSY)
def test_compressed_video_comes_back_in_order_and_with_its_times(tmp_path, name):
    clip = read_clip(LOSSY[name](tmp_path / name, FRAMES))
    shots = list(clip.shots())
    assert clip.total == len(shots) == len(FRAMES)
    assert clip.time_source == "container time base"
    for index, (shot, expected) in enumerate(zip(shots, FRAMES, strict=True)):
        assert np.abs(shot.frame.pixels.astype(int) - expected).mean() < 8
        assert shot.time_s == pytest.approx(index * STEP_S, abs=1e-3)


def test_jpeg_frames_of_a_dicom_file_are_those_of_the_jpeg_decoder(tmp_path):
    data = multi_frame(FRAMES[:3])
    data.PixelData = encapsulate([jpeg_bytes(each) for each in FRAMES[:3]])
    data["PixelData"].VR = "OB"
    data.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    shots = list(read_clip(saved(data, tmp_path / "a.dcm")).shots())
    assert len(shots) == 3
    for shot, expected in zip(shots, FRAMES, strict=False):
        assert np.abs(shot.frame.pixels.astype(int) - expected).mean() < 2


def test_every_frame_of_a_dicom_file_has_its_scale(tmp_path):
    regions = [region(0.01, 0.02, box=(0, 0, 63, 95))]
    path = write_dicom(tmp_path / "a.dcm", FRAMES[:3], SequenceOfUltrasoundRegions=regions)
    for shot in read_clip(path).shots():
        assert shot.frame.spacing_mm == pytest.approx((0.1, 0.2))


def test_a_constant_frame_is_a_gap_and_no_error(tmp_path):
    black = np.zeros_like(FRAMES[0])
    for name in ("clip.tif", "folder", "clip.zip", "clip.dcm"):
        clip = read_clip(LOSSLESS[name](tmp_path / name, [FRAMES[0], black, FRAMES[1]]))
        assert [shot.empty for shot in clip.shots()] == [False, True, False]


def test_a_video_that_lies_on_its_side_is_turned_upright(tmp_path):
    upright = picture(16)
    path = write_video(tmp_path / "a.mp4", [upright] * 3)
    content = bytearray(path.read_bytes())
    one = (1 << 16).to_bytes(4, "big")
    plain = one + bytes(12) + one + bytes(12) + (1 << 30).to_bytes(4, "big")
    at = content.index(plain, content.index(b"tkhd"))
    minus = (-(1 << 16) & 0xFFFFFFFF).to_bytes(4, "big")
    # a b / c d of ISO 14496-12, 8.3.2: (0 1 / -1 0) shows the stored picture turned 90 degrees right.
    content[at : at + 20] = bytes(4) + one + bytes(4) + minus + bytes(4)
    path.write_bytes(content)
    (shot, *_) = read_clip(path).shots()
    expected = np.rot90(upright, -1)
    assert shot.frame.pixels.shape == expected.shape
    assert np.abs(shot.frame.pixels.astype(int) - expected).mean() < 8
