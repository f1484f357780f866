"""Where the images that are fetched by link come from, as HTML. Everything quoted is escaped."""

from collections.abc import Iterable
from html import escape

from usseg.ui.gallery.remote import Remote
from usseg.ui.markup.tables import table
from usseg.ui.texts import examples as texts


def link(address: str, words: str) -> str:
    """Return a link that tells its host nothing of this page."""
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'
    )


def sources(remotes: Iterable[Remote]) -> str:
    """Return a table of all images of the list."""
    body = [
        [
            link(remote.address, remote.title),
            link(remote.licence_address, remote.licence),
            escape(remote.attribution),
            escape(remote.changes),
            texts.SEEN[remote.split],
            f"{remote.size:,d}",
        ]
        for remote in remotes
    ]
    return f"<p>{texts.REAL_HINT}</p>{table(texts.REAL_CAPTION, texts.REAL_HEAD, body)}"


def attribution(remote: Remote) -> str:
    """Return what has to stand beside an image while it is shown."""
    commit = texts.SOURCE.format(commit=remote.commit[:7])
    seen = f" {texts.SEEN_NOTE}" if remote.split == "train" else ""
    changes = texts.CHANGES.format(changes=remote.changes)
    return (
        f"<p><strong>{escape(remote.title)}</strong>. {escape(remote.attribution)}. "
        f"{link(remote.licence_address, remote.licence)}. {link(remote.address, commit)}. "
        f"{escape(changes)}{seen}</p>"
    )
