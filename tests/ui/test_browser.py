"""A visitor's way through the page, in a real browser."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from opened import empty_page
from playwright.sync_api import Page, expect
from served import DICOM, IMAGE

DESKTOP, PHONE = (1280, 900), (390, 844)
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def foreign() -> list[str]:
    """Requests that went to any host but the server."""
    return []


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request, browser, server, foreign) -> Iterator[Page]:
    """The page with its first example segmented."""

    def note(asked) -> None:
        if not asked.url.startswith((server.url, "data:", "blob:")):
            foreign.append(asked.url)

    with empty_page(browser, request.param) as page:
        page.on("request", note)
        page.goto(server.url)
        wait_for_result(page, "Dice")
        yield page


def wait_for_result(page: Page, word: str) -> None:
    """Wait until the table holds a word and no progress lies over the panels."""
    expect(page.locator("#table")).to_contain_text(word)
    expect(page.locator("#panels [data-testid=status-tracker]:not(.hide)")).to_have_count(0)


def upload(page: Page, path: Path) -> None:
    """Replace the image as a visitor does: clear, then choose a file."""
    clear = page.locator("#image button[aria-label=Clear]")
    if clear.count():
        clear.click()
    page.locator("#image input[type=file]").set_input_files(path)


def pictures(page: Page) -> list[str]:
    """Alternative texts of the panels that show a picture that loaded."""
    loaded = "() => [...document.querySelectorAll('#panels img')].every(one => one.complete)"
    expect(page.locator("#panels img").first).to_be_visible()
    page.wait_for_function(loaded)
    expect(page.locator("#panels img").first).to_have_attribute("alt", "Input")
    script = "all => all.filter(one => one.naturalWidth > 0).map(one => one.alt)"
    return page.locator("#panels img").evaluate_all(script)


def downloaded(page: Page, button: str) -> Path:
    with page.expect_download() as waiting:
        page.locator(button).click()
    return Path(waiting.value.path())


def test_the_first_example_is_shown_with_all_four_panels(page, foreign):
    assert pictures(page) == ["Input", "Prediction", "Ground truth", "Difference"]
    for name in ("agree", "missed", "extra", "wrong tissue"):
        expect(page.locator("#legend")).to_contain_text(name)
    expect(page.get_by_role("note")).to_contain_text("the diagnosis remains with the doctor")
    expect(page.locator("#provenance")).to_contain_text(
        re.compile(r"multiclass \d+\.\d+\.\d+, bundled")
    )
    assert foreign == []


def test_an_uploaded_dicom_gets_the_mask_of_the_command_line(page, command_line_mask, foreign):
    upload(page, DICOM)
    expect(page.locator("#provenance")).to_contain_text("240 rows × 320 columns")
    assert pictures(page) == ["Input", "Prediction"]
    expect(page.locator("#panels")).to_contain_text("No ground truth.")
    expect(page.locator("#panels")).to_contain_text("No difference.")
    right = [words.bounding_box() for words in page.locator("#panels .block.words").all()][-1]
    assert right["x"] + right["width"] <= page.viewport_size["width"]
    assert downloaded(page, "#mask").read_bytes() == command_line_mask(DICOM, "multiclass")
    report = json.loads(downloaded(page, "#report").read_text(encoding="utf-8"))
    assert (report["rows"], report["cols"]) == (240, 320)
    assert foreign == []


def test_the_page_fits_its_width_and_pictures_stand_side_by_side(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    table, shown = (page.locator(one).bounding_box() for one in ("#table table", "#table"))
    assert table["x"] + table["width"] <= shown["x"] + shown["width"] + 1
    boxes = [picture.bounding_box() for picture in page.locator("#panels img").all()]
    tops = sorted(round(box["y"]) for box in boxes)
    if page.viewport_size["width"] == PHONE[0]:
        assert tops[0] == tops[1] < tops[2] == tops[3]
    else:
        assert tops[0] == tops[3]
    assert all(box["width"] >= 140 for box in boxes)


def test_a_bad_file_gets_a_sentence_clears_the_last_result_and_the_next_works(page, tmp_path):
    bad = tmp_path / "notes.png"
    bad.write_text("no image")
    upload(page, bad)
    toast = page.get_by_test_id("toast-body")
    expect(toast).to_contain_text("notes.png")
    assert "/tmp" not in toast.inner_text()
    expect(page.locator("#table")).to_contain_text("Nothing is segmented yet")
    expect(page.locator("#panels img")).to_have_count(0)
    upload(page, IMAGE)
    expect(page.locator("#provenance")).to_contain_text("384 rows × 384 columns")
    assert pictures(page) == ["Input", "Prediction"]


def test_another_model_is_chosen_by_menu_and_an_example_by_picture(page):
    page.locator("#model input").click()
    page.get_by_role("option", name="binary").click()
    page.locator("#examples .thumbnail-item").nth(5).click()
    wait_for_result(page, "rest")
    expect(page.locator("#provenance")).to_contain_text("binary")
    expect(page.locator("#image")).to_contain_text("panorama")
    expect(page.locator("#table tbody tr")).to_have_count(2)
    assert len(pictures(page)) == 4


def test_every_control_has_a_name(page):
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('#inputs button, #panels button, #more button,'
            + '#numbers button, input:not([type=file])')]
          .filter(one => one.offsetParent)
          .filter(one => !(one.ariaLabel || one.title || one.innerText.trim()
            || one.labels?.length || one.querySelector('img')?.alt))
          .map(one => one.outerHTML.slice(0, 200))"""
    )
    assert unnamed == []
