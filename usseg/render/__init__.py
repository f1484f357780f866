"""Pictures, tables and files of a segmentation."""

from usseg.render.blend import overlay
from usseg.render.compare import DIFFERENCE_LEGEND, Panels, panels
from usseg.render.png import encode_mask, encode_picture, for_display
from usseg.render.summary import NOTICE, TISSUE_COLUMNS, report, tissue_rows

__all__ = [
    "DIFFERENCE_LEGEND",
    "NOTICE",
    "TISSUE_COLUMNS",
    "Panels",
    "encode_mask",
    "encode_picture",
    "for_display",
    "overlay",
    "panels",
    "report",
    "tissue_rows",
]
