"""`manifest.json`: what made a mask, so that anyone can make it again and compare."""

import hashlib
import json
import platform
from importlib import metadata
from typing import Any

import numpy as np

from usseg import __version__
from usseg.export.bundle import Export, field_as_dict
from usseg.render import NOTICE
from usseg.render.summary import json_values
from usseg.types import Release, Segmentation

FORMAT = "usseg manifest"
FORMAT_VERSION = 1
PACKAGES = ("keras", "tensorflow", "numpy", "scipy", "pillow", "pydicom", "scikit-image", "gradio")
ALSO_CALLED = {"tensorflow": "tensorflow-cpu"}  # one module, built for CPUs alone


def encode_manifest(export: Export) -> bytes:
    """Write the manifest of an export as strict JSON, UTF-8."""
    text = json.dumps(manifest(export), indent=2, allow_nan=False, ensure_ascii=False)
    return f"{text}\n".encode()


def manifest(export: Export) -> dict[str, Any]:
    """Put everything that made a mask into one JSON object.

    Nothing of a DICOM header is in it beyond the pixel size. What is unknown is None.
    """
    segmentation = export.segmentation
    frame = segmentation.frame
    written = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        **weights_entries(segmentation.release),
        "settings": {**export.settings, "blank_outside": export.blank_outside},
        "input": {
            "sha256": export.source_sha256,
            "rows": frame.pixels.shape[0],
            "cols": frame.pixels.shape[1],
        },
        "scale": {"spacing_mm": frame.spacing_mm, "source": frame.spacing_source},
        "field": field_as_dict(segmentation.field),
        "mask": mask_entry(segmentation),
        "trust": None if segmentation.trust is None else vars(segmentation.trust),
        "timings_ms": {step: round(ms, 1) for step, ms in segmentation.timings_ms.items()},
        "versions": versions(),
        "warnings": list(segmentation.warnings),
        "notice": NOTICE,
    }
    return json_values(written)


def weights_entries(release: Release) -> dict[str, Any]:
    """Return which weights were used, by version, commit and digest."""
    return {
        "model": release.model,
        "version": release.version,
        "source": release.source,
        "commit": release.commit,
        "sha256": release.sha256,
    }


def mask_entry(segmentation: Segmentation) -> dict[str, Any]:
    """Return the digests of the mask that is exported and of the network's, and the edits between.

    The network's is None where the mask was edited and nobody kept what it was before.
    """
    digest = labels_sha256(segmentation.mask)
    network_digest = None if segmentation.edited_pixels else digest
    if segmentation.network_mask is not None:
        network_digest = labels_sha256(segmentation.network_mask)
    return {
        "sha256": digest,
        "of": "label values, one byte per pixel, row by row",
        "network_sha256": network_digest,
        "edited_pixels": segmentation.edited_pixels,
    }


def labels_sha256(mask: np.ndarray) -> str:
    """Return the SHA-256 of a label map's values, row by row, one byte each.

    Not of a PNG file: its bytes depend on the library that packed them, the labels do not.

    Args:
        mask: Label map, uint8, shape (rows, cols).

    >>> labels_sha256(np.zeros((1, 2), dtype=np.uint8))[:12]
    '96a296d224f2'
    """
    return hashlib.sha256(np.ascontiguousarray(mask, dtype=np.uint8).tobytes()).hexdigest()


def versions() -> dict[str, str | None]:
    """Return the versions of what computes here, without importing any of it."""
    return {
        "usseg": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **{package: _version_of(package) for package in PACKAGES},
    }


def _version_of(package: str) -> str | None:
    for name in (package, ALSO_CALLED.get(package, package)):
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return None
