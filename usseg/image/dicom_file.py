"""Open a DICOM file without trusting how many elements it has, or how much it unpacks to."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian

from usseg.image.inflate import PREAMBLE, inflate

META_GROUP = 2
MAX_READS = 200_000  # pydicom reads each element in one to three: seconds, not hours, are left
MAX_REGIONS_BYTES = 2**16  # a region takes some 300; unpacking them is as slow as reading


class CountedReader(io.BufferedReader):
    """A file that refuses to be read in more pieces than a real header has.

    A sequence may hold millions of empty items, and each costs pydicom some microseconds.
    """

    reads = 0
    name = ""  # pydicom asks every reader of this kind for it; bytes in memory have none

    def read(self, size: int | None = -1) -> bytes:
        """Read bytes as any file does.

        Raises:
            ValueError: It was read too often.
        """
        self.reads += 1
        if self.reads > MAX_READS:
            raise ValueError("The header has more elements than any real one.")
        return super().read(size)


@contextmanager
def opened(path: Path) -> Iterator[tuple[io.BufferedReader, UID]]:
    """Open a DICOM file for reading, unpacked if it is deflated as a whole, with its syntax.

    Raises:
        ValueError: It has too many elements, or unpacks to too much.
    """
    with CountedReader(io.FileIO(path)) as file:
        syntax = transfer_syntax(file)
        if syntax == DeflatedExplicitVRLittleEndian:
            yield CountedReader(cast(io.RawIOBase, inflate(file))), syntax
        else:
            file.seek(0)
            yield file, syntax


def transfer_syntax(file: io.BufferedReader) -> UID:
    """Return how the file's data set is encoded, from its meta information."""
    file.seek(len(PREAMBLE))
    meta = read_dataset(file, False, True, stop_when=lambda tag, *_: tag.group != META_GROUP)
    return UID(meta.get("TransferSyntaxUID", ""))


def check_regions(header: Dataset) -> None:
    """Refuse regions that are too many to be regions of one picture, before they are unpacked.

    Raises:
        ValueError: They are.
    """
    if "SequenceOfUltrasoundRegions" not in header:
        return
    regions = header.get_item("SequenceOfUltrasoundRegions")
    if len(regions.value or b"") > MAX_REGIONS_BYTES:  # items where pydicom has read them already
        raise ValueError("There are more regions than any picture has.")
