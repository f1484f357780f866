"""Real images: the list with licences, the attribution, and what a request may not do."""

import gradio as gr
import pytest
from loopback import COMMIT, entry, hosting, remote_of

from usseg.ui.gallery import real
from usseg.ui.gallery.remote import HOST, as_remote
from usseg.ui.markup import real as markup_real

REMOTE = as_remote(entry(f"https://{HOST}", b"content"))


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_the_list_names_source_licence_authors_and_what_training_saw():
    words = markup_real.sources([REMOTE])
    assert f'href="https://{HOST}/someone/calves/{COMMIT}/calf.png"' in words
    assert "CC BY 4.0</a>" in words
    assert "Somebody &lt;b&gt;" in words
    assert "yes, with weak labels" in words
    assert "Needs the internet" in words


def test_links_tell_their_host_nothing_and_leave_the_page_open():
    words = markup_real.sources([REMOTE]) + markup_real.attribution(REMOTE)
    assert words.count("<a ") == words.count('target="_blank" rel="noopener noreferrer"') == 4


def test_the_attribution_says_whose_it_is_what_was_changed_and_that_training_saw_it():
    words = markup_real.attribution(REMOTE)
    for part in (
        "A calf",
        "Somebody &lt;b&gt;",
        "CC BY 4.0",
        COMMIT[:7],
        "Changes: none",
        "how good",
    ):
        assert part in words
    unseen = as_remote(entry(f"https://{HOST}", b"content", split="test"))
    assert "how good" not in markup_real.attribution(unseen)


def test_the_inputs_are_filled_as_by_an_example():
    with hosting(b"content") as host:
        remote = remote_of(entry(host.url, b"content"))
        *filled, attribution = real.handler([remote])("A calf")
    assert filled[0].endswith("calf.png")
    assert filled[1:] == [None, 0.1, 0.2, True]
    assert attribution == markup_real.attribution(remote)


@pytest.mark.parametrize(
    "asked", [None, "", "http://127.0.0.1/a.png", "https://evil.example/a.png"]
)
def test_a_request_names_an_entry_and_never_an_address(asked, monkeypatch):
    monkeypatch.setattr("usseg.ui.gallery.real.fetched", pytest.fail)
    with pytest.raises(gr.Error, match="no such image in the list"):
        real.handler([REMOTE])(asked)
