"""What the exports write is read back as a truth, pixel for pixel."""

from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from usseg.export.bundle import make_export
from usseg.export.coco import encode_coco
from usseg.export.nifti import encode_nifti
from usseg.export.nrrd import encode_seg_nrrd
from usseg.export.pictures import encode_index_png, encode_palette_png
from usseg.image.preprocess import whole_field
from usseg.image.truth import read_truth
from usseg.tissues import TISSUES
from usseg.types import Frame, Release, Segmentation

SPACING_MM = (0.11, 0.07)
FORMATS = {
    "nifti": lambda export: encode_nifti(
        export.segmentation.mask, export.segmentation.release.model, SPACING_MM
    ),
    "seg.nrrd": lambda export: encode_seg_nrrd(
        export.segmentation.mask, export.segmentation.release.model, SPACING_MM
    ),
    "coco": encode_coco,
    "index": encode_index_png,
    "palette": encode_palette_png,
}


def patches(model: str, shape: tuple[int, int]) -> np.ndarray:
    """Every tissue of a model in smooth patches with holes, which no flip maps on themselves."""
    noise = np.random.default_rng(5).normal(size=(len(TISSUES[model]), *shape))
    return ndimage.gaussian_filter(noise, (0, 3, 3)).argmax(axis=0).astype(np.uint8)


@pytest.mark.parametrize("shape", [(50, 70), (60, 60)], ids=["oblong", "square"])
@pytest.mark.parametrize("model", TISSUES)
@pytest.mark.parametrize("kind", FORMATS)
def test_an_exported_mask_is_read_back_as_the_same_truth(tmp_path, kind, model, shape):
    mask = patches(model, shape)
    release = Release(model, "0.1.0", "bundled", None, "d" * 64, Path("model.keras"), {})
    frame = Frame(np.full(shape, 90, dtype=np.uint8), 255, SPACING_MM, "given by the user")
    confidence = np.full(shape, 0.5, dtype=np.float32)
    segmentation = Segmentation(frame, whole_field(shape), mask, confidence, release)
    path = tmp_path / "calf"
    path.write_bytes(FORMATS[kind](make_export(segmentation, None, "calf")))
    np.testing.assert_array_equal(read_truth(path, shape, model), mask)
