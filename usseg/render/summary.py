"""The numbers of a segmentation: rows of a table, and the JSON report."""

import math
from typing import Any

from usseg import __version__
from usseg.image.preprocess import field_mask
from usseg.mask.compare import as_dict, compare
from usseg.measure.counts import TissueMeasure, measure
from usseg.model.evidence import evidence_of
from usseg.tissues import tissues_of
from usseg.types import Segmentation

NOTICE = "Research software, not a medical device: the diagnosis remains with the doctor."
OF_THE_RELEASE = ("model", "version", "source", "commit", "sha256")
TISSUE_COLUMNS = ("label", "tissue", "pixels", "% of field", "area (mm²)", "mean confidence")


def measures(segmentation: Segmentation) -> tuple[TissueMeasure, ...]:
    """Measure every tissue of the model inside the field of a segmented frame."""
    return measure(
        segmentation.mask,
        segmentation.confidence,
        field_mask(segmentation.field, segmentation.mask.shape),
        tissues_of(segmentation.release.model),
        segmentation.frame.spacing_mm,
    )


def tissue_rows(segmentation: Segmentation) -> list[list[Any]]:
    """Return the table of tissues, one row each, with the columns of `TISSUE_COLUMNS`.

    What is unknown (area without spacing, confidence of an absent tissue) is a dash.
    """
    return [
        [
            tissue.label,
            tissue.name,
            tissue.pixels,
            f"{100 * tissue.fraction:.1f}",
            "–" if tissue.area_mm2 is None else f"{tissue.area_mm2:.1f}",
            "–" if tissue.mean_confidence is None else f"{tissue.mean_confidence:.2f}",
        ]
        for tissue in measures(segmentation)
    ]


def report(segmentation: Segmentation) -> dict[str, Any]:
    """Put everything known about a segmentation into one strictly valid JSON object.

    Args:
        segmentation: A segmented frame.

    Returns:
        The report. Pixel counts and fractions speak of the field, not of the whole frame; `scores`
        and `confusion` are there only if a ground truth was given; what is unknown is None.
    """
    frame, field, release = segmentation.frame, segmentation.field, segmentation.release
    evidence = evidence_of(release.manifest | {"model": release.model})
    written = {
        **{key: getattr(release, key) for key in OF_THE_RELEASE},
        "rows": segmentation.mask.shape[0],
        "cols": segmentation.mask.shape[1],
        "spacing_mm": None if frame.spacing_mm is None else list(frame.spacing_mm),
        "spacing_source": frame.spacing_source,
        "scale_offers": [vars(offer) for offer in frame.offers],
        "field": {"kind": field.kind, "outline": field.outline.round(2).tolist()},
        "tissues": [
            vars(tissue) | {"evidence": evidence[tissue.name]} for tissue in measures(segmentation)
        ],
        "trust": None if segmentation.trust is None else vars(segmentation.trust),
        "edited_pixels": segmentation.edited_pixels,
        "timings_ms": {step: round(ms, 1) for step, ms in segmentation.timings_ms.items()},
        "warnings": list(segmentation.warnings),
        "notice": NOTICE,
        "usseg_version": __version__,
    }
    return json_values(written | _compared(segmentation))


def _compared(segmentation: Segmentation) -> dict[str, Any]:
    """Return scores and confusion, or nothing without a truth."""
    truth, mask = segmentation.truth, segmentation.mask
    if truth is None:
        return {}
    return as_dict(compare(truth, mask, segmentation.release.model, segmentation.frame.spacing_mm))


def json_values(value: Any) -> Any:
    """Replace what strict JSON cannot say: numbers that are not finite become None.

    >>> json_values({"dice": float("nan"), "rows": [1, 2.5]})
    {'dice': None, 'rows': [1, 2.5]}
    """
    if isinstance(value, dict):
        return {key: json_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_values(item) for item in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value
