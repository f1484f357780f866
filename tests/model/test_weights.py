"""Which release serves without asking any Hub, and what is refused before asking."""

import pytest

from usseg.errors import InputError, WeightsError
from usseg.model.weights import find_release, list_releases


def test_owner_not_set_serves_the_bundled_release(bundled):
    release, warnings = find_release("multiclass")
    assert (release.source, release.commit) == ("bundled", None)
    assert warnings == (), "nobody expects a Hub where no owner is named"


def test_owner_not_set_is_said_when_a_version_is_missing(bundled):
    with pytest.raises(WeightsError, match="USSEG_HUB_OWNER is not set"):
        find_release("multiclass", "9.9.9")


@pytest.mark.parametrize("owner", ["../../etc", "a/b", "jane--doe", "-jane", "a" * 60, "j?x=1"])
def test_owner_that_could_change_the_address_is_not_used(hub, monkeypatch, owner):
    monkeypatch.setenv("USSEG_HUB_OWNER", owner)
    release, warnings = find_release("multiclass")
    assert (release.source, hub.asked) == ("bundled", [])
    assert "not a user name" in warnings[0]
    assert owner not in warnings[0]


@pytest.mark.parametrize(
    "version", ["main", "../../0.1.0", "0.1.0/..", "0.1.0\n", "١.٢", 5, ["0.1.0"]]
)
def test_version_that_is_none_is_refused_unasked(hub, version):
    with pytest.raises(WeightsError, match="is not a version of the weights"):
        find_release("multiclass", version)
    assert hub.asked == []


def test_unknown_model_is_refused_with_the_known_ones(hub):
    for model in ("tetraclass", ["binary"], None, "x" * 999):
        with pytest.raises(InputError, match=r"^.{,70} Choose one of: multiclass, binary"):
            find_release(model)


def test_list_shows_a_broken_bundled_release_as_broken(bundled):
    (bundled / "multiclass" / "0.1.0" / "manifest.json").write_text("{")
    (row,) = list_releases("multiclass")
    assert (row.source, row.sha256) == ("bundled", None)
    assert "not valid JSON" in row.where
