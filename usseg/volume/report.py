"""What there is to say about a volume, as JSON."""

from typing import Any

from usseg.tissues import IGNORE, tissues_of
from usseg.volume.amounts import as_dict, measure_volume
from usseg.volume.result import VolumeSegmentation

UNKNOWN = "in the shadow of bone or not scanned; neither background nor any tissue"


def report(segmentation: VolumeSegmentation) -> dict[str, Any]:
    """Return everything known about a volume but its voxels, JSON-able."""
    volume, release = segmentation.volume, segmentation.release
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
        "field": {
            "kind": segmentation.field.kind,
            "outline": segmentation.field.outline.astype(float).tolist(),
        },
        "grid": {
            "shape": list(volume.grid.shape),
            "spacing_mm": list(volume.grid.spacing_mm),
            "axes": "slice, row, col",
            "to_world_lps_mm": volume.grid.to_world.tolist(),
            "bridged_mm": volume.bridge_mm,
        },
        "labels": {
            **{str(tissue.label): tissue.name for tissue in tissues_of(volume.model)},
            str(IGNORE): UNKNOWN,
        },
        "amounts": as_dict(measure_volume(volume)),
        "timings_ms": segmentation.timings_ms,
        "warnings": list(segmentation.warnings),
    }
