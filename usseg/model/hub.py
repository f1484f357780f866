"""Ask the Hugging Face Hub for tags and files. Every call here may block: see `deadline.py`.

All calls are anonymous: the weights are public, and nobody's token is sent anywhere.
"""

import os

from usseg.errors import WeightsError
from usseg.model.hub_errors import HubSilentError, in_words
from usseg.model.manifest import MAX_MODEL_BYTES, SHA256
from usseg.model.pins import COMMIT, FILES, Pin, pinned_release, snapshot, write_pin
from usseg.model.publisher import Hub
from usseg.model.releases import MANIFEST_FILE, MAX_MANIFEST_BYTES, MODEL_FILE, read_manifest
from usseg.model.versions import is_version
from usseg.tissues import MODELS

REQUEST_S = 4.0  # two requests precede a download, and `BUDGET_S` has to cover both
LARGEST_BYTES = {MANIFEST_FILE: MAX_MANIFEST_BYTES, MODEL_FILE: MAX_MODEL_BYTES}
QUIET = {  # for a client not imported yet; Xet ignores the timeouts that plain HTTP obeys
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
}


def published_tags(hub: Hub) -> dict[str, dict[str, str] | WeightsError]:
    """Return per model what is released: version to commit, or why that is not known.

    Both models are asked for at once, so that a silent Hub costs one timeout, not two.

    Raises:
        HubSilentError: The Hub did not answer at all.
    """
    _quiet()
    answers: dict[str, dict[str, str] | WeightsError] = {}
    for model in MODELS:
        try:
            answers[model] = _tags(hub, model)
        except HubSilentError:
            raise
        except WeightsError as reason:
            answers[model] = reason
    return answers


def download(hub: Hub, model: str, version: str) -> None:
    """Bring one release into the cache, prove that it is that release, and pin its commit.

    The client checks no more than the size of what it gets and keeps a broken file, so one
    that fails the digest is fetched once more by force.

    Raises:
        WeightsError: The Hub does not deliver the release; the message says why.
    """
    _quiet()
    with in_words(hub.repo(model)):
        commit, digest = _resolve(hub, model, version)
        _fetch(hub, model, commit, force=False)
        try:
            pin = _proven(hub, model, version, commit, digest)
        except WeightsError:
            _fetch(hub, model, commit, force=True)
            pin = _proven(hub, model, version, commit, digest)
        write_pin(hub, model, version, pin)


def _proven(hub: Hub, model: str, version: str, commit: str, digest: str | None) -> Pin:
    """Return the pin of downloaded files, once they agree with each other and with the Hub.

    A repository may keep small weights outside LFS; then only the manifest states a digest.
    """
    manifest = read_manifest(snapshot(hub, model, commit) / MANIFEST_FILE)
    pin = Pin(commit, digest or manifest["sha256"])
    pinned_release(hub, pin, model, version, "hub")
    return pin


def _quiet() -> None:
    """Set what the Hub's client reads while it is imported, unless the user has set it."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


def _tags(hub: Hub, model: str) -> dict[str, str]:
    """Return version to commit of one repository. `HfApi.list_repo_refs` takes no timeout."""
    from huggingface_hub.utils import get_session, hf_raise_for_status

    url = f"{hub.endpoint}/api/models/{hub.repo(model)}/refs"
    with in_words(hub.repo(model)):
        response = get_session().get(url, timeout=REQUEST_S)
        hf_raise_for_status(response)
        tags = {tag["name"]: tag["targetCommit"] for tag in response.json()["tags"]}
        return {
            name: commit
            for name, commit in tags.items()
            if is_version(name) and COMMIT.fullmatch(commit)
        }


def _resolve(hub: Hub, model: str, version: str) -> tuple[str, str | None]:
    """Turn a tag into its commit and the digest that the Hub states for the weights."""
    from huggingface_hub import HfApi

    api = HfApi(endpoint=hub.endpoint, token=False)
    about = api.model_info(
        hub.repo(model), revision=version, timeout=REQUEST_S, files_metadata=True
    )
    files = {file.rfilename: file for file in about.siblings or ()}
    commit = about.sha or ""
    if not COMMIT.fullmatch(commit) or not files.keys() >= set(FILES):
        raise WeightsError(f"{hub.repo(model)} {version} does not hold {' and '.join(FILES)}.")
    for name, most in LARGEST_BYTES.items():
        if not 0 < (files[name].size or 0) <= most:
            raise WeightsError(
                f"{name} of {hub.repo(model)} {version} is empty or beyond {most / 1e6:.0f} MB."
            )
    lfs = files[MODEL_FILE].lfs
    digest = lfs.sha256 if lfs else None
    if digest is not None and not SHA256.fullmatch(digest):
        raise WeightsError(f"The Hub states no valid digest for {hub.repo(model)} {version}.")
    return commit, digest


def _fetch(hub: Hub, model: str, commit: str, force: bool) -> None:
    """Download both files of one commit.

    A question that obeys its timeout goes first: `hf_hub_download` retries a silent Hub for
    minutes, and each refused connection closes the client that all threads share.
    """
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url

    repo = hub.repo(model)
    for name in FILES:
        url = hf_hub_url(repo, name, revision=commit, endpoint=hub.endpoint)
        get_hf_file_metadata(url, token=False, timeout=REQUEST_S, endpoint=hub.endpoint)
        hf_hub_download(
            repo,
            name,
            revision=commit,
            cache_dir=hub.cache,
            endpoint=hub.endpoint,
            token=False,
            etag_timeout=REQUEST_S,
            force_download=force,
        )
