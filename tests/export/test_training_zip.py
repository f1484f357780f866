"""Training pairs as a zip, and what cannot be saved as one."""

import io
import json
import zipfile

import numpy as np
import pytest
from export_makers import label_map, segmentation
from PIL import Image

from usseg.errors import InputError
from usseg.export.training_pair import encode_training_pair, write_training_pair
from usseg.image.dataset import read_dataset, read_pixels

CORRECTED = segmentation(edited_pixels=5)


def test_the_zip_unpacks_to_a_data_set_that_can_be_added_to(tmp_path):
    file = encode_training_pair(CORRECTED, "calf 03", "subject 1", "CC0-1.0")
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        archive.extractall(tmp_path / "set")
    dataset = read_dataset(tmp_path / "set", "train")
    np.testing.assert_array_equal(read_pixels(dataset.entries[0])[1], label_map())
    assert dataset.about["licence"] == "CC0-1.0"
    write_training_pair(tmp_path / "set", CORRECTED, "calf 04", licence="CC0-1.0")
    assert len(read_dataset(tmp_path / "set", "train").entries) == 2


def test_zip_and_folder_hold_the_same_files(tmp_path):
    write_training_pair(tmp_path / "calf", CORRECTED, "calf")
    with zipfile.ZipFile(io.BytesIO(encode_training_pair(CORRECTED, "calf"))) as archive:
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "calf" / name).read_bytes()
        assert len(archive.namelist()) == 4


def test_the_description_says_what_model_began_it(tmp_path):
    write_training_pair(tmp_path / "set", CORRECTED, "a")
    about = json.loads((tmp_path / "set" / "dataset.json").read_text())
    assert about["source"] == "usseg multiclass 9.8.7, corrected by its user"
    assert about["licence"] == "not stated"


@pytest.mark.parametrize("stem", ["../../evil", "a/b", "=1+1", "..", "-x", 'con\nfused,"x'])
def test_a_hostile_name_stays_in_the_folder_and_in_its_cell(tmp_path, stem):
    folder = tmp_path / "deep" / "set"
    name = write_training_pair(folder, CORRECTED, stem, group=stem)
    assert {path.name for path in tmp_path.rglob("*.png")} == {name}
    assert sorted(path.name for path in folder.rglob("*.png")) == [name, name]
    assert name[0] not in "=+-@."
    (entry,) = read_dataset(folder, "train").entries
    assert entry.name == name
    assert entry.group[0] not in "=+-@."


def test_a_mask_of_another_size_is_refused_before_anything_is_written(tmp_path):
    other = segmentation(mask=np.zeros((9, 9), np.uint8))
    with pytest.raises(InputError, match=r"\(9, 9\), but the image \(40, 60\)"):
        write_training_pair(tmp_path / "set", other, "a")
    assert not (tmp_path / "set").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="The folder file cannot be written") as hit:
        write_training_pair(tmp_path / "file", CORRECTED, "a")
    assert str(tmp_path) not in str(hit.value)


def test_the_pictures_have_one_channel_and_no_metadata(tmp_path):
    write_training_pair(tmp_path / "set", CORRECTED, "a")
    for part in ("images", "masks"):
        with Image.open(tmp_path / "set" / part / "a.png") as picture:
            assert (picture.mode, picture.info) == ("L", {})
