"""How well volumes are measured: simulated limbs, with true masks and with the network's."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from usseg.evaluate.volume_scans import LimbScan, bone_distance_mm, limb_scan, true_ml
from usseg.image.preprocess import whole_field
from usseg.phantom.anatomy import BONE, LIGAMENT
from usseg.phantom.scan3d_paths import KINDS
from usseg.tissues import MULTICLASS
from usseg.types import Frame, Release
from usseg.volume.amounts import measure_volume, surface_points
from usseg.volume.builder import add, finish, start
from usseg.volume.result import Volume
from usseg.volume.run import Settings, segment_volume
from usseg.volume.slices import slice_of_mask
from usseg.volume.sweep import Sweep

MODEL = "multiclass"
VOXEL_MM = (1.5, 0.5, 0.5)  # slices of a limb change slowly, its layers are thin
TRUE, NETWORK = "true masks", "network"
LEAST_ML = 0.2  # of a tissue, for a relative error to mean anything
NAMES = {tissue.label: tissue.name for tissue in MULTICLASS[1:LIGAMENT]}


def volume_of_masks(sweep: Sweep, masks: np.ndarray) -> Volume:
    """Put known masks together as the network's would be: no network, only geometry and votes.

    Args:
        sweep: The frames.
        masks: Multiclass labels, uint8, shape (frames, rows, cols).
    """
    builder = start(sweep, MODEL, VOXEL_MM)
    for index, mask in enumerate(masks):
        frame = Frame(sweep.pixels[index], sweep.white, sweep.spacing_mm)
        add(builder, slice_of_mask(mask, frame, MODEL), index)
    return finish(builder, len(masks))


def judge(scan: LimbScan, volume: Volume, truth_ml: np.ndarray) -> dict[str, Any]:
    """Compare a volume with the truth.

    Returns:
        error_percent: By tissue, signed, None where the truth is too little to tell.
        true_ml, found_ml: By tissue.
        bone_mm: Median and 95th percentile of the distance of the bone's surface that was found
            from the true one; None where no bone was found.
        unseen_share: Of what was scanned.
    """
    amounts = measure_volume(volume)
    found = {
        amount.name: amount.volume_ml for amount in amounts.tissues if amount.volume_ml is not None
    }
    true = {name: float(truth_ml[label]) for label, name in NAMES.items()}
    errors = {
        name: 100 * (found[name] / true[name] - 1) if true[name] >= LEAST_ML else None
        for name in true
    }
    points = surface_points(volume, BONE)
    away = bone_distance_mm(scan.limb, points) if len(points) else None
    bone = None if away is None else [float(np.median(away)), float(np.quantile(away, 0.95))]
    return {
        "error_percent": errors,
        "true_ml": true,
        "found_ml": found,
        "bone_mm": bone,
        "unseen_share": amounts.unseen_share,
    }


def judge_limb(number: int, kind: str, release: Release | None) -> list[dict[str, Any]]:
    """Simulate, segment and compare one scan of one limb; without a release with true masks alone."""
    scan = limb_scan(number, kind, echoes=release is not None)
    about = {"limb": number, "scan": kind}
    exact = volume_of_masks(scan.sweep, scan.scan.masks)
    truth = true_ml(scan.limb, exact)
    rows = [about | {"masks": TRUE} | judge(scan, exact, truth)]
    if release is not None:
        # The simulated frames have no screen around them, and a limb in water looks like a fan.
        field = whole_field((scan.scan.pixels.shape[1], scan.scan.pixels.shape[2]))
        found = segment_volume(scan.sweep, release, Settings(VOXEL_MM, field)).volume
        rows.append(about | {"masks": NETWORK} | judge(scan, found, truth))
    return rows


def judge_limbs(
    limbs: int,
    release: Release | None,
    kinds: Sequence[str] = KINDS,
    tell: Callable[[str], None] = lambda name: None,
) -> list[dict[str, Any]]:
    """Judge every kind of scan of limbs 0 to `limbs` - 1; one row per limb, scan and kind of mask."""
    rows = []
    for number in range(limbs):
        for kind in kinds:
            rows += judge_limb(number, kind, release)
            tell(f"limb {number}, {kind}")
    return rows


def summarise(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one line per kind of scan and of mask: medians over the limbs.

    Each has, by tissue, median and 95th percentile of the absolute error in percent, the median of
    the signed one, and over how many limbs; of bone the median of the limbs' median distances in mm.
    """
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["scan"], row["masks"]), []).append(row)
    lines = []
    for (kind, masks), members in groups.items():
        bone = [row["bone_mm"][0] for row in members if row["bone_mm"]]
        line: dict[str, Any] = {"scan": kind, "masks": masks, "limbs": len(members), "tissues": {}}
        for name in NAMES.values():
            errors = [row["error_percent"][name] for row in members]
            line["tissues"][name] = spread([error for error in errors if error is not None])
        line["bone_mm"] = float(np.median(bone)) if bone else None
        line["unseen_share"] = float(np.median([row["unseen_share"] for row in members]))
        lines.append(line)
    return lines


def spread(errors: list[float]) -> dict[str, Any] | None:
    """Return the median and 95th percentile of absolute errors, and the median of signed ones."""
    if not errors:
        return None
    size = np.abs(errors)
    return {
        "median_percent": float(np.median(size)),
        "p95_percent": float(np.quantile(size, 0.95)),
        "bias_percent": float(np.median(errors)),
        "limbs": len(errors),
    }
