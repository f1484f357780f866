"""A manifest is read back as it was written, and nothing in one is taken on trust."""

import json
from copy import deepcopy

import numpy as np
import pytest
from export_makers import FIELD, label_map

from usseg.errors import InputError
from usseg.export.manifest import labels_sha256
from usseg.export.recipe import read_recipe, recipe_of


def test_a_recipe_reads_back_what_was_written(written, tmp_path):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(written), encoding="utf-8")
    recipe = read_recipe(path)
    assert recipe.model == "multiclass"
    assert recipe.weights_sha256 == "ab" * 32
    assert recipe.spacing_mm == (0.1, 0.25)
    np.testing.assert_array_equal(recipe.field.outline, FIELD.outline)
    assert recipe.network_sha256 == labels_sha256(label_map())
    assert recipe.edited_pixels == 0
    assert recipe.versions["numpy"] == np.__version__


def changed(written: dict, key: str, value) -> dict:
    """The manifest with one entry, such as "mask.sha256", replaced; None removes it."""
    copy = deepcopy(written)
    *parents, last = key.split(".")
    place = copy
    for parent in parents:
        place = place[parent]
    place[last] = value
    return copy


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "another"),
        ("format_version", 2),
        ("model", "trinary"),
        ("model", ["multiclass"]),
        ("version", "../../etc"),
        ("version", 1),
        ("sha256", "AB" * 32),
        ("sha256", 7),
        ("input", []),
        ("input.sha256", None),
        ("settings", None),
        ("settings.spacing_mm", [0.1]),
        ("settings.spacing_mm", [0.1, -1]),
        ("settings.spacing_mm", ["0.1", "0.1"]),
        ("settings.spacing_mm", [True, True]),
        ("settings.spacing_mm", [10**400, 1]),
        ("settings.field", "rectangle"),
        ("settings.field.kind", "<script>"),
        ("settings.field.outline", [[0, 0], [1, 1]]),
        ("settings.field.outline", [[0, 0]] * 10_001),
        ("settings.field.outline", [[0, 0], [0, 1e300], [1, 1]]),
        ("settings.field.outline", [[0, 0], [0, 10**400], [1, 1]]),
        ("settings.field.outline", [[0, 0], [0, "1"], [1, 1]]),
        ("settings.field.outline", [[0, 0, 0]] * 3),
        ("mask", 1),
        ("mask.network_sha256", "short"),
        ("mask.edited_pixels", -1),
        ("mask.edited_pixels", True),
        ("mask.edited_pixels", 1.5),
        ("versions", ["numpy"]),
        ("versions", {str(number): "1" for number in range(101)}),
        ("versions.numpy", {}),
    ],
)
def test_a_wrong_entry_is_refused_in_a_sentence(written, key, value):
    with pytest.raises(InputError, match=r"[.]$") as caught:
        recipe_of(changed(written, key, value))
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("parsed", [None, [], "text", 1, {}])
def test_another_json_file_is_refused(parsed):
    with pytest.raises(InputError, match="not the manifest of an export"):
        recipe_of(parsed)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty"),
        (b"{", "not valid JSON"),
        (b"\xff\xfe", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"a": NaN}', "not valid JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not valid JSON"),
        (b" " * 1_000_001, "more than 1000 kB"),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path, text, words):
    path = tmp_path / "manifest.json"
    path.write_bytes(text)
    with pytest.raises(InputError, match=words) as caught:
        read_recipe(path)
    assert str(tmp_path) not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="There is no file manifest"):
        read_recipe(tmp_path / "manifest.json")
