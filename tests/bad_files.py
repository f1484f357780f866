"""Files that cannot be segmented, each with words that its refusal must hold, on every surface."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import tifffile
from PIL import Image
from pydicom.data import get_testdata_file

SPECKLE = np.random.default_rng(2).integers(40, 216, (90, 110), dtype=np.uint8)


def png(path: Path, pixels: np.ndarray = SPECKLE) -> None:
    """Write a picture as PNG, whatever the name ends in."""
    Image.fromarray(pixels).save(path, format="PNG")


def truncated(path: Path) -> None:
    png(path)
    path.write_bytes(path.read_bytes()[:2000])


def dicom_without_pixels(path: Path) -> None:
    header = pydicom.dcmread(get_testdata_file("examples_rgb_color.dcm", download=False))
    del header.PixelData, header.Rows, header.Columns
    header.save_as(path)


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "text.png": (lambda path: path.write_text("not an image"), "not an image"),
    "program.png": (lambda path: path.write_bytes(b"MZ" + bytes(500)), "not an image"),
    "truncated.png": (truncated, "truncated or damaged"),
    "empty.png": (lambda path: path.write_bytes(b""), "0 bytes"),
    "huge.png": (lambda path: Image.new("1", (6000, 4000)).save(path), "megapixels"),
    "dot.png": (lambda path: png(path, SPECKLE[:1, :1]), "1 x 1"),
    "constant.png": (lambda path: png(path, np.full((64, 64), 7, np.uint8)), "constant"),
    "nan.tif": (lambda path: tifffile.imwrite(path, np.full((64, 64), np.nan, "f4")), "NaN"),
    "bare.dcm": (dicom_without_pixels, "without pixels"),
}
