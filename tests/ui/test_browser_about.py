"""A visitor reads what the page is, is not, and rests on."""

from playwright.sync_api import expect
from served import view


def test_purpose_evidence_and_licences_can_be_read(segmented_page):
    page = segmented_page
    view(page, "About")
    about = page.locator("#about")
    expect(about).to_be_visible()
    for words in ("What it is not", "not a medical device", "deleted within the hour"):
        expect(about).to_contain_text(words)
    expect(about.get_by_role("rowheader", name="tendon", exact=True)).to_be_visible()
    trained_on = about.get_by_role("region", name="trained on")
    expect(trained_on.get_by_role("row", name="phantoms").first).to_contain_text("Apache-2.0")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
