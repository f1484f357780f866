"""Several images of a visitor: dropped, pasted, chosen, and shown one at a time."""

import base64
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

SIZES = {"first.png": (200, 240), "second.png": (220, 260), "third.png": (240, 280)}
GIVE = """([kind, where, given]) => {
  const carrier = new DataTransfer();
  for (const [name, code] of given) {
    const bytes = Uint8Array.from(atob(code), (one) => one.charCodeAt(0));
    carrier.items.add(new File([bytes], name, {type: "image/png", lastModified: 1}));
  }
  const options = {bubbles: true, cancelable: true};
  const event = kind === "paste"
    ? new ClipboardEvent("paste", {...options, clipboardData: carrier})
    : new DragEvent("drop", {...options, dataTransfer: carrier});
  return document.querySelector(where).dispatchEvent(event);
}"""


@pytest.fixture
def images(tmp_path) -> dict[str, Path]:
    """Three pictures of speckle whose sizes tell them apart."""
    rng = np.random.default_rng(0)
    for name, size in SIZES.items():
        pixels = np.minimum(rng.rayleigh(40, size), 255).astype(np.uint8)
        Image.fromarray(pixels).save(tmp_path / name)
    return {name: tmp_path / name for name in SIZES}


def give(page: Page, kind: str, where: str, files: list[Path]) -> bool:
    """Drop or paste files on an element; True where the page left the event to the browser."""
    given = [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files]
    return page.evaluate(GIVE, [kind, where, given])


def expect_shown(page: Page, name: str) -> None:
    rows, cols = SIZES[name]
    expect(page.locator("#provenance")).to_contain_text(f"{rows} rows × {cols} columns")
    expect(page.locator("#image")).to_contain_text(name.removesuffix(".png")[:5])


def choose(page: Page, files: list[Path]) -> None:
    """Choose files as a visitor does: clear, then the file dialog."""
    page.locator("#image button[aria-label=Clear]").click()
    with page.expect_file_chooser() as waiting:
        page.locator("#image button").first.click()
    waiting.value.set_files(files)


def options(page: Page) -> list[str]:
    return page.locator("#queue option").all_inner_texts()


def test_of_several_images_each_can_be_shown(segmented_page, images):
    page = segmented_page
    expect(page.locator("#queue select")).to_be_hidden()
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if "/upload?" in asked.url else None)
    choose(page, list(images.values()))
    expect_shown(page, "first.png")
    assert options(page) == ["choose one", "1. first.png", "2. second.png", "3. third.png"]
    assert len(sent) == 1, "an image that nobody chose stays with the visitor"
    menu = page.get_by_label("Your images")
    menu.select_option("3. third.png")
    expect_shown(page, "third.png")
    menu.select_option("1. first.png")
    expect_shown(page, "first.png")
    page.locator("#examples .thumbnail-item").first.click()
    expect(page.locator("#table")).to_contain_text("Dice")
    expect(menu).to_have_value("")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("where", ["#image", "#panels"])
def test_images_dropped_anywhere_are_listed_and_the_first_new_one_is_shown(
    segmented_page, images, where
):
    page, (first, second, third) = segmented_page, images.values()
    assert give(page, "drop", where, [first, second]) is False
    expect_shown(page, "first.png")
    give(page, "drop", where, [third])
    expect_shown(page, "third.png")
    assert len(options(page)) == 4
    give(page, "drop", where, [second])
    expect_shown(page, "second.png")
    assert len(options(page)) == 4, "an image that is listed already is not listed twice"


def test_a_pasted_image_is_segmented_and_text_fields_keep_their_paste(segmented_page, images):
    page, copied = segmented_page, images["first.png"].with_name("image.png")
    copied.write_bytes(images["first.png"].read_bytes())
    page.locator("#more button").first.click()
    assert give(page, "paste", "#row_mm input", [copied]) is True
    assert give(page, "paste", "body", [copied]) is False
    expect(page.locator("#image")).to_contain_text("paste")
    expect(page.locator("#provenance")).to_contain_text("200 rows × 240 columns")
    expect(page.locator("#table")).not_to_contain_text("Dice")


def test_a_truth_dropped_on_its_own_place_is_no_image(segmented_page, images):
    page = segmented_page
    page.locator("#more button").first.click()
    page.locator("#truth button[aria-label=Clear]").click()
    give(page, "drop", "#truth button", [images["second.png"]])
    page.wait_for_timeout(1000)
    expect(page.locator("#image")).to_contain_text("limb")
    expect(page.locator("#queue select")).to_be_hidden()
