"""Write masks one by one, so that those of finished frames can be read whenever the run ends."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import tifffile

from usseg.cine.write_nifti import NiftiAbout, nifti_writer
from usseg.render import encode_mask

LARGE = 2**31  # bytes from which on a TIFF file gets 64-bit offsets
Write = Callable[[np.ndarray], None]
SUFFIXES = {"tiff": ".masks.tif", "nifti": ".masks.nii.gz", "png": ".masks.zip"}


@contextmanager
def mask_writer(stem: Path, masks: str, frames: int | None, about: NiftiAbout) -> Iterator[Write]:
    """Yield a function that appends one label map, uint8, (rows, cols).

    Args:
        stem: Path of the file without its suffix.
        masks: "tiff", "nifti" or "png".
        frames: How many there will be, or None.
        about: What NIfTI's header says.
    """
    path = stem.with_name(stem.name + SUFFIXES[masks])
    if masks == "nifti":
        with nifti_writer(path, about) as write:
            yield write
    elif masks == "png":
        with png_writer(path) as write:
            yield write
    else:
        rows, cols = about.shape
        large = frames is None or frames * rows * cols > LARGE
        with tiff_writer(path, large) as write:
            yield write


@contextmanager
def tiff_writer(path: Path, large: bool) -> Iterator[Write]:
    """Yield a function that appends a page to a TIFF file, complete on disk when it returns."""
    with path.open("w+b") as file, tifffile.TiffWriter(file, bigtiff=large) as pages:

        def write(mask: np.ndarray) -> None:
            pages.write(
                mask, photometric="minisblack", compression="adobe_deflate", metadata=None,
                contiguous=False,
            )  # fmt: skip
            file.flush()

        yield write


@contextmanager
def png_writer(path: Path) -> Iterator[Write]:
    """Yield a function that writes a PNG into a folder, which becomes a zip at the end."""
    folder = path.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    written = 0

    def write(mask: np.ndarray) -> None:
        nonlocal written
        (folder / f"{written:06d}.png").write_bytes(encode_mask(mask))
        written += 1

    yield write
    with zipfile.ZipFile(path, "w") as archive:  # PNGs are packed already
        for position in range(written):
            name = f"{position:06d}.png"
            archive.write(folder / name, name)
    shutil.rmtree(folder)
