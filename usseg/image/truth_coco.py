"""Read the annotations of a COCO file: polygons and run lengths."""

from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.image.tissue_names import shown_text
from usseg.image.truth_outlines import check_drawn_on
from usseg.image.truth_regions import Outline, Runs

MOST_LETTERS = 2_000_000  # of packed run lengths: memory takes eighty times as much
MOST_CHUNKS = 6  # of five bits that one packed number may have: 2**30 is beyond any run


def coco_regions(
    content: dict[str, Any], shape: tuple[int, int], name: str
) -> list[Outline | Runs]:
    """Return the annotated regions of a COCO file of one image, in its order.

    Args:
        content: The parsed file.
        shape: (rows, cols) of the image.
        name: What messages call the file.

    Raises:
        InputError: It describes several images or one of another size.
        LookupError, TypeError, ValueError: It is damaged.
    """
    images = content.get("images", [])
    if len(images) != 1:
        raise InputError(
            f"{name} describes {len(images)} images; one was expected. "
            f"Export the annotations of this image alone."
        )
    check_drawn_on((images[0]["height"], images[0]["width"]), shape, name)
    names = {category["id"]: str(category["name"]) for category in content["categories"]}
    regions: list[Outline | Runs] = []
    for annotation in content["annotations"]:
        if annotation.get("image_id", images[0].get("id")) == images[0].get("id"):
            regions += regions_of(
                annotation["segmentation"], names[annotation["category_id"]], shape, name
            )
    return regions


def regions_of(drawn: Any, called: str, shape: tuple[int, int], name: str) -> list[Outline | Runs]:
    """Return one annotation: run lengths, or each polygon, which COCO unites.

    COCO counts (x, y) from the outer edge of the first pixel.

    Raises:
        InputError: It has no region, or run lengths of another size.
        LookupError, TypeError, ValueError: It is damaged.
    """
    if isinstance(drawn, dict):
        check_drawn_on((drawn["size"][0], drawn["size"][1]), shape, name)
        counts = drawn["counts"]
        runs = unpack_runs(counts) if isinstance(counts, str) else np.array(counts, dtype=np.int64)
        pixels = shape[0] * shape[1]
        if ((runs < 0) | (runs > pixels)).any() or runs.sum() != pixels:
            raise ValueError("The run lengths do not add up to the image.")
        return [Runs(called, runs)]
    if not drawn:
        raise InputError(
            f"{name}: an annotation of {shown_text(called)!r} has a box but no region. "
            f"Export polygons or masks."
        )
    return [
        Outline(called, (np.array(polygon, dtype=float).reshape(-1, 2)[:, ::-1],))
        for polygon in drawn
    ]


def unpack_runs(packed: str) -> np.ndarray:
    """Unpack run lengths from COCO's text form: int64, shape (runs,).

    Each number is cut into chunks of five bits, lowest first, of which all but the last carry bit 5;
    bit 4 of the last is the sign. From the fourth on it is the difference to the one two before.

    Raises:
        ValueError: The text is not such a form.

    Source:
        rleFrString in common/maskApi.c of https://github.com/cocodataset/cocoapi.

    >>> unpack_runs("52203").tolist()
    [5, 2, 2, 2, 5]
    """
    if len(packed) > MOST_LETTERS:
        raise ValueError("The run lengths are longer than those of any image.")
    chunks = np.frombuffer(packed.encode("ascii"), dtype=np.uint8).astype(np.int64) - ord("0")
    last = np.flatnonzero(chunks < 0x20)
    first = np.concatenate([[0], last[:-1] + 1])
    lengths = last - first + 1
    if not len(last) or last[-1] != len(chunks) - 1 or lengths.max() > MOST_CHUNKS:
        raise ValueError("The run lengths are cut off.")
    if chunks.min() < 0 or chunks.max() >= 0x40:
        raise ValueError("The run lengths hold a strange letter.")
    place = np.arange(len(chunks)) - np.repeat(first, lengths)
    values = np.add.reduceat((chunks & 0x1F) << (5 * place), first)
    values -= np.where(chunks[last] & 0x10, np.int64(1) << (5 * lengths), 0)
    values[1::2] = np.cumsum(values[1::2])
    values[2::2] = np.cumsum(values[2::2])
    return values
