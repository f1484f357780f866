"""A page of the server in the browser, closed again whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

PATIENCE_MS = 120_000  # of a machine that has other work, too


@contextmanager
def opened_page(browser: Browser, url: str, size: tuple[int, int]) -> Iterator[Page]:
    """Open an address in a window of (width, height) pixels."""
    expect.set_options(timeout=PATIENCE_MS)
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_default_timeout(PATIENCE_MS)
    try:
        page.goto(url)
        yield page
    finally:
        page.close()
