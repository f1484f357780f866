"""All exports of a segmentation in one zip."""

from pathlib import Path
from typing import Any

from usseg.export.bundle import Export, NotApplicableError, make_export
from usseg.export.formats import FORMATS, encode, file_name
from usseg.export.packing import pack
from usseg.render import NOTICE
from usseg.tissues import tissues_of
from usseg.types import Frame, Segmentation

README = "README.txt"
BLANKED = "Outside the field of view the pictures are blanked."
AS_IT_IS = "Pictures show the input as it is, with what its screen may say about a person."


def export_zip(
    segmentation: Segmentation,
    source: Path | None,
    stem: str,
    settings: dict[str, Any] | None = None,
    blank_outside: bool | None = None,
) -> bytes:
    """Return a zip with every format that can hold a segmentation, and a README.txt that names each.

    Args:
        segmentation: A segmented frame.
        source: The file it came from, or None for an array.
        stem: Name of the files inside.
        settings: What was set by hand, as `settings_by_hand` returns it.
        blank_outside: As for `make_export`.

    Returns:
        The zip: README.txt first, then the files in the order of `FORMATS`. The same segmentation
        gives the same bytes, but for the DICOM segmentation: each is an instance of its own.

    Raises:
        InputError: The source is no longer there or cannot be read.
    """
    export = make_export(segmentation, source, stem, settings, blank_outside)
    files: dict[str, bytes] = {}
    lines: list[str] = []
    for suffix, kind in FORMATS.items():
        name = file_name(export, suffix)
        try:
            files[name] = encode(export, suffix)
            lines.append(f"{name}: {kind.about}")
        except NotApplicableError as reason:
            lines.append(f"Not here: {name}. {reason}")
    return pack({README: readme(export, lines).encode("utf-8"), **files})


def readme(export: Export, lines: list[str]) -> str:
    """Return the text that names each file, the labels, the scale, and what was edited or blanked."""
    segmentation, release = export.segmentation, export.segmentation.release
    edited = segmentation.edited_pixels
    labels = ", ".join(f"{tissue.label} {tissue.name}" for tissue in tissues_of(release.model))
    about = [
        f"{export.stem}: segmented by usseg, {release.model} {release.version}.",
        NOTICE,
        "",
        *lines,
        "",
        f"Labels: {labels}.",
        scale_sentence(segmentation.frame),
        f"{edited} pixels of the mask were edited by hand." if edited else "Nothing was edited.",
        BLANKED if export.blank_outside else AS_IT_IS,
    ]
    return "\n".join(about) + "\n"


def scale_sentence(frame: Frame) -> str:
    """Say how large a pixel is and who says so.

    >>> import numpy as np
    >>> scale_sentence(Frame(np.zeros((2, 2), np.uint8), 255, (0.1, 0.2), "typed"))
    'A pixel is 0.1 mm high and 0.2 mm wide; source: typed.'
    """
    if frame.spacing_mm is None:
        return "The scale is unknown, so nothing is in millimetres."
    row_mm, col_mm = frame.spacing_mm
    return (
        f"A pixel is {row_mm:.6g} mm high and {col_mm:.6g} mm wide; source: {frame.spacing_source}."
    )
