"""Files that other programs open, made from one segmentation."""

from usseg.export.archive import export_zip
from usseg.export.bundle import Export, make_export, settings_by_hand
from usseg.export.formats import FORMATS, encode, file_name

__all__ = [
    "FORMATS",
    "Export",
    "encode",
    "export_zip",
    "file_name",
    "make_export",
    "settings_by_hand",
]
