"""A listed image is fetched on demand, proven, kept privately; whatever goes wrong is one sentence."""

import io
import time

import numpy as np
import pytest
from loopback import entry, files_below, hosting, remote_of
from PIL import Image

from usseg.errors import InputError
from usseg.model import deadline
from usseg.ui.gallery import fetch
from usseg.ui.gallery.fetch import fetched


def picture() -> np.ndarray:
    return np.arange(60 * 80, dtype=np.uint32).reshape(60, 80).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()


CONTENT = png(picture())


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    """An empty private folder, nothing remembered of earlier tests, and little patience."""
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(deadline, "_questions", {})
    monkeypatch.setattr(fetch, "STEP_S", 0.5)
    monkeypatch.setattr(fetch, "WHOLE_S", 0.5)
    return folder


@pytest.fixture
def host():
    with hosting(CONTENT) as running:
        yield running


@pytest.fixture
def remote(host):
    return remote_of(entry(host.url, CONTENT))


def test_the_file_comes_byte_for_byte_into_the_private_folder(host, remote, cache):
    assert host.asked == []
    path = fetched(remote)
    assert path.startswith(str(cache))
    assert path.endswith("calf.png")
    assert files_below(cache)[0].read_bytes() == CONTENT
    assert host.asked == [f"/someone/calves/{remote.commit}/calf.png"]


def test_what_was_fetched_is_not_asked_for_again_and_gone_files_are(
    host, remote, cache, monkeypatch
):
    assert fetched(remote) == fetched(remote)
    assert len(host.asked) == 1
    files_below(cache)[0].unlink()  # as after the hour
    monkeypatch.setattr(deadline, "REMEMBER_S", 0)
    fetched(remote)
    assert len(host.asked) == 2


def test_a_part_is_kept_and_the_rest_never(host, cache):
    remote = remote_of(entry(host.url, CONTENT, box=[10, 5, 40, 70]))
    path = fetched(remote)
    np.testing.assert_array_equal(np.asarray(Image.open(path)), picture()[10:40, 5:70])
    assert [one.name for one in files_below(cache)] == ["calf.png"]


@pytest.mark.parametrize(
    ("mood", "changes", "words"),
    [
        ("well", {"sha256": "0" * 64}, "is not the listed file"),
        ("well", {"bytes": len(CONTENT) - 1}, "is not the listed file"),
        ("well", {"bytes": len(CONTENT) + 1}, "is not the listed file"),
        ("endless", {}, "is not the listed file"),
        ("broken off", {}, "is not the listed file"),
        ("redirect", {}, "cannot be fetched now"),
        ("missing", {}, "cannot be fetched now"),
        ("silent", {}, "cannot be fetched now"),
        ("dripping", {}, "cannot be fetched now"),
    ],
)
def test_what_is_not_the_file_is_one_sentence_and_leaves_nothing(host, cache, mood, changes, words):
    host.mood = mood
    began = time.monotonic()
    with pytest.raises(InputError, match=words) as caught:
        fetched(remote_of(entry(host.url, CONTENT, **changes)))
    assert time.monotonic() - began < 5
    assert files_below(cache) == []
    assert len(host.asked) == 1, "a redirect is not followed"
    assert host.url not in str(caught.value)


def test_no_more_is_read_of_an_endless_file_than_was_stated(host, remote):
    host.mood = "endless"
    with pytest.raises(InputError, match="is not the listed file"):
        fetch.download(remote)


def test_offline_many_clicks_make_one_attempt(host, remote, monkeypatch):
    attempts = []

    def refuse(self, *arguments, **named):
        attempts.append(arguments)
        raise OSError("Network is unreachable")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    for _ in range(5):
        with pytest.raises(InputError, match="It needs the internet"):
            fetched(remote)
    assert len(attempts) == 1
    assert host.asked == []


def test_a_visitor_is_told_when_it_takes_too_long_and_gets_it_later(host, remote):
    host.mood = "silent"
    with pytest.raises(InputError, match="has not arrived yet"):
        fetched(remote, budget_s=0.05)
    host.mood = "well"
    host.let_go.set()
    time.sleep(0.3)
    assert fetched(remote).endswith("calf.png")
    assert len(host.asked) == 1


def test_an_image_that_is_no_image_is_a_sentence(cache):
    with hosting(b"no image") as host:
        remote = remote_of(entry(host.url, b"no image", box=[0, 0, 2, 2]))
        with pytest.raises(InputError, match=r"calf\.png"):
            fetched(remote)
    assert files_below(cache) == []
