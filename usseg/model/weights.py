"""Choose the release of the weights that serves: the Hub's if it answers, else one on the disk."""

import os
import time
from dataclasses import dataclass

from usseg.errors import WeightsError
from usseg.model.deadline import BUDGET_S, Clock, within
from usseg.model.hub import download, published_tags
from usseg.model.pins import downloaded_release, kept_release, kept_releases
from usseg.model.publisher import Hub, NoOwnerError, hub_here
from usseg.model.releases import bundled_manifest, bundled_release, bundled_versions
from usseg.model.versions import check_version, newest, version_key
from usseg.tissues import tissues_of
from usseg.types import Release


@dataclass(frozen=True)
class ReleaseInfo:
    """One version that can be asked for, and where it would come from.

    Attributes:
        model: "binary" or "multiclass".
        version: Tag, such as "0.1.0".
        source: "bundled", "hub" (would be downloaded) or "cache" (was downloaded earlier).
        commit: Hub commit (40 hex digits), or None for a bundled release.
        sha256: Digest of the weights, or None where only a download would tell.
        where: The same in words.
    """

    model: str
    version: str
    source: str
    commit: str | None
    sha256: str | None
    where: str


def find_release(
    model: str, version: str | None = None, clock: Clock = time.monotonic
) -> tuple[Release, tuple[str, ...]]:
    """Return the weights to use, and sentences that say why they are not the Hub's, if so.

    A version downloaded earlier is taken from the cache without asking anybody. Otherwise the
    Hub is waited for at most `BUDGET_S` in all; after that what is on the disk serves.

    Args:
        model: "binary" or "multiclass".
        version: Which release; None or "" for the newest one published or bundled.
        clock: Seconds, monotonic.

    Raises:
        InputError: There is no such model.
        WeightsError: The version is not one, or is neither on the Hub nor here.
    """
    tissues_of(model)
    wanted = check_version(version) if version else None
    try:
        return _from_hub(model, wanted, clock), ()
    except WeightsError as reason:
        return _from_disk(model, wanted, reason)


def list_releases(model: str, clock: Clock = time.monotonic) -> list[ReleaseInfo]:
    """Return every version of one model that `find_release` would find, newest first.

    Args:
        model: "binary" or "multiclass".
        clock: Seconds, monotonic.

    Raises:
        InputError: There is no such model.
    """
    rows = {version: _bundled_info(model, version) for version in bundled_versions(model)}
    try:
        hub = hub_here(os.environ)
        rows |= {
            version: ReleaseInfo(model, version, "hub", commit, None, f"Hub: {hub.repo(model)}")
            for version, commit in _tags(hub, model, clock() + BUDGET_S, clock).items()
        }
    except WeightsError:
        pass  # the rows that are left are the answer; `find_release` says why
    for version, kept in kept_releases(model).items():
        where = "downloaded earlier from the Hub"
        rows[version] = ReleaseInfo(model, version, "cache", kept.commit, kept.sha256, where)
    return [rows[version] for version in sorted(rows, key=version_key, reverse=True)]


def _from_hub(model: str, wanted: str | None, clock: Clock) -> Release:
    """Return what the Hub publishes, from the cache if it was downloaded earlier.

    Raises:
        WeightsError: There is no Hub, or it does not deliver; the message says why.
    """
    until = clock() + BUDGET_S
    hub = hub_here(os.environ)
    if wanted and (kept := kept_release(hub, model, wanted)):
        return kept
    tags = _tags(hub, model, until, clock)
    bundled = bundled_versions(model) if tags else []
    version = wanted or newest([*tags, *bundled])
    if version in bundled and not wanted and version not in tags:
        return bundled_release(model, version)  # the code is newer than anything published
    if version not in tags:
        published = ", ".join(sorted(tags, key=version_key)) or "none"
        raise WeightsError(f"{hub.repo(model)} has no such version; it has: {published}.")
    if kept := kept_release(hub, model, version):
        return kept
    within((hub, model, version), lambda: download(hub, model, version), until, clock)
    return downloaded_release(hub, model, version, "hub")


def _from_disk(
    model: str, wanted: str | None, reason: WeightsError
) -> tuple[Release, tuple[str, ...]]:
    """Return the best release on this disk, and a sentence why it is not the Hub's."""
    kept = kept_releases(model)
    known = sorted({*kept, *bundled_versions(model)}, key=version_key)
    version = wanted or newest(known)
    if version is None or version not in known:
        name = f"version {wanted} of the {model} weights" if wanted else f"{model} weights"
        raise WeightsError(
            f"There is no {name} here. {reason} Bundled or downloaded: "
            f"{', '.join(known) or 'none'}. Choose one of these, or leave the version empty."
        )
    release = kept.get(version) or bundled_release(model, version)
    if isinstance(reason, NoOwnerError):  # no Hub was expected, so nothing is missing
        return release, ()
    origin = "bundled with usseg" if release.source == "bundled" else "downloaded earlier"
    return release, (f"{reason} Version {version}, {origin}, is used.",)


def _tags(hub: Hub, model: str, until: float, clock: Clock) -> dict[str, str]:
    """Return version to commit of what is published, as the Hub said within the last minute."""
    if hub.offline:
        raise WeightsError("HF_HUB_OFFLINE is set, so the Hub was not asked.")
    tags = within(("tags", hub), lambda: published_tags(hub), until, clock)[model]
    if isinstance(tags, WeightsError):
        raise tags
    return tags


def _bundled_info(model: str, version: str) -> ReleaseInfo:
    """Return the row of a bundled release; a broken one says so."""
    try:
        digest = bundled_manifest(model, version)["sha256"]
    except WeightsError as reason:
        return ReleaseInfo(model, version, "bundled", None, None, str(reason))
    return ReleaseInfo(model, version, "bundled", None, digest, "bundled with usseg")
