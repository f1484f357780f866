"""Exports of known content."""

import json
from pathlib import Path
from typing import Any

import pytest
from export_makers import BY_HAND, bright_frame, segmentation

from usseg.export.bundle import Export, make_export
from usseg.export.manifest import encode_manifest


@pytest.fixture
def known() -> Export:
    """An export with a typed scale and no source file."""
    return make_export(segmentation(), None, "calf")


@pytest.fixture
def no_scale() -> Export:
    """The same without a scale."""
    return make_export(segmentation(bright_frame(None)), None, "calf")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file that an export may name as its source."""
    path = tmp_path / "calf.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    return path


@pytest.fixture
def written(source: Path) -> dict[str, Any]:
    """The manifest of an export whose scale and field were set by hand."""
    export = make_export(segmentation(), source, "calf", BY_HAND)
    return json.loads(encode_manifest(export))
