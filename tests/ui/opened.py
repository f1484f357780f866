"""A page in the browser, closed again whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect
from served import view

PATIENCE_MS = 120_000  # of a machine that has other work, too
# Pixels drawn per CSS pixel, which the layout does not depend on. Without a graphics card a quarter
# of the pixels spares the editor's canvas 60 % of the processor's time.
COARSE = 0.5


@contextmanager
def empty_page(
    browser: Browser, size: tuple[int, int], scale: float | None = None
) -> Iterator[Page]:
    """Open a window of (width, height) pixels that has gone nowhere yet."""
    expect.set_options(timeout=PATIENCE_MS)
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=viewport, device_scale_factor=scale)
    page.set_default_timeout(PATIENCE_MS)
    try:
        yield page
    finally:
        page.close()


@contextmanager
def opened_page(
    browser: Browser, url: str, size: tuple[int, int], scale: float | None = None
) -> Iterator[Page]:
    """Open an address in a window of (width, height) pixels."""
    with empty_page(browser, size, scale) as page:
        page.goto(url)
        yield page


def open_volume(page: Page) -> None:
    """Go to the view Volume; a page that is still opening would go back to the first."""
    expect(page.locator("#table")).to_contain_text("Dice")
    view(page, "Volume")
    expect(page.locator("#volume_table")).to_contain_text("muscle")
