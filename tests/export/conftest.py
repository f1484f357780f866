"""Exports of known content."""

import pytest
from export_makers import bright_frame, segmentation

from usseg.export.bundle import Export, make_export


@pytest.fixture
def known() -> Export:
    """An export with a typed scale and no source file."""
    return make_export(segmentation(), None, "calf")


@pytest.fixture
def no_scale() -> Export:
    """The same without a scale."""
    return make_export(segmentation(bright_frame(None)), None, "calf")
