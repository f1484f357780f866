"""A header full of names, in every element that can hold one, leaves nothing in any export."""

import gzip
import io
import logging
import zipfile
import zlib

import numpy as np
import pytest
from dicom_makers import rle, source, written
from export_makers import SPACING_MM, segmentation_of
from PIL import Image
from pydicom import dcmread
from pydicom.datadict import DicomDictionary, dictionary_has_tag
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from usseg.errors import UssegError
from usseg.export.bundle import make_export
from usseg.export.dicom_seg import encode_dicom_seg
from usseg.export.formats import FORMATS, encode

NAME = "DOE^SECRET^4711"  # 15 characters: it fits every kind of text
BIRTH = "19330117"
NUMBER = "471147"
PLANTED = {
    **dict.fromkeys(("PN", "LO", "SH", "ST", "LT", "UT", "UC", "AE"), NAME),
    **{"DA": BIRTH, "DT": f"{BIRTH}120000", "AS": "091Y", "IS": NUMBER},
}
CHANGES_THE_PICTURE = {"NumberOfFrames", "ReferencedFrameNumber"}


def plant(data: Dataset) -> int:
    """Put a name, a date or a number into every element that takes one; return how many."""
    planted = 0
    for number, (kind, many, _, retired, keyword) in DicomDictionary.items():
        tag = Tag(number)
        kind = kind.split(" or ")[0]
        usable = kind in PLANTED and tag.group > 7 and tag not in data and not retired
        if usable and many in ("1", "1-n") and keyword not in CHANGES_THE_PICTURE:
            data.add_new(tag, kind, PLANTED[kind])
            planted += 1
    return planted


@pytest.fixture(params=[1, 3, "RLE"])
def path(request, tmp_path):
    """A DICOM file that names its patient everywhere, with the field and mask of the others."""
    data = source(request.param if request.param != "RLE" else 1)
    data.PatientName, data.PatientID = NAME, NAME
    assert plant(data) > 900
    data.private_block(0x0099, NAME, create=True).add_new(1, "LO", NAME)
    nested = Dataset()
    nested.PatientName = NAME
    data.OtherPatientIDsSequence = [nested]
    data.preamble = NAME.encode().ljust(128)
    if request.param == "RLE":
        data = rle(data)
    return written(tmp_path, data)


def unpacked(content: bytes) -> bytes:
    """Everything a file holds, compressed parts too, as one string of bytes."""
    if content.startswith(b"\x1f\x8b"):
        return content + gzip.decompress(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [unpacked(archive.read(name)) for name in archive.namelist()]
        return content + "".join(archive.namelist()).encode() + b"".join(parts)
    if content.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(content)) as picture:
            return content + repr(picture.info).encode() + picture.tobytes()
    if content.startswith(b"NRRD"):
        header, _, voxels = content.partition(b"\n\n")
        return header + zlib.decompress(voxels, zlib.MAX_WBITS | 16)
    return content


@pytest.mark.parametrize("suffix", FORMATS)
def test_nothing_of_the_header_is_in_an_export(path, suffix, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        made = segmentation_of(path, SPACING_MM, edited_pixels=1)
        exported = unpacked(encode(make_export(made, path, "scan"), suffix))
    said = caplog.text + "".join(capfd.readouterr())
    for planted in (NAME, "SECRET", BIRTH, NUMBER, "091Y"):
        for code in ("ascii", "utf-16-le", "utf-16-be"):
            assert planted.encode(code) not in exported
        assert planted not in said


def test_the_names_are_really_in_the_source(path):
    stored = path.read_bytes()
    assert stored.count(NAME.encode()) > 600
    assert stored.count(BIRTH.encode()) > 50
    assert dcmread(path).private_block(0x0099, NAME)[1].value == NAME


def test_the_segmentation_has_no_text_but_its_own(path):
    made = segmentation_of(path, SPACING_MM)
    original = dcmread(path, stop_before_pixels=True)
    theirs = {
        str(item.value) for item in original if item.VR not in ("SQ", "UI", "US", "OB", "OW", "CS")
    }
    ours = dcmread(io.BytesIO(encode_dicom_seg(path, made)))
    shared = {
        item.keyword
        for item in ours.iterall()
        if item.VR in PLANTED and str(item.value) and str(item.value) in theirs
    }
    assert shared == set()
    assert all(dictionary_has_tag(item.tag) for item in ours.iterall())  # nothing private


def test_errors_quote_nothing_either(path, caplog, capfd):
    made = segmentation_of(path, SPACING_MM, mask=np.zeros((9, 9), np.uint8))
    with pytest.raises(UssegError) as hit:
        encode_dicom_seg(path, made)
    assert NAME not in str(hit.value) + caplog.text + "".join(capfd.readouterr())
