"""The list of real images: addresses that cannot change, digests, licences, and nothing else."""

import csv
import json
import os
from pathlib import Path

import pytest
from loopback import COMMIT, entry

from usseg.errors import InputError
from usseg.model.releases import bundled_manifest, bundled_versions
from usseg.ui.gallery.remote import HOST, LIST, as_remote, checked, load_remotes
from usseg.ui.markup import about as markup_about

FOLDER = Path(__file__).parents[2] / "examples"
REMOTES = load_remotes(FOLDER)
GOOD = entry(f"https://{HOST}", b"content")


def test_every_entry_has_an_immutable_address_a_digest_and_a_licence():
    assert len(REMOTES) >= 4
    for remote in REMOTES:
        assert remote.address.startswith(f"https://{HOST}/")
        assert f"/{remote.commit}/" in remote.address
        assert "MIT" in remote.licence or "CC BY 4.0" in remote.licence
        assert remote.licence_address.startswith("https://")
        assert remote.attribution
    assert len({remote.title for remote in REMOTES}) == len(REMOTES)
    assert len({remote.sha256 for remote in REMOTES}) == len(REMOTES)


def test_they_come_from_the_commits_that_the_weights_were_trained_on():
    manifest = bundled_manifest("multiclass", bundled_versions("multiclass")[-1])
    sources = " ".join(one["source"] for one in manifest["training"]["data"])
    for remote in REMOTES:
        owner, repository = remote.address.split("/")[3:5]
        assert f"{owner}/{repository}" in sources
        assert remote.commit in sources
        assert remote.split == "train"


def test_nothing_of_them_is_in_the_repository():
    names = {Path(remote.address).name for remote in REMOTES}
    assert [path for path in FOLDER.parent.rglob("*") if path.name in names] == []


@pytest.mark.skipif("USSEG_REAL_DATA" not in os.environ, reason="needs the real images' lists")
def test_digest_size_and_split_are_those_of_the_data_sets():
    listed = {}
    for name in ("thigh_panorama", "lower_leg"):
        path = Path(os.environ["USSEG_REAL_DATA"]) / name / "index.csv"
        with path.open(newline="", encoding="utf-8") as file:
            listed |= {row["original_sha256"]: row for row in csv.DictReader(file)}
    for remote in REMOTES:
        row = listed[remote.sha256]
        assert remote.address.endswith(f"/{remote.commit}/{row['original']}")
        assert (remote.size, remote.split) == (int(row["original_bytes"]), row["split"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": f"http://{HOST}/{COMMIT}/a.png"}, "address"),
        ({"address": f"https://evil.example/{COMMIT}/a.png"}, "address"),
        ({"address": f"https://{HOST}@evil.example/{COMMIT}/a.png"}, "address"),
        ({"address": f"https://{HOST}:8443/{COMMIT}/a.png"}, "address"),
        ({"address": f"file:///{COMMIT}/a.png"}, "address"),
        ({"address": f"http://127.0.0.1/{COMMIT}/a.png"}, "address"),
        ({"address": f"https://{HOST}/main/a.png"}, "commit"),
        ({"commit": "main"}, "commit"),
        ({"sha256": "x" * 64}, "sha256"),
        ({"bytes": 10**9}, "bytes"),
        ({"bytes": 0}, "bytes"),
    ],
)
def test_what_the_server_must_not_fetch_is_refused(tmp_path, changes, words):
    (tmp_path / LIST).write_text(json.dumps([GOOD | changes]))
    with pytest.raises(InputError, match=f"with a .*{words}"):
        load_remotes(tmp_path)


def test_this_machine_is_an_address_only_where_a_test_says_so():
    here = as_remote(entry("http://127.0.0.1:8000", b"content"))
    assert checked(here, loopback=True) is here
    with pytest.raises(InputError):
        checked(here, loopback=False)
    with pytest.raises(InputError):
        checked(as_remote(entry("http://10.0.0.1", b"content")), loopback=True)


def test_without_a_list_there_are_none(tmp_path):
    assert load_remotes(tmp_path) == []


def test_what_is_asked_for_by_link_is_said_under_privacy():
    assert HOST in markup_about.about()
    assert HOST in (FOLDER.parent / "README.md").read_text(encoding="utf-8")
