"""How long the table of contents of a zip is: Python's reader loads all of it at once."""

import struct
from pathlib import Path

from usseg.errors import InputError

END = struct.Struct("<4s4H2LH")  # signature, disks and entries, bytes of the table, where, comment
LOCATOR = struct.Struct("<4sLQL")  # signature, disk, where the large end record is, disks
LARGE_END = struct.Struct("<4sQ2H2L4Q")
LONGEST_COMMENT = 0xFFFF
MAX_TABLE_BYTES = 2**25  # some 300 bytes for each of 100,000 files


def check_directory(path: Path, name: str) -> None:
    """Refuse a zip whose table of contents would fill the memory.

    Raises:
        InputError: It would.
        ValueError, struct.error: This is no zip, or it is cut off.

    Source:
        PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3.14 to 4.3.16.
    """
    size = table_bytes(path)
    if size > MAX_TABLE_BYTES:
        raise InputError(
            f"{name} has a table of contents of {size / 2**20:.0f} MB; at most "
            f"{MAX_TABLE_BYTES // 2**20} MB are accepted. Pack fewer files."
        )


def table_bytes(path: Path) -> int:
    """Return the bytes of the table of contents, the larger one if the file says two numbers."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        start = max(0, length - LONGEST_COMMENT - END.size - LOCATOR.size)
        file.seek(start)
        tail = file.read()
        at = tail.rfind(b"PK\5\6")
        if at < 0:
            raise ValueError("There is no end of a zip.")
        size = END.unpack_from(tail, at)[5]
        if tail[at - LOCATOR.size : at][:4] != b"PK\6\7":
            return size
        file.seek(LOCATOR.unpack_from(tail, at - LOCATOR.size)[2])
        return max(0, LARGE_END.unpack(file.read(LARGE_END.size))[8])
