"""Versions, manifests and digests of releases, without any network."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version
from tiny import write_release

from usseg.errors import InputError, WeightsError
from usseg.model.releases import bundled_release, bundled_versions, check_sha256
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
