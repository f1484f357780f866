"""Save a corrected mask and its image as a training pair, in a data set folder or as a zip."""

from pathlib import Path

from usseg.errors import InputError
from usseg.export.bundle import safe_stem
from usseg.export.packing import pack
from usseg.export.pair_files import (
    COLUMNS,
    DESCRIPTION,
    INDEX,
    NOT_STATED,
    as_json,
    describe,
    index_row,
    index_text,
    pair_name,
    pictures_of,
)
from usseg.export.pair_folder import add_pictures, append, check_is_free, is_in_use, joined, replace
from usseg.types import Segmentation


def encode_training_pair(
    segmentation: Segmentation, stem: str, group: str | None = None, licence: str = NOT_STATED
) -> bytes:
    """Encode a mask and its image as a zip that unpacks to a data set of one frame.

    Args:
        segmentation: Frame and mask; the image is black outside the field.
        stem: Name of the pair, without suffix.
        group: What it belongs to (a subject, a video); None makes it a group of its own.
        licence: Licence of the image, copied into the card of every model that is trained on it.

    Raises:
        InputError: The mask is no label map of its model, or of another size than the frame.
    """
    name = pair_name(stem)
    pictures = pictures_of(segmentation)
    row = index_row(segmentation, stem, group)
    return pack(
        {
            DESCRIPTION: as_json(describe(segmentation, safe_stem(stem), licence)),
            INDEX: index_text(list(COLUMNS), None) + index_text(list(COLUMNS), row),
            **{f"{folder}/{name}": content for folder, content in pictures.items()},
        }
    )


def write_training_pair(
    folder: Path,
    segmentation: Segmentation,
    stem: str,
    group: str | None = None,
    licence: str = NOT_STATED,
) -> str:
    """Add a mask and its image to a data set folder, which is made if it is not there.

    Nothing that is there is overwritten. The index comes last: until it lists a pair, no program
    sees the pair.

    Args:
        folder: A new or empty folder, or one that this function made.
        segmentation: Frame and mask; the image is black outside the field.
        stem: Name of the pair, without suffix.
        group: What it belongs to (a subject, a video); None makes it a group of its own.
        licence: Licence of the image; one for the whole folder.

    Returns:
        The name of the pair's files.

    Raises:
        InputError: The name is taken, the mask does not fit, or the folder cannot be written.
        DatasetError: The folder holds something else, or masks of other values or licence.
    """
    name, pictures = pair_name(stem), pictures_of(segmentation)
    about = describe(segmentation, safe_stem(folder.resolve().name), licence)
    row = index_row(segmentation, stem, group)
    try:
        if is_in_use(folder):
            about = joined(folder, about)
            check_is_free(folder, name)
        add_pictures(folder, name, pictures)
        replace(folder / DESCRIPTION, as_json(about))
        append(folder / INDEX, row)
    except OSError:
        raise InputError(
            f"The folder {folder.name} cannot be written. Choose one that you may write to."
        ) from None
    return name
