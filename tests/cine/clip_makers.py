"""Clips whose every frame is known, and a network that reads labels off grey levels."""

import io
import zipfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import tifffile
from image_makers import dicom, saved
from PIL import Image
from pydicom.uid import RLELossless, UltrasoundMultiFrameImageStorage

from usseg.cine.network import Segmenter
from usseg.cine.options import Options
from usseg.image.preprocess import field_box, whole_field
from usseg.types import Release

SHAPE = (64, 96)
FPS = 20
TOP, REST = 8, 40  # rows of background above the fat, of muscle below it
DARK, FAT_GREY, MUSCLE_GREY = 20, 220, 110
FAT, MUSCLE = 2, 3
RELEASE = Release(
    "multiclass", "0.0.0", "bundled", None, "0" * 64, Path("none"), {"input_size": [256, 256]}
)
WHOLE = whole_field(SHAPE)
OPTIONS = Options(field=WHOLE)


def sine(frames: int) -> list[int]:
    """Thickness of the fat in rows: one wave in ten frames."""
    return [round(16 + 6 * np.sin(2 * np.pi * frame / 10)) for frame in range(frames)]


def labels(thickness: int, shape=SHAPE) -> np.ndarray:
    """A layer of fat of so many rows on muscle."""
    mask = np.full(shape, MUSCLE, np.uint8)
    mask[: TOP + thickness] = FAT
    mask[:TOP] = 0
    return mask


def picture(thickness: int, shape=SHAPE, seed: int = 0) -> np.ndarray:
    """The same as grey levels, with a little speckle that gives no other label."""
    grey = np.array([DARK, 0, FAT_GREY, MUSCLE_GREY])[labels(thickness, shape)]
    return (grey + np.random.default_rng(seed).integers(-8, 9, shape)).astype(np.uint8)


def pictures(frames: int, shape=SHAPE) -> list[np.ndarray]:
    return [picture(rows, shape, seed) for seed, rows in enumerate(sine(frames))]


def read_off(frame, field):
    """Answer like a network: the label that the grey level stands for, with probability 0.9."""
    row0, col0, row1, col1 = field_box(field, frame.pixels.shape)
    grey = frame.pixels[row0:row1, col0:col1].astype(int) * 255 // frame.white
    found = np.select([grey > 165, grey > 65], [FAT, MUSCLE], 0)
    probabilities = np.full((*grey.shape, 8), 0.1 / 7, np.float32)
    np.put_along_axis(probabilities, found[..., None], np.float32(0.9), axis=-1)
    return probabilities, None


SEGMENTER = Segmenter(RELEASE, read_off)


def write_video(path: Path, frames, codec="libx264", fps=FPS, pix_fmt="yuv420p", **options) -> Path:
    """Write a video with FFmpeg; its format follows the name."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=Fraction(fps), options=options)
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = pix_fmt
        for pixels in frames:
            colour = np.repeat(pixels[..., None], 3, axis=2) if pixels.ndim == 2 else pixels
            container.mux(stream.encode(av.VideoFrame.from_ndarray(colour, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def write_gif(path: Path, frames, duration=50) -> Path:
    first, *rest = [Image.fromarray(each) for each in frames]
    first.save(path, save_all=True, append_images=rest, duration=duration, loop=0, optimize=False)
    return path


def write_tiff(path: Path, frames) -> Path:
    with tifffile.TiffWriter(path) as pages:
        for each in frames:
            pages.write(each, photometric="minisblack", metadata=None, contiguous=False)
    return path


def multi_frame(frames, **elements):
    """A multi-frame ultrasound data set."""
    data = dicom(np.stack(frames), frames=len(frames), **elements)
    data.SOPClassUID = UltrasoundMultiFrameImageStorage
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
    return data


def write_dicom(path: Path, frames, rle=False, **elements) -> Path:
    data = multi_frame(frames, **elements)
    if rle:
        data.compress(RLELossless)
    return saved(data, path)


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def write_folder(path: Path, frames) -> Path:
    """Frames as PNG whose names sort rightly only for someone who counts."""
    path.mkdir()
    for number, each in enumerate(frames, start=1):
        (path / f"frame{number}.png").write_bytes(png(each))
    (path / "notes.txt").write_text("not a frame")
    return path


def write_zip(path: Path, frames) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number, each in enumerate(frames, start=1):
            archive.writestr(f"loop/frame{number}.png", png(each))
    return path


LOSSLESS = {
    "clip.gif": write_gif,
    "clip.tif": write_tiff,
    "clip.dcm": write_dicom,
    "rle.dcm": lambda path, frames: write_dicom(path, frames, rle=True),
    "folder": write_folder,
    "clip.zip": write_zip,
    "gray.mkv": lambda path, frames: write_video(path, frames, "ffv1", pix_fmt="gray"),
    "raw.avi": lambda path, frames: write_video(path, frames, "rawvideo", pix_fmt="bgr24"),
}
LOSSY = {
    "clip.mp4": write_video,
    "clip.mov": write_video,
    "clip.mkv": write_video,
    "clip.avi": lambda path, frames: write_video(path, frames, "mpeg4", qscale="1"),
    "motion.avi": lambda path, frames: write_video(path, frames, "mjpeg", pix_fmt="yuvj420p"),
}
