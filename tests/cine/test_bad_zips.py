"""Zips and folders that are no clips, or are made to do harm."""

import struct
import zipfile

import numpy as np
import pytest
from clip_makers import LOSSLESS, OPTIONS, SEGMENTER, pictures, png

from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.errors import InputError

FRAMES = pictures(6)


def zipped(path, *entries, **options):
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../../f1.png", "/tmp/f1.png", "C:\\f1.png", "a/../../f1.png"])
def test_paths_that_lead_out_of_a_zip_are_refused(tmp_path, name):
    with pytest.raises(InputError, match="leads out of a folder"):
        read_clip(zipped(tmp_path / "a.zip", (name, png(FRAMES[0]))))


def test_an_encrypted_zip_is_refused(tmp_path):
    content = bytearray(zipped(tmp_path / "a.zip", ("f1.png", png(FRAMES[0]))).read_bytes())
    content[6] |= 1  # the flag in the entry, and in the table of contents
    content[content.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(InputError, match="is encrypted"):
        read_clip(tmp_path / "a.zip")


def test_a_zip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("usseg.cine.read_zip.MAX_FILE_BYTES", 10_000)
    bomb = zipped(tmp_path / "a.zip", ("f1.png", bytes(10**7)), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(InputError, match="which unpacks to"):
        read_clip(bomb)
    content = bomb.read_bytes()  # the same bomb, which claims to be small
    bomb.write_bytes(content.replace(struct.pack("<I", 10**7), struct.pack("<I", 100)))
    with pytest.raises(InputError):
        list(read_clip(bomb).shots())


def test_a_zip_with_an_endless_table_of_contents_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("usseg.cine.zip_size.MAX_TABLE_BYTES", 100)
    with pytest.raises(InputError, match="table of contents"):
        read_clip(LOSSLESS["clip.zip"](tmp_path / "a.zip", FRAMES))


def test_a_damaged_picture_is_called_as_in_the_zip_and_those_before_it_are_kept(tmp_path):
    entries = [(f"f{number}.png", png(each)) for number, each in enumerate(FRAMES, start=1)]
    entries[3] = "f4.png", png(FRAMES[3])[:60]
    path = zipped(tmp_path / "a.zip", *entries)
    result = segment_clip(read_clip(path), tmp_path / "out", SEGMENTER, OPTIONS)
    assert (result.ended, result.done) == ("failed", 3)
    assert result.reason.startswith("f4.png begins as a PNG file but cannot be decoded")


def test_what_systems_add_to_zips_and_folders_is_no_frame(tmp_path):
    junk = ["__MACOSX/loop/._f1.png", "loop/._f2.png", "loop/.DS_Store", "loop/Thumbs.db"]
    entries = [(f"loop/f{number}.png", png(each)) for number, each in enumerate(FRAMES, start=1)]
    path = zipped(tmp_path / "a.zip", *entries, *((name, b"no picture") for name in junk))
    folder = LOSSLESS["folder"](tmp_path / "folder", FRAMES)
    for name in junk:
        (folder / name.rsplit("/", 1)[1]).write_bytes(b"no picture")
    for clip in (read_clip(path), read_clip(folder)):
        found = [shot.frame.pixels for shot in clip.shots()]
        np.testing.assert_array_equal(found, FRAMES)


def test_a_folder_and_a_zip_without_images_are_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden.png").write_bytes(b"")
    for path in (tmp_path / "empty", zipped(tmp_path / "a.zip", ("readme.txt", b"x"))):
        with pytest.raises(InputError, match="holds no images"):
            read_clip(path)
