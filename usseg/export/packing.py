"""Zip files whose bytes depend on what is in them alone: no clock, no order of chance."""

import io
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
READABLE = 0o644 << 16  # permissions of a file that is unpacked under Unix


def pack(files: dict[str, bytes]) -> bytes:
    """Return a zip file of these names and contents, in the order given.

    >>> pack({"a.txt": b"1"}) == pack({"a.txt": b"1"})
    True
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, date_time=EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix, whatever packs it
            member.external_attr = READABLE
            archive.writestr(member, content)
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Return names and contents of a zip file of our own making, in its order.

    >>> unpack(pack({"a.txt": b"1"}))
    {'a.txt': b'1'}
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
