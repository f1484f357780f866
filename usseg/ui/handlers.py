"""What the page's events and the endpoints do: translate, delegate, translate back."""

import json
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np

from usseg import pipeline
from usseg.errors import InputError
from usseg.model.releases import bundled_versions
from usseg.render import encode_mask, encode_picture, for_display, panels, report
from usseg.tissues import MODELS
from usseg.types import Segmentation
from usseg.ui import markup, texts
from usseg.ui.choices import LATEST
from usseg.ui.files import store, uploaded
from usseg.ui.messages import told_to_the_visitor


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
        truth: Ground truth mask of the image's rows and columns, PNG of label values.
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
        if image is None:
            raise InputError(texts.NO_IMAGE)
        segmentation = pipeline.segment(
            str(uploaded(image)),
            model=model,
            version=None if version in (None, "", LATEST) else version,
            truth=uploaded(truth),
            spacing_mm=spacing(row_mm, col_mm),
        )
        return as_files(segmentation, Path(image).stem)


def spacing(row_mm: float | None, col_mm: float | None) -> tuple[float, float] | None:
    """Join the two sizes of a pixel.

    Raises:
        InputError: Only one of the two was given.

    >>> spacing(0.1, 0.2)
    (0.1, 0.2)
    """
    if row_mm is None and col_mm is None:
        return None
    if row_mm is None or col_mm is None:
        raise InputError(texts.ONE_SPACING)
    return row_mm, col_mm


def as_files(segmentation: Segmentation, stem: str) -> tuple[Any, ...]:
    """Write what a visitor sees and downloads; the order is that of `segment`'s values."""
    drawn = panels(segmentation)
    pictures = {
        "input": drawn.input,
        "prediction": drawn.prediction,
        "truth": drawn.truth,
        "difference": drawn.difference,
    }
    files = [
        None
        if picture is None
        else store(f"{stem}.{name}.png", encode_picture(for_display(picture)))
        for name, picture in pictures.items()
    ]
    mask = store(f"{stem}.mask.png", encode_mask(segmentation.mask))
    return *files, mask, report(segmentation)


def describe(written: dict[str, Any], mask: str) -> tuple[Any, ...]:
    """Put a report into words: legend, table, provenance, its file, and which panels have a picture.

    Args:
        written: The report that `segment` returned.
        mask: The mask's file, whose name the report's file follows.
    """
    has_truth = "scores" in written
    content = json.dumps(written, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    return (
        markup.legend(written["model"], with_difference=has_truth),
        markup.tissue_table(written),
        markup.provenance(written),
        store(Path(mask).name.removesuffix(".mask.png") + ".json", content.encode()),
        *(gr.update(visible=has_truth) for _ in range(2)),
        *(gr.update(visible=not has_truth) for _ in range(2)),
    )


def clear() -> tuple[Any, ...]:
    """Take the last result off the page: it must not stand beside an image that was refused.

    Returns:
        Values for the components of `segment`, then for those of `describe`.
    """
    nothing_yet = f"<p>{texts.NOTHING_YET}</p>"
    return (
        *(None for _ in range(6)),
        *(gr.skip(), nothing_yet, "", None),
        *(gr.update(value=None, visible=False) for _ in range(2)),
        *(gr.update(visible=True) for _ in range(2)),
    )


def warm() -> None:
    """Load the bundled weights of every model, so that the first visitor does not wait for them."""
    grey = np.tile(np.arange(256, dtype=np.uint8), (256, 1))
    for model in MODELS:
        for version in bundled_versions(model)[-1:]:
            pipeline.segment(grey, model=model, version=version)
