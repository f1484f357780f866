"""What the view of volumes shows: the right numbers, files and planes, linked, and nothing forgotten."""

import json
import struct
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import gradio as gr
import numpy as np
import pytest
from PIL import Image
from volume_makers import SHAPE, block_volume, segmentation

from usseg.ui import memory
from usseg.ui.memory import keep
from usseg.ui.views import volume_show
from usseg.ui.volume.example import find_volume
from usseg.ui.volume.session import VolumeSession
from usseg.volume.files import volume_files
from usseg.volume.planes import clicked, picture_shape


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    memory._KEPT.clear()


@pytest.fixture
def key() -> str:
    return keep(VolumeSession(segmentation(), "calf", {"0000.mask.png": b"png"}))


def nodes(glb: str) -> list[str]:
    """The names of the surfaces in a file."""
    content = Path(glb).read_bytes()
    (length,) = struct.unpack_from("<I", content, 12)
    return [node["name"] for node in json.loads(content[20 : 20 + length])["nodes"]]


def test_volumes_are_shown_in_ml_with_the_scales_source(key):
    words, table, legend, formats, download, tissues, glb, *others = volume_show.show(key)
    voxel_ml = 0.5 * 1.0 * 3.0 / 1000
    assert f"<td>{4 * 8 * 10 * voxel_ml:.4g}</td>" in table
    assert "scale: made up" in table
    assert "True (mL)" not in table
    assert "Volume of calf" in words
    assert "Look out." in words
    assert "unknown: in the shadow of bone" in legend
    assert "unknown: not scanned" in legend
    assert tissues["value"] == nodes(glb) == ["muscle", "bone"]
    assert ".muscle.stl" in formats["choices"]
    assert download["visible"] is False
    assert [slider["maximum"] for slider in others[:3]] == [side - 1 for side in SHAPE]


def test_bone_has_no_volume_and_the_table_says_why(key):
    table = volume_show.show(key)[1]
    row = table[table.index("bone</th>") :]
    assert row.startswith("bone</th><td>–</td><td>–</td>")
    assert "Bone is a surface to ultrasound" in table


def test_tissues_are_switched_on_and_off(key):
    assert nodes(volume_show.switch(key, ["bone"])) == ["bone"]
    assert nodes(volume_show.switch(key, ["muscle", "bone", "liver"])) == ["muscle", "bone"]
    assert volume_show.switch(key, []) is None
    assert volume_show.switch(key, None) is None


def test_a_click_moves_the_sliders_and_the_pictures_follow(key):
    grid = block_volume().grid
    event = SimpleNamespace(index=[10, 20])
    place = volume_show.click(1, event, key, 4, 10, 15)
    assert place == clicked(grid, 1, (4, 10, 15), (10, 20))
    assert place[1] == 10
    before, after = volume_show.draw(key, 4, 10, 15), volume_show.draw(key, *place)
    assert all(a != b for a, b in zip(before, after, strict=True)), "all views and the plot"
    for view, path in enumerate(after[:3]):
        assert np.asarray(Image.open(path)).shape == (*picture_shape(grid, view), 3)


@pytest.mark.parametrize("places", [(None, 0, 0), ("x", 0, 0), (99, 0, 0), (float("nan"), 0, 0)])
def test_a_place_that_is_none_gets_a_sentence(key, places):
    with pytest.raises(gr.Error, match=r"A view goes through|voxels; "):
        volume_show.draw(key, *places)


def test_the_zip_holds_every_file_and_the_mask_of_every_frame(key):
    with ZipFile(volume_show.make_zip(key)["value"]) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    assert files.pop("calf.slices/0000.mask.png") == b"png"
    assert files == volume_files(segmentation(), "calf")


def test_each_file_can_be_taken_alone(key):
    for name, content in volume_files(segmentation(), "calf").items():
        path = Path(volume_show.make_file(key, name.removeprefix("calf"))["value"])
        assert (path.name, path.read_bytes()) == (name, content)
    with pytest.raises(gr.Error, match=r"has no file \.exe\. It has: \.nii\.gz"):
        volume_show.make_file(key, ".exe")


def test_whoever_has_no_volume_sees_the_example_with_its_true_volumes():
    words, table, *_ = volume_show.show(None)
    assert "simulated limb, scanned around 360 degrees in water" in words
    assert "segmented ahead, by these weights" in words
    muscle = json.loads(Path("examples/volumes/limb.json").read_text())["true_ml"]["muscle"]
    assert f"<td>{muscle:.2f}</td>" in table, "what the simulation knows of the muscle"


def test_the_view_is_filled_once():
    assert volume_show.open_view(True, None) == gr.skip()
    opened, *shown = volume_show.open_view(False, None)
    assert opened is True
    assert shown[1:6] == list(volume_show.show(None)[1:6])


def test_a_volume_is_forgotten_with_everything_else(key):
    assert find_volume(key).stem == "calf"
    memory.forget(key)
    with pytest.raises(gr.Error, match="no longer on the server, which forgets volumes"):
        volume_show.show(key)


def test_the_key_of_an_image_finds_no_volume(tmp_path):
    from session_makers import kept

    with pytest.raises(gr.Error, match="no longer on the server"):
        volume_show.show(kept(tmp_path))


def test_volumes_count_in_the_memory_that_all_visitors_share(monkeypatch):
    one = VolumeSession(segmentation(), "calf")
    monkeypatch.setattr(memory, "MOST_BYTES", 2 * one.arrays_bytes)
    first, *others = [keep(replace(one)) for _ in range(3)]
    assert memory.recall(first) is None
    assert all(memory.recall(other) for other in others)
