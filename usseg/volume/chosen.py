"""What a person chooses for a volume: checked once, for command line and page."""

from pathlib import Path

from usseg.errors import InputError
from usseg.image.preprocess import whole_field
from usseg.volume.run import Settings
from usseg.volume.sweep import Sweep

SUFFIXES = (".nii.gz", ".seg.nrrd", ".nii", ".nrrd")
VOXEL_LIMITS_MM = (0.01, 50.0)


def stem_of(path: Path) -> str:
    """Return the name of a file without what its format adds.

    >>> stem_of(Path("calf.nii.gz")), stem_of(Path("calf.mha"))
    ('calf', 'calf')
    """
    for suffix in SUFFIXES:
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            return path.name[: -len(suffix)]
    return path.stem


def slices_name(stem: str) -> str:
    """Return the name of the folder that holds the mask of every frame."""
    return f"{stem}.slices"


def settings_for(
    sweep: Sweep, voxel_mm: float | None, whole: bool, slices: Path | None
) -> Settings:
    """Return what was chosen for a sweep.

    Args:
        sweep: The frames.
        voxel_mm: Side of a voxel where frames are compounded; None chooses.
        whole: The whole frame is ultrasound; else the field is found.
        slices: Folder for the mask of every frame, or None.

    Raises:
        InputError: The voxel has no size.
    """
    low, high = VOXEL_LIMITS_MM
    if voxel_mm is not None and not low <= voxel_mm <= high:  # False for NaN, too
        raise InputError(
            f"A voxel cannot have a side of {voxel_mm:g} mm; {low:g} to {high:g} mm were expected."
        )
    shape = (sweep.pixels.shape[1], sweep.pixels.shape[2])
    sides = None if voxel_mm is None else (voxel_mm, voxel_mm, voxel_mm)
    return Settings(sides, whole_field(shape) if whole else None, slices)
