"""Write masks as one NIfTI-1 file over time: (cols, rows, 1, frames).

Its header has room for one step between frames, and no container promises equal steps: the times of
the frames are those of the table.
"""

import gzip
import json
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.export.nifti import ALIGNED, COMMENT, NO_SCALE, affine_of
from usseg.tissues import tissues_of

COUNT_AT = 40 + 2 * 4  # offset of dim[4], 16 bits, in the header
MOST_FRAMES = 2**15 - 1  # what 16 bits hold


@dataclass(frozen=True)
class NiftiAbout:
    """What the header says.

    Attributes:
        shape: (rows, cols) of the frames.
        model: Whose labels these are.
        spacing_mm: Pixel size (row, col) in mm, or None.
        spacing_source: Where it came from, in words.
    """

    shape: tuple[int, int]
    model: str
    spacing_mm: tuple[float, float] | None
    spacing_source: str


def header_of(about: NiftiAbout) -> bytes:
    """Return the bytes before the voxels, for no frame yet."""
    import nibabel

    rows, cols = about.shape
    image = nibabel.Nifti1Image(np.zeros((cols, rows, 1, 1), np.uint8), None)
    affine = affine_of(about.spacing_mm)
    image.set_qform(affine, code=ALIGNED)
    image.set_sform(affine, code=ALIGNED)
    image.header.set_xyzt_units("unknown" if about.spacing_mm is None else "mm", "unknown")
    image.header.set_intent("label", name="usseg labels")
    image.header["descrip"] = NO_SCALE if about.spacing_mm is None else "spacing in mm"
    said = {
        "model": about.model,
        "labels": {str(tissue.label): tissue.name for tissue in tissues_of(about.model)},
        "spacing_mm": about.spacing_mm,
        "spacing_source": about.spacing_source,
    }
    text = json.dumps(said).encode()
    image.header.extensions.append(nibabel.nifti1.Nifti1Extension(COMMENT, text))
    return bytes(image.to_bytes()[: -rows * cols])


@contextmanager
def nifti_writer(path: Path, about: NiftiAbout) -> Iterator[Callable[[np.ndarray], None]]:
    """Yield a function that appends one mask; the file beside `path` is valid after each.

    While it grows it is not compressed: its header counts the frames, and has to be written again.
    """
    plain = path.with_suffix("")
    with plain.open("w+b") as file:
        file.write(header_of(about))
        written = 0

        def write(mask: np.ndarray) -> None:
            nonlocal written
            if written == MOST_FRAMES:
                raise InputError(
                    f"NIfTI holds at most {MOST_FRAMES} frames, and this clip has more. Choose "
                    f"masks as tiff or png, or fewer frames."
                )
            file.seek(0, 2)
            file.write(np.ascontiguousarray(mask).tobytes())
            written += 1
            file.flush()
            file.seek(COUNT_AT)
            file.write(struct.pack("=h", written))
            file.flush()

        yield write
    with plain.open("rb") as raw, gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as packed:
        shutil.copyfileobj(raw, packed)
    plain.unlink()
