"""Where the scale comes from, as the command line says it."""

import argparse

from usseg.errors import InputError
from usseg.image.scale_choice import KINDS, POINTS, ScaleChoice, check_choice
from usseg.image.spacing import check_spacing
from usseg.types import Scale

Given = tuple[tuple[float, float] | None, ScaleChoice | Scale | None]


def add_scale_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments that say how large a pixel is."""
    parser.add_argument(
        "--spacing", nargs=2, type=float, metavar=("ROW_MM", "COL_MM"),
        help="pixel height and width in mm; default: what the file says",
    )  # fmt: skip
    parser.add_argument(
        "--scale", choices=KINDS,
        help="take the scale that is offered by a TIFF file's resolution tags, by a DICOM file "
        "that was halved in size, or by the ruler on the screen (with --tick)",
    )  # fmt: skip
    parser.add_argument(
        "--tick", type=float, metavar="MM", help="mm between two neighbouring ticks of the ruler"
    )
    parser.add_argument(
        "--points", nargs=4, type=float, metavar=("ROW0", "COL0", "ROW1", "COL1"),
        help="two points in pixels whose distance is --length; pixels are taken as square",
    )  # fmt: skip
    parser.add_argument("--length", type=float, metavar="MM", help="mm between the two points")


def scale_of(arguments: argparse.Namespace) -> Given:
    """Return the typed spacing and the chosen scale, at most one of which is not None.

    Raises:
        InputError: They contradict each other, lack a part, or cannot be used.
    """
    ways = [f"--{way}" for way in ("spacing", "scale", "points") if getattr(arguments, way)]
    if len(ways) > 1:
        raise InputError(f"{' and '.join(ways)} both say how large a pixel is. Give one of them.")
    if arguments.tick is not None and arguments.scale != "ruler":
        raise InputError("--tick says what a tick of the ruler stands for. Add --scale ruler.")
    if arguments.length is not None and not arguments.points:
        raise InputError("--length is the distance of two points. Give them with --points.")
    if arguments.spacing:
        return check_spacing(arguments.spacing), None
    if arguments.points:
        row0, col0, row1, col1 = arguments.points
        points_rc = (row0, col0), (row1, col1)
        return None, check_choice(ScaleChoice(POINTS, None, points_rc, arguments.length))
    if arguments.scale:
        return None, check_choice(ScaleChoice(arguments.scale, arguments.tick))
    return None, None
