"""Correcting and exporting, as a visitor does it, in a real browser."""

import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from opened import COARSE, opened_page
from PIL import Image
from playwright.sync_api import Page, expect
from served import view


@pytest.fixture(params=[(1280, 1000), (390, 844)], ids=["desktop", "phone"])
def coarse_page(request, browser, server):
    """The page, wide and narrow, with its first example segmented, drawn with few pixels."""
    with opened_page(browser, server.url, request.param, COARSE) as page:
        expect(page.locator("#table")).to_contain_text("Dice")
        yield page


def paint(page: Page, tissue: str) -> None:
    """Choose a tissue in the editor and draw a stroke through the middle of the image."""
    expect(page.locator("#editor canvas").first).to_be_visible()
    page.locator("#editor").scroll_into_view_if_needed()
    page.locator("#editor button[aria-label=Color]").click()
    page.locator(f"#editor menu button[title={tissue}]").click()
    page.locator("#editor button[aria-label=Brush]").click()  # closes the colours
    expect(page.locator("#editor menu")).to_have_count(0)
    box = page.locator("#editor canvas").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 25, steps=3)
    page.mouse.up()
    expect(page.locator("#editor button[aria-label=Undo]")).to_be_enabled()


def downloaded(page: Page, link: str) -> Path:
    """The file behind a link or button."""
    with page.expect_download() as waiting:
        page.locator(link).first.click()
    return Path(waiting.value.path())


def test_a_stroke_is_measured_exported_and_undone(coarse_page):
    page = coarse_page
    before = np.asarray(Image.open(downloaded(page, "#mask")))
    view(page, "Correct")
    paint(page, "tendon")
    page.locator("#correct").click()
    expect(page.locator("#edited")).to_contain_text("Edited by hand")
    page.locator("#pair").click()
    expect(page.locator("#pair_file a")).to_have_attribute("href", re.compile(r"[.]pair[.]zip$"))
    view(page, "Segment")
    expect(page.locator("#table")).to_contain_text("Edited by hand")
    view(page, "Export")
    page.locator("#make_zip").click()
    with ZipFile(downloaded(page, "#download a")) as files:
        mask = np.asarray(Image.open(io.BytesIO(files.read("limb-longitudinal.mask.png"))))
        manifest = json.loads(files.read("manifest.json"))
        names = files.namelist()
    tendon = np.argwhere((mask == 5) & (before != 5))
    assert tendon.min(axis=0) == pytest.approx((170, 170), abs=30)
    assert manifest["mask"]["edited_pixels"] >= len(tendon) > 100
    assert "limb-longitudinal.pair.zip" in names
    view(page, "Correct")
    page.locator("#undo").click()
    expect(page.locator("#edited")).to_contain_text("as the network made it")


def test_one_file_alone_is_made(segmented_page):
    page = segmented_page
    view(page, "Export")
    page.locator("#format input").click()
    page.get_by_role("option", name=".csv:", exact=False).first.click()
    page.locator("#make_file").click()
    with page.expect_download() as waiting:
        page.locator("#download a").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith("file,model,version,tissue")
