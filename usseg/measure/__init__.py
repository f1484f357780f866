"""Sizes, angles and echo intensities of labelled tissue, in mm only where the scale is known."""

from usseg.measure.collect import measure_all, measure_frame
from usseg.measure.edge import muscle_thickness_at_edge
from usseg.measure.table import as_dict, profile_rows, rows
from usseg.measure.thickness import thickness_at, thickness_profile
from usseg.measure.values import Measurements

__all__ = [
    "Measurements",
    "as_dict",
    "measure_all",
    "measure_frame",
    "muscle_thickness_at_edge",
    "profile_rows",
    "rows",
    "thickness_at",
    "thickness_profile",
]
