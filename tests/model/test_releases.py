"""Versions, manifests and digests of releases, without any network."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version
from tiny import tiny_manifest, write_release

from usseg.errors import InputError, WeightsError
from usseg.model.manifest import check_manifest
from usseg.model.releases import bundled_release, bundled_versions, check_sha256, read_manifest
from usseg.model.versions import newest, version_key

numbers = st.lists(st.integers(0, 30), min_size=2, max_size=4).map(
    lambda parts: ".".join(map(str, parts))
)
stages = st.one_of(
    st.just(""),
    st.tuples(st.sampled_from(["a", "b", "rc"]), st.integers(0, 12)).map(
        lambda stage: f"{stage[0]}{stage[1]}"
    ),
)
versions = st.tuples(numbers, stages).map("".join)


@given(versions, versions)
def test_versions_are_ordered_as_packaging_orders_them(one, other):
    assert (version_key(one) < version_key(other)) == (Version(one) < Version(other))
    assert (version_key(one) == version_key(other)) == (Version(one) == Version(other))


def test_newest_is_a_final_version_where_there_is_one():
    assert newest(["0.9.0", "0.10.0", "1.0.0rc1"]) == "0.10.0"
    assert newest(["0.1.0a1", "0.1.0b1"]) == "0.1.0b1"
    assert newest([]) is None


def test_bundled_versions_are_in_order_and_other_folders_are_none(tmp_path):
    for version in ("0.10.0", "0.9.0", "0.10.0rc2"):
        write_release(tmp_path, "binary", b"weights", version)
    write_release(tmp_path, "binary", b"weights", "draft")
    (tmp_path / "binary" / "0.11.0").mkdir()  # without a manifest
    assert bundled_versions("binary", tmp_path) == ["0.9.0", "0.10.0rc2", "0.10.0"]
    assert bundled_versions("multiclass", tmp_path) == []
    with pytest.raises(InputError, match="no model 'other'"):
        bundled_versions("other", tmp_path)


def test_bundled_release_says_what_it_is(tmp_path):
    place = write_release(tmp_path, "binary", b"weights", "0.1.0")
    release = bundled_release("binary", "0.1.0", tmp_path)
    assert (release.model, release.version, release.source) == ("binary", "0.1.0", "bundled")
    assert (release.commit, release.path) == (None, place / "model.keras")
    assert release.sha256 == hashlib.sha256(b"weights").hexdigest()
    assert release.manifest["labels"] == ["rest", "fat"]


def test_version_not_bundled_is_refused_with_those_that_are(tmp_path):
    write_release(tmp_path, "binary", b"weights", "0.1.0")
    with pytest.raises(WeightsError, match=r"0\.2\.0 of the binary.*Bundled: 0\.1\.0"):
        bundled_release("binary", "0.2.0", tmp_path)
    with pytest.raises(WeightsError, match="is not a version"):
        bundled_release("binary", "../binary/0.1.0", tmp_path)


def test_renamed_folder_is_refused(tmp_path):
    write_release(tmp_path, "binary", b"weights", "0.1.0").rename(tmp_path / "binary" / "0.2.0")
    with pytest.raises(WeightsError, match=r"belongs to binary 0\.1\.0, expected binary 0\.2\.0"):
        bundled_release("binary", "0.2.0", tmp_path)


def test_changed_weights_are_refused_by_digest_and_name_not_path(tmp_path):
    path = tmp_path / "model.keras"
    path.write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    check_sha256(path, digest)
    path.write_bytes(b"Weights")
    with pytest.raises(WeightsError, match=f"expected {digest[:12]}") as refusal:
        check_sha256(path, digest)
    assert str(tmp_path) not in str(refusal.value)


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
