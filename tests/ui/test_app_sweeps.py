"""`/segment_volume` of the running page takes every format of a sweep, as a program sends it."""

from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
import SimpleITK
from gradio_client import handle_file
from gradio_client.exceptions import AppError
from image_makers import PATIENT
from served import ROOT
from sweep_makers import speckle, straight, tracked_mha, transforms
from upload_makers import SPACING, dicom_sweep, poses, table, turns, volume_file

STEP_MM = 2.0


def plus(folder: Path) -> list[str]:
    """A sequence as PLUS writes it: four parallel frames."""
    steps = straight(4, STEP_MM, (24, 32), SPACING)
    matrices = [step[:, [2, 1, 0, 3]] for step in steps]  # of columns, rows and the normal
    return [str(tracked_mha(folder / "plus.mha", speckle(), transforms(matrices)))]


SWEEPS = {
    "DICOM, distance": (lambda f: [str(dicom_sweep(f))], STEP_MM, "linear", "DICOM ultrasound reg"),
    "DICOM, poses": (
        lambda f: [str(dicom_sweep(f)), table(f, poses(4))], None, "freehand", "DICOM ultrasound reg"
    ),
    "DICOM, turns": (
        lambda f: [str(dicom_sweep(f)), table(f, turns(4))], None, "rotational", "DICOM ultrasound r"
    ),
    "NRRD": (lambda f: [volume_file(f, "calf.nrrd")], None, "linear", "NRRD header"),
    "MetaImage": (lambda f: [volume_file(f, "calf.mha")], None, "linear", "MetaImage header"),
    "PLUS": (plus, None, "freehand", "transforms of the tracked sweep"),
}  # fmt: skip


def labels_in(zipped: str, folder: Path) -> SimpleITK.Image:
    """The label volume of a zip, by another library."""
    with ZipFile(zipped) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith(".seg.nrrd")]
        packed.extract(name, folder)
        assert not [one for one in packed.namelist() if PATIENT.encode() in packed.read(one)]
    return SimpleITK.ReadImage(str(folder / name))


@pytest.mark.parametrize("name", SWEEPS)
def test_a_program_gets_a_volume_of_the_sweep_it_sends(client, tmp_path, name):
    make, slice_mm, kind, source = SWEEPS[name]
    files = [handle_file(path) for path in make(tmp_path)]
    zipped, report = client.predict(
        files, slice_mm=slice_mm, whole=True, api_name="/segment_volume"
    )
    assert (report["sweep"], report["frames"], report["frames_finished"]) == (kind, 4, 4)
    assert report["amounts"]["spacing_source"].startswith(source)
    labels = labels_in(zipped, tmp_path / "out")
    assert labels.GetSpacing() == pytest.approx(report["amounts"]["spacing_mm"][::-1])
    if kind == "linear":
        assert labels.GetSpacing() == pytest.approx((SPACING[1], SPACING[0], STEP_MM))
        assert labels.GetSize() == (32, 24, 4)
    voxel_ml = np.prod(labels.GetSpacing()) / 1000
    counts = np.bincount(SimpleITK.GetArrayFromImage(labels).ravel(), minlength=256)
    measured = {one["name"]: one["volume_ml"] for one in report["amounts"]["tissues"]}
    assert counts[3] * voxel_ml == pytest.approx(measured["muscle"])


def test_a_dicom_sweep_without_places_gets_a_sentence(client, server, tmp_path):
    with pytest.raises(AppError, match="how far apart its frames lie") as caught:
        client.predict([handle_file(dicom_sweep(tmp_path))], api_name="/segment_volume")
    for leak in ("Traceback", str(server.temp), str(ROOT), PATIENT):
        assert leak not in str(caught.value)
    assert PATIENT not in server.log.read_text()
