"""The options of `python -m usseg volume`."""

import argparse
from pathlib import Path

from usseg.tissues import MODELS


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the file, where its frames lay, and where the output goes."""
    parser.add_argument(
        "file", type=Path, metavar="FILE",
        help="NIfTI, NRRD, MetaImage (.mha, also tracked by PLUS), multi-page TIFF or multi-frame "
        "DICOM",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for output")
    parser.add_argument("--model", choices=MODELS, default="multiclass", help="default: multiclass")
    parser.add_argument("--version", metavar="V", help="release of the weights; default: newest")
    add_places(parser)
    parser.add_argument(
        "--voxel", type=float, metavar="MM",
        help="side of a voxel where frames are compounded; default: two pixels",
    )  # fmt: skip


def add_places(parser: argparse.ArgumentParser) -> None:
    """Add what a person may say about scale, field and places of the frames."""
    parser.add_argument(
        "--spacing", nargs=2, type=float, metavar=("ROW_MM", "COL_MM"),
        help="pixel height and width in mm; default: what the file says",
    )  # fmt: skip
    parser.add_argument(
        "--slice", type=float, metavar="MM",
        help="distance of neighbouring frames of a straight sweep; default: what the file says",
    )  # fmt: skip
    parser.add_argument(
        "--poses", type=Path, metavar="CSV", help="a pose per frame of a sweep by hand"
    )
    parser.add_argument(
        "--turns", type=Path, metavar="CSV",
        help="angle and centre per frame of turns around a limb in water",
    )  # fmt: skip
    parser.add_argument(
        "--whole", action="store_true",
        help="the whole frame is ultrasound, without a screen around; default: find the field",
    )  # fmt: skip
