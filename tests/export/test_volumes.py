"""An export hands each encoder its own mask, model and scale."""

import io

import numpy as np
import pytest
from dicom_makers import source, written
from export_makers import SPACING_MM, label_map, segmentation, segmentation_of
from pydicom import dcmread

from usseg.export.bundle import NotApplicableError, make_export
from usseg.export.nifti import encode_colour_table, encode_nifti
from usseg.export.nrrd import encode_seg_nrrd
from usseg.export.volumes import colour_table_file, dicom_seg_file, nifti_file, seg_nrrd_file


@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_mask_model_and_scale_are_those_of_the_export(model):
    export = make_export(segmentation(model=model), None, "scan")
    mask = label_map(7 if model == "multiclass" else 1)
    assert nifti_file(export) == encode_nifti(mask, model, SPACING_MM, "typed")
    assert seg_nrrd_file(export) == encode_seg_nrrd(mask, model, SPACING_MM, "typed")
    assert colour_table_file(export) == encode_colour_table(model)


def test_a_dicom_segmentation_needs_the_dicom_file(tmp_path):
    path = written(tmp_path, source())
    export = make_export(segmentation_of(path), path, "scan")
    file = dcmread(io.BytesIO(dicom_seg_file(export)))
    np.testing.assert_array_equal(file.pixel_array[0] == 1, label_map() == 1)
    with pytest.raises(NotApplicableError, match="is no DICOM file"):
        dicom_seg_file(make_export(segmentation(), None, "scan"))
