"""Two releases on one image, as a visitor compares them."""

from playwright.sync_api import expect
from served import view


def test_another_release_is_compared_and_another_image_clears_it(segmented_page):
    page = segmented_page
    view(page, "Compare")
    page.locator("#compare").click()
    table = page.locator("#agreement")
    expect(table).to_contain_text("B − A")
    expect(page.locator("#versus_words")).to_contain_text("carry the same label in A and B")
    for name in ("a", "b", "a-b"):
        picture = page.locator(f"#versus_{name} img")
        expect(picture).to_be_visible()
        assert picture.evaluate("one => one.naturalWidth") == 384
    page.locator("#other_model input").click()
    page.get_by_role("option", name="binary").click()
    page.locator("#compare").click()
    expect(page.locator("#versus_words")).to_contain_text("only fat is compared")
    expect(table.locator("tbody tr")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.locator("#examples .thumbnail-item").nth(1).click()
    expect(table).not_to_contain_text("B − A")
    expect(page.locator("#versus_a img")).to_have_count(0)


def test_the_same_weights_are_refused_in_a_sentence(segmented_page):
    page = segmented_page
    view(page, "Compare")
    page.locator("#other_version input").click()
    page.get_by_role("option", name="latest").click()
    page.locator("#compare").click()
    expect(page.get_by_test_id("toast-body")).to_contain_text("are the same weights")
