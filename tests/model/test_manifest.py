"""A manifest is used only if it says everything, and only what this code can do."""

import json

import pytest
from tiny import tiny_manifest, write_release

from usseg.errors import WeightsError
from usseg.model.manifest import check_manifest
from usseg.model.releases import read_manifest


@pytest.mark.parametrize("model", ["binary", "multiclass"])
def test_valid_manifest_comes_back_as_it_was_written(tmp_path, model):
    place = write_release(tmp_path, model, b"weights")
    assert read_manifest(place / "manifest.json") == tiny_manifest(model, b"weights")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("model", "other"),
        ("version", "latest"),
        ("version", 1),
        ("created", None),
        ("input_size", [256]),
        ("input_size", [256, 256.0]),
        ("input_size", [8, 256]),
        ("input_size", [True, True]),
        ("input_size", [4096, 4096]),
        ("intensity", "z-score"),
        ("field", "pad"),
        ("labels", ["rest", "muscle"]),
        ("labels", ["fat", "rest"]),
        ("labels", ["rest"]),
        ("training", {"data": []}),
        ("training", {"data": [{"name": "phantoms"}], "settings": {}}),
        ("training", {"data": ["phantoms"], "settings": {}}),
        ("code", "0.1.0"),
        ("scores", [0.9]),
        ("sha256", "F" * 64),
        ("sha256", "0" * 63),
        ("bytes", True),
        ("bytes", 0),
        ("bytes", 10**9),
    ],
)
def test_manifest_with_a_wrong_entry_is_refused_by_its_key(key, value):
    manifest = tiny_manifest("binary", b"weights")
    check_manifest(manifest)
    with pytest.raises(WeightsError, match=rf"not usable: {key}\S* is .*expected"):
        check_manifest(manifest | {key: value})


@pytest.mark.parametrize("key", sorted(tiny_manifest("binary", b"weights")))
def test_manifest_without_a_key_is_refused_by_its_name(key):
    manifest = tiny_manifest("binary", b"weights")
    del manifest[key]
    with pytest.raises(WeightsError, match=f"{key} is missing"):
        check_manifest(manifest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"\xff\xfe\xfa", "not valid JSON"),
        (b"[" * 200_000, "not valid JSON"),
        (b"[]", "one JSON object"),
        (json.dumps("x" * 1_000_000).encode(), "larger than 1000 kB"),
    ],
    ids=["empty", "cut", "binary", "nested", "list", "huge"],
)
def test_manifest_that_is_no_json_object_is_refused(tmp_path, text, words):
    path = tmp_path / "manifest.json"
    path.write_bytes(text)
    with pytest.raises(WeightsError, match=words):
        read_manifest(path)


def test_missing_manifest_is_refused_without_its_path(tmp_path):
    with pytest.raises(WeightsError, match=r"^manifest\.json of this release cannot be read"):
        read_manifest(tmp_path / "manifest.json")
