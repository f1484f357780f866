"""The manifest says what made a mask, and nothing of a header; reading it trusts nothing."""

import hashlib
import json
import sys
from dataclasses import replace

import numpy as np
import pytest
from export_makers import FIELD, bright_frame, label_map, segmentation

from usseg.export.bundle import make_export, safe_stem, settings_by_hand
from usseg.export.manifest import encode_manifest, labels_sha256, manifest, versions
from usseg.export.recipe import recipe_of
from usseg.types import Trust


def test_it_holds_what_is_needed_to_make_the_mask_again(written, source):
    assert (written["model"], written["version"], written["sha256"]) == (
        "multiclass", "9.8.7", "ab" * 32,
    )  # fmt: skip
    assert written["input"]["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert written["scale"] == {"spacing_mm": [0.1, 0.25], "source": "typed"}
    assert written["mask"]["sha256"] == hashlib.sha256(label_map().tobytes()).hexdigest()
    assert written["mask"]["edited_pixels"] == 0
    assert written["versions"]["python"] == sys.version.split()[0]
    assert written["versions"]["numpy"] == np.__version__


def test_versions_are_told_without_importing_the_networks():
    known = versions()
    assert {"usseg", "keras", "tensorflow", "scipy"} <= {name for name in known if known[name]}


def test_an_outline_keeps_every_digit(source):
    odd = FIELD.outline + 1 / 3
    field = type(FIELD)("sector", odd)
    export = make_export(segmentation(), source, "calf", settings_by_hand(None, field))
    recipe = recipe_of(json.loads(encode_manifest(export)))
    np.testing.assert_array_equal(recipe.field.outline, odd)
    assert recipe.field.kind == "sector"


def test_a_spacing_that_a_person_chose_counts_as_set_by_hand_and_one_of_the_file_does_not():
    typed = make_export(segmentation(), None, "calf")
    assert typed.settings["spacing_mm"] == [0.1, 0.25]
    ruler = replace(bright_frame(), spacing_source="ruler in the picture")
    assert make_export(segmentation(ruler), None, "calf").settings["spacing_mm"] == [0.1, 0.25]
    stored = replace(bright_frame(), spacing_source="DICOM PixelSpacing")
    assert make_export(segmentation(stored), None, "calf").settings["spacing_mm"] is None


def test_what_the_gate_said_is_kept():
    trust = Trust(2.5, 1.0, True, ("It is unlike the images of the training.",), 1.3, None)
    entry = manifest(make_export(segmentation(trust=trust), None, "calf"))["trust"]
    assert (entry["gate_score"], entry["flagged"], entry["ece"]) == (2.5, True, None)
    assert entry["reasons"] == ["It is unlike the images of the training."]


def test_of_an_edited_mask_both_digests_are_kept():
    before, after = label_map(), label_map()
    after[20, 20] = 1
    edited = segmentation(mask=after, edited_pixels=1, network_mask=before)
    entry = manifest(make_export(edited, None, "calf"))["mask"]
    assert entry["edited_pixels"] == 1
    assert entry["sha256"] == labels_sha256(after)
    assert entry["network_sha256"] == labels_sha256(before)
    forgotten = segmentation(mask=after, edited_pixels=1)
    assert manifest(make_export(forgotten, None, "calf"))["mask"]["network_sha256"] is None


@pytest.mark.parametrize(
    "stem", ["../../etc/passwd", "..\\..\\x", "/abs", "C:\\x", "a\x00b", "a\nb", "=1+1", "-rf", "…"]
)
def test_a_stem_stays_a_plain_name(stem):
    safe = safe_stem(stem)
    assert not set(safe) & set("/\\:\0\n=")
    assert safe[0] not in ".-+="
    assert safe_stem("x" * 500) == "x" * 100
