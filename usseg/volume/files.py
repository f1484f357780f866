"""What a volume leaves on the disk; every file appears complete or not at all."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.render.png import encode_mask
from usseg.volume.amounts import sections
from usseg.volume.label_files import encode_volume_nifti, encode_volume_nrrd
from usseg.volume.mesh import Mesh, meshes_of
from usseg.volume.mesh_files import encode_glb, encode_stl
from usseg.volume.report import report
from usseg.volume.result import Volume, VolumeSegmentation

READABLE = 0o644
DECIMALS = 4


def write_slice(folder: Path, index: int, mask: np.ndarray) -> None:
    """Write the mask of one frame as it is finished: a killed run leaves what it has done.

    Raises:
        InputError: It cannot be written.
    """
    write_file(folder / f"{index:04d}.mask.png", encode_mask(mask))


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; its folder is made.

    Raises:
        InputError: It cannot be written.
    """
    written = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".usseg-", delete=False) as file:
            written = Path(file.name)
            file.write(content)
        written.chmod(READABLE)
        os.replace(written, path)
    except OSError as error:
        if written is not None:
            written.unlink(missing_ok=True)
        raise InputError(
            f"{path.name} cannot be written: {error.strerror}. Choose a folder that you may write to "
            "and that has room."
        ) from None


def encode_sections(volume: Volume) -> bytes:
    """Encode the cross-sections along the axis as CSV."""
    rows = sections(volume)
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow(
            {key: round(v, DECIMALS) if isinstance(v, float) else v for key, v in row.items()}
        )
    return text.getvalue().encode()


def encoders(
    segmentation: VolumeSegmentation, meshes: list[Mesh]
) -> dict[str, Callable[[], bytes]]:
    """Return by its suffix what makes each file of a volume.

    Args:
        segmentation: The volume.
        meshes: What `meshes_of` returns of it.

    Returns:
        Labels (`.nii.gz`, `.seg.nrrd`), grey levels (`.grey.nii.gz`), cross-sections
        (`.sections.csv`), surfaces (`.glb`, one `.stl` per tissue) and report (`.json`).
    """
    volume = segmentation.volume
    return {
        ".nii.gz": partial(encode_volume_nifti, volume),
        ".grey.nii.gz": partial(encode_volume_nifti, volume, grey=True),
        ".seg.nrrd": partial(encode_volume_nrrd, volume),
        ".sections.csv": partial(encode_sections, volume),
        ".glb": partial(encode_glb, meshes),
        **{f".{mesh.name}.stl": partial(encode_stl, mesh) for mesh in meshes},
        ".json": partial(encode_report, segmentation),
    }


def encode_report(segmentation: VolumeSegmentation) -> bytes:
    """Encode what there is to say about a volume as JSON."""
    text = json.dumps(report(segmentation), indent=2, allow_nan=False, ensure_ascii=False)
    return f"{text}\n".encode()


def volume_files(segmentation: VolumeSegmentation, stem: str) -> dict[str, bytes]:
    """Return every file of a volume by its name.

    Args:
        segmentation: The volume.
        stem: What the names begin with.
    """
    makers = encoders(segmentation, meshes_of(segmentation.volume))
    return {f"{stem}{suffix}": make() for suffix, make in makers.items()}


def write_volume(segmentation: VolumeSegmentation, folder: Path, stem: str) -> list[Path]:
    """Write every file of a volume into a folder, and return their paths.

    Raises:
        InputError: One cannot be written.
    """
    paths = []
    for name, content in volume_files(segmentation, stem).items():
        write_file(folder / name, content)
        paths.append(folder / name)
    return paths
