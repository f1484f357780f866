"""One zip holds every format, names each, and tells nothing of a header."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from dicom_makers import source as dicom_source
from dicom_makers import written
from export_makers import label_map, segmentation, segmentation_of
from pydicom import dcmread as read_header

from usseg.errors import InputError
from usseg.export import formats
from usseg.export.archive import export_zip
from usseg.export.bundle import NotApplicableError, make_export
from usseg.export.formats import FORMATS, Format, encode, file_name
from usseg.render import encode_mask

ROOT = Path(__file__).parents[2]


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_format_is_in_the_zip_or_the_readme_says_why_not(known):
    files = members(export_zip(segmentation(), None, "calf"))
    assert next(iter(files)) == "README.txt"
    text = files.pop("README.txt").decode("utf-8")
    for suffix in FORMATS:
        name = file_name(known, suffix)
        assert (f"{name}: " in text) == (name in files)
        assert name in files or f"Not here: {name}. " in text
        if name in files:
            assert files.pop(name) == encode(known, suffix)
    assert files == {}


def test_the_readme_tells_labels_scale_and_edits(no_scale):
    text = members(export_zip(segmentation(edited_pixels=7), None, "calf"))["README.txt"].decode()
    assert "Labels: 0 background, 1 skin, 2 fat, 3 muscle" in text
    assert "0.1 mm high and 0.25 mm wide; source: typed" in text
    assert "7 pixels of the mask were edited by hand" in text
    text = members(export_zip(no_scale.segmentation, None, "calf"))["README.txt"].decode()
    assert "The scale is unknown" in text


def test_the_files_are_in_the_order_of_the_table():
    names = list(members(export_zip(segmentation(), None, "calf")))
    known = make_export(segmentation(), None, "calf")
    table = [file_name(known, suffix) for suffix in FORMATS]
    assert names[1:] == [name for name in table if name in names]


def test_the_same_segmentation_gives_the_same_bytes():
    assert export_zip(segmentation(), None, "a") == export_zip(segmentation(), None, "a")


def test_the_mask_in_it_is_that_of_the_command_line():
    files = members(export_zip(segmentation(), None, "calf"))
    assert files["calf.mask.png"] == encode_mask(label_map())
    assert json.loads(files["manifest.json"])["mask"]["edited_pixels"] == 0


@pytest.mark.parametrize("stem", ["../../evil", "/evil", "C:\\evil", "a/../../evil"])
def test_no_member_leaves_the_folder_it_is_unpacked_to(stem, tmp_path):
    for name in members(export_zip(segmentation(), None, stem)):
        assert (tmp_path / name).resolve().parent == tmp_path.resolve()
        assert not {"/", "\\", ":"} & set(name)


def test_a_format_that_cannot_hold_the_segmentation_is_named_with_its_reason(monkeypatch):
    def refuse(export):
        raise NotApplicableError("It has no third dimension.")

    monkeypatch.setitem(formats.FORMATS, ".vol", Format("a volume", refuse))
    files = members(export_zip(segmentation(), None, "calf"))
    assert "calf.vol" not in files
    assert "Not here: calf.vol. It has no third dimension." in files["README.txt"].decode()


def test_another_error_is_not_hidden(monkeypatch):
    def fail(export):
        raise InputError("Something else.")

    monkeypatch.setitem(formats.FORMATS, ".vol", Format("a volume", fail))
    with pytest.raises(InputError, match="Something else"):
        export_zip(segmentation(), None, "calf")


def test_a_training_pair_is_made_of_corrected_masks_alone():
    assert "calf.pair.zip" not in members(export_zip(segmentation(), None, "calf"))
    assert "calf.pair.zip" in members(export_zip(segmentation(edited_pixels=3), None, "calf"))


def test_of_a_dicom_file_nothing_but_the_picture_and_identifiers_leaves(tmp_path):
    source = written(tmp_path, dicom_source())
    files = members(export_zip(segmentation_of(source), source, "calf"))
    assert "calf.seg.dcm" in files
    assert "blanked" in files["README.txt"].decode()
    unpacked = b"".join(files.values())
    header = read_header(source)
    for element in (header.PatientName, header.PatientID):
        assert str(element).encode() not in unpacked


def test_an_unknown_format_is_refused_with_those_there_are(known):
    with pytest.raises(InputError, match=r"no export format '\.doc'.*\.mask\.png"):
        encode(known, ".doc")


def test_importing_the_table_of_formats_loads_no_library_that_writes_them():
    heavy = [
        "highdicom",
        "nibabel",
        "nrrd",
        "openpyxl",
        "shapely",
        "jinja2",
        "skimage",
        "pydicom.sr",
    ]
    check = f"import sys, usseg.export; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
