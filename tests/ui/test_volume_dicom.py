"""A multi-frame DICOM sweep on the page: placed by a distance, by poses or by turns."""

from pathlib import Path
from zipfile import ZipFile

import gradio as gr
import pytest
from clip_visits import visit
from image_makers import PATIENT
from sweep_makers import speckle, tiff
from upload_makers import SPACING, dicom_sweep, poses, table, turns

from usseg.cli import main
from usseg.ui.volume.handlers import segment_volume

# How the frames lie: what a visitor types or uploads beside them, and what is typed at the terminal.
PLACES = {
    "linear": (2.0, None, ["--slice", "2"]),
    "freehand": (None, poses(4), ["--poses", "poses.csv"]),
    "rotational": (None, turns(4), ["--turns", "poses.csv"]),
}


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))


def segmented(folder: Path, path: Path, kind: str, sides=(None, None)) -> tuple[dict, dict]:
    """What the endpoint makes of a sweep: its files by name, and its report."""
    slice_mm, text, _ = PLACES[kind]
    files = [str(path)] if text is None else [str(path), table(folder, text)]
    zipped, report = segment_volume(
        visit("p"), files, "multiclass", None, *sides, slice_mm, None, True
    )
    with ZipFile(zipped) as packed:
        return {name: packed.read(name) for name in packed.namelist()}, report


@pytest.mark.parametrize("kind", PLACES)
def test_a_dicom_sweep_gives_the_volume_of_its_frames_with_the_headers_scale(
    tmp_path, kind, only_tiny_releases
):
    found, report = segmented(tmp_path, dicom_sweep(tmp_path), kind)
    expected, _ = segmented(tmp_path, tiff(tmp_path), kind, SPACING)
    assert report["sweep"] == kind
    assert report["amounts"]["spacing_source"].startswith("DICOM ultrasound region")
    assert set(found) == set(expected)
    for name, content in expected.items():
        if name.endswith((".csv", ".stl", ".mask.png")):  # the others state the source of the scale
            assert found[name] == content, name
    assert not [name for name, content in found.items() if PATIENT.encode() in content]


@pytest.mark.parametrize("kind", PLACES)
def test_a_dicom_sweep_gives_the_files_of_the_command_line(
    tmp_path, monkeypatch, kind, only_tiny_releases
):
    found, _ = segmented(tmp_path, dicom_sweep(tmp_path), kind)
    monkeypatch.chdir(tmp_path)
    assert main(["volume", "sweep.dcm", "--out", "out", "--whole", *PLACES[kind][2]]) == 0
    written = {p.relative_to("out").as_posix(): p for p in Path("out").rglob("*") if p.is_file()}
    assert set(found) == set(written)
    for name, content in found.items():
        if not name.endswith(".json"):  # which holds times
            assert content == written[name].read_bytes(), name


def test_a_typed_pixel_size_replaces_that_of_the_header(tmp_path, only_tiny_releases):
    _, report = segmented(tmp_path, dicom_sweep(tmp_path), "linear", (0.1, 0.6))
    assert report["amounts"]["spacing_mm"] == pytest.approx([2.0, 0.1, 0.6])
    assert report["amounts"]["spacing_source"].startswith("typed")


@pytest.mark.parametrize(
    ("changes", "text", "words"),
    [
        ({}, None, "does not say how far apart its frames lie"),
        ({"SequenceOfUltrasoundRegions": []}, poses(4), "does not say how large its pixels are"),
        ({}, poses(3), "poses for 3 frames, but the sweep has 4"),
        ({}, poses(3) + "3,0,0,6,1,0,0,\n", "line 5: a pose is missing"),
        ({}, turns(5), "poses for 5 frames, but the sweep has 4"),
    ],
)
def test_what_a_dicom_sweep_lacks_is_said(tmp_path, changes, text, words):
    files = [str(dicom_sweep(tmp_path, **changes))]
    if text is not None:
        files.append(table(tmp_path, text))
    with pytest.raises(gr.Error, match=words) as caught:
        segment_volume(visit("p"), files)
    assert str(tmp_path) not in str(caught.value)


def test_frames_of_16_bit_give_the_masks_of_those_of_8(tmp_path, only_tiny_releases):
    deep, _ = segmented(tmp_path, dicom_sweep(tmp_path, speckle().astype("uint16") * 257), "linear")
    shallow, _ = segmented(tmp_path, dicom_sweep(tmp_path), "linear")
    masks = [name for name in shallow if name.endswith(".mask.png")]
    assert len(masks) == 4
    assert [deep[name] for name in masks] == [shallow[name] for name in masks]
