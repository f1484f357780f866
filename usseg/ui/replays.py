"""The recorded trainings of the bundled releases: read once, and drawn once per moment."""

from functools import lru_cache

from usseg.errors import WeightsError
from usseg.model.releases import bundled_manifest, bundled_release, bundled_versions
from usseg.model.replay import Replay, has_replay, read_replay
from usseg.render import encode_picture
from usseg.render.replay import moment
from usseg.ui.texts import views as texts

MOST_REPLAYS = 4
MOST_PICTURES = 256  # PNG files of some 50 kB


def newest_replay(model: str) -> Replay:
    """Return the recorded training of a model's newest bundled release.

    Raises:
        UssegError: There is no such model or no recorded training, or the release is damaged.
    """
    return _replay(*newest(model))


def moment_file(model: str, name: str, index: int, frame: int) -> bytes:
    """Return a PNG of one recorded moment; the arguments are those of `usseg.render.replay.moment`.

    Raises:
        UssegError: As `newest_replay`, or the recording lacks what is asked for.
    """
    return _moment_file(newest(model), name, index, frame)


def newest(model: str) -> tuple[str, str, str]:
    """Return model, version and SHA-256 of the newest bundled release.

    Raises:
        UssegError: There is no such model, none of it is bundled, or its manifest is damaged.
    """
    versions = bundled_versions(model)
    if not versions:
        raise WeightsError(texts.NOT_BUNDLED.format(model=model))
    return model, versions[-1], str(bundled_manifest(model, versions[-1])["sha256"])


# The digest is part of both keys, so that another release is never taken for one that was read.
@lru_cache(maxsize=MOST_REPLAYS)
def _replay(model: str, version: str, sha256: str) -> Replay:
    release = bundled_release(model, version)
    if not has_replay(release):
        raise WeightsError(texts.NO_REPLAY.format(model=model, version=version))
    return read_replay(release)


@lru_cache(maxsize=MOST_PICTURES)
def _moment_file(key: tuple[str, str, str], name: str, index: int, frame: int) -> bytes:
    return encode_picture(moment(_replay(*key), name, index, frame))
