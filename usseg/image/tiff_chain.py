"""Whether the chain of pages of a TIFF file ends, or was cut off."""

import struct

import tifffile


def check_chain(file: tifffile.TiffFile, last: tifffile.TiffPage) -> None:
    """Refuse a file whose last page that could be read announces another one: it was cut off.

    Raises:
        ValueError: It was.
    """
    layout, handle = file.tiff, file.filehandle
    handle.seek(last.offset)
    (tags,) = struct.unpack(layout.tagnoformat, handle.read(layout.tagnosize))
    handle.seek(last.offset + layout.tagnosize + tags * layout.tagsize)
    (following,) = struct.unpack(layout.offsetformat, handle.read(layout.offsetsize))
    if following:
        raise ValueError("The chain of pages is cut off.")
