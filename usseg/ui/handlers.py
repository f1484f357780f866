"""What the endpoints do: translate, delegate, translate back. They remember nothing."""

from pathlib import Path
from typing import Any

import numpy as np

from usseg import pipeline
from usseg.errors import InputError
from usseg.export import export_zip
from usseg.export.bundle import safe_stem
from usseg.model.releases import bundled_versions
from usseg.render import encode_mask, panels, report
from usseg.tissues import MODELS
from usseg.types import Segmentation
from usseg.ui.files import store
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.pictures import panel_files
from usseg.ui.segmenting import segmented
from usseg.ui.texts import page as texts
from usseg.ui.volume import example as volume_example

BLANK_FOR_DICOM = "auto"
BLANKING = {BLANK_FOR_DICOM: None, "yes": True, "no": False}


def segment(
    image: str | None,
    model: str = MODELS[0],
    version: str | None = None,
    truth: str | None = None,
    row_mm: float | None = None,
    col_mm: float | None = None,
) -> tuple[str, str, str | None, str | None, str, dict[str, Any]]:
    """Segment the tissue in one ultrasound image.

    Returns six values: the four panels as PNG files (input, prediction, ground truth, difference;
    the last two are null without a truth), the mask as a PNG file, and the report.

    Args:
        image: Ultrasound image: PNG, JPEG, TIFF or DICOM.
        model: "multiclass" for all tissues, "binary" for fat against the rest.
        version: Version of the weights such as "0.1.0"; "latest" or null for the newest.
        truth: Ground truth of the image's rows and columns: PNG, NIfTI, NRRD, JSON, ImageJ outlines.
        row_mm: Pixel height in mm, where the file does not say it or says it wrongly.
        col_mm: Pixel width in mm; give both or neither.

    Returns:
        Input: the frame in grey, PNG.
        Prediction: the mask in the tissues' colours, PNG.
        Ground truth: the truth in the same colours, PNG, or null.
        Difference: prediction against truth, PNG, or null.
        Mask: label values, 8-bit one-channel PNG of the image's rows and columns.
        Report: weights, field, measurements, scores, timings and warnings.
    """
    with told_to_the_visitor():
        segmentation = segmented(image, model, version, truth, (row_mm, col_mm))
        return as_files(segmentation, Path(str(image)).stem)


def export(
    image: str | None,
    model: str = MODELS[0],
    version: str | None = None,
    truth: str | None = None,
    row_mm: float | None = None,
    col_mm: float | None = None,
    blank: str = BLANK_FOR_DICOM,
) -> str:
    """Segment the tissue in one ultrasound image, and return everything about it as one zip.

    Args:
        image: Ultrasound image: PNG, JPEG, TIFF or DICOM.
        model: "multiclass" for all tissues, "binary" for fat against the rest.
        version: Version of the weights such as "0.1.0"; "latest" or null for the newest.
        truth: Ground truth of the image's rows and columns.
        row_mm: Pixel height in mm, where the file does not say it or says it wrongly.
        col_mm: Pixel width in mm; give both or neither.
        blank: Whether pictures are blanked outside the field: "yes", "no", or "auto" for DICOM only.

    Returns:
        Zip: mask, pictures, contours, measurements, volumes, report and manifest; README.txt says more.
    """
    with told_to_the_visitor():
        if blank not in BLANKING:
            raise InputError(texts.NO_SUCH_BLANKING.format(choices=", ".join(BLANKING)))
        segmentation = segmented(image, model, version, truth, (row_mm, col_mm))
        source = Path(str(image))
        blank_outside = BLANKING[blank]
        content = export_zip(segmentation, source, source.stem, blank_outside=blank_outside)
        return store(f"{safe_stem(source.stem)}.zip", content)


def as_files(segmentation: Segmentation, stem: str) -> tuple[Any, ...]:
    """Write what a visitor sees and downloads; the order is that of `segment`'s values."""
    drawn = panel_files(panels(segmentation), stem)
    return *drawn, store(f"{stem}.mask.png", encode_mask(segmentation.mask)), report(segmentation)


def warm() -> None:
    """Load what the first visitor would wait for: the bundled weights, and the example's surfaces."""
    grey = np.tile(np.arange(256, dtype=np.uint8), (256, 1))
    for model in MODELS:
        for version in bundled_versions(model)[-1:]:
            pipeline.segment(grey, model=model, version=version)
    volume_example.warm()
