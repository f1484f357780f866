"""A segmented volume as one small file that gives it back exactly: how the page keeps its example."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.export.packing import EARLIEST
from usseg.types import Field, Release
from usseg.volume.grid import Grid
from usseg.volume.result import Volume, VolumeSegmentation

ABOUT = "about.json"
ARRAYS = ("labels", "shadow", "grey")


def pack_volume(made: VolumeSegmentation, more: dict[str, Any]) -> bytes:
    """Encode a segmented volume; the same volume gives the same bytes.

    Args:
        made: The volume. Times are left out.
        more: What else to keep, JSON-able.
    """
    volume, release, field = made.volume, made.release, made.field
    about = {
        "model": volume.model,
        "kind": volume.kind,
        "spacing_source": volume.spacing_source,
        "finished": volume.finished,
        "frames": volume.frames,
        "bridge_mm": volume.bridge_mm,
        "to_world": volume.grid.to_world.tolist(),
        "version": release.version,
        "sha256": release.sha256,
        "field": [field.kind, np.asarray(field.outline, dtype=float).tolist()],
        "warnings": list(made.warnings),
        "more": more,
    }
    parts = {name: as_npy(getattr(volume, name)) for name in ARRAYS}
    return pack_small({ABOUT: json.dumps(about, indent=1).encode()} | parts)


def as_npy(array: np.ndarray) -> bytes:
    """Return an array as a file of NumPy's."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def pack_small(files: dict[str, bytes]) -> bytes:
    """Return a zip file of these contents, pressed harder than `usseg.export.packing` does."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, date_time=EARLIEST)
            member.compress_type = zipfile.ZIP_LZMA
            archive.writestr(member, content)
    return buffer.getvalue()


def unpack_volume(path: Path) -> tuple[VolumeSegmentation, dict[str, Any]]:
    """Read what `pack_volume` wrote: the volume, and what else was kept.

    Raises:
        InputError: The file is missing or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(ABOUT))
            arrays = {
                name: np.lib.format.read_array(io.BytesIO(archive.read(name)), allow_pickle=False)
                for name in ARRAYS
            }
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise InputError(f"{path.name} is damaged or missing. Make it again.") from error
    return as_segmentation(about, arrays), about["more"]


def as_segmentation(about: dict[str, Any], arrays: dict[str, np.ndarray]) -> VolumeSegmentation:
    """Put a volume together from its words and its arrays."""
    slices, rows, cols = arrays["labels"].shape
    grid = Grid((slices, rows, cols), np.array(about["to_world"]))
    words = {
        word: about[word]
        for word in ("model", "kind", "spacing_source", "finished", "frames", "bridge_mm")
    }
    labels, shadow, grey = (arrays[name] for name in ARRAYS)
    volume = Volume(labels, shadow, grey, grid, **words)
    model, version = about["model"], about["version"]
    release = Release(model, version, "bundled", None, about["sha256"], Path("model.keras"), {})
    kind, outline = about["field"]
    return VolumeSegmentation(
        volume, release, Field(kind, np.array(outline)), {}, tuple(about["warnings"])
    )
