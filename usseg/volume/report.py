"""What there is to say about a volume, as JSON."""

from typing import Any

from usseg.tissues import IGNORE, tissues_of
from usseg.volume.amounts import as_dict, measure_volume
from usseg.volume.result import Volume, VolumeSegmentation

UNKNOWN = "in the shadow of bone or not scanned; neither background nor any tissue"


def report(segmentation: VolumeSegmentation) -> dict[str, Any]:
    """Return everything known about a volume but its voxels, JSON-able."""
    volume, release, field = segmentation.volume, segmentation.release, segmentation.field
    names = {str(tissue.label): tissue.name for tissue in tissues_of(volume.model)}
    return {
        "model": release.model,
        "weights": {
            "version": release.version,
            "source": release.source,
            "commit": release.commit,
            "sha256": release.sha256,
        },
        "sweep": volume.kind,
        "frames": volume.frames,
        "frames_finished": volume.finished,
        "field": {"kind": field.kind, "outline": field.outline.astype(float).tolist()},
        "grid": describe_grid(volume),
        "labels": names | {str(IGNORE): UNKNOWN},
        "amounts": as_dict(measure_volume(volume)),
        "timings_ms": segmentation.timings_ms,
        "warnings": list(segmentation.warnings),
    }


def describe_grid(volume: Volume) -> dict[str, Any]:
    """Say where the voxels lie."""
    return {
        "shape": list(volume.grid.shape),
        "spacing_mm": list(volume.grid.spacing_mm),
        "axes": "slice, row, col",
        "to_world_lps_mm": volume.grid.to_world.tolist(),
        "bridged_mm": volume.bridge_mm,
    }
