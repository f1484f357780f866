"""A visitor asks for the mirrored image, and the answer goes when another image comes."""

import numpy as np
from playwright.sync_api import expect
from served import IMAGE, view

import usseg
from usseg.mirror import mirrored_agreement


def test_the_agreement_is_that_of_python_and_belongs_to_its_image(segmented_page):
    page = segmented_page
    view(page, "Trust")
    found = page.locator("#mirrored")
    expect(found).to_contain_text("mirrored image is segmented too")
    page.get_by_role("button", name="Check under mirroring").click()
    expect(found.locator("tbody tr")).to_have_count(8)
    wanted = mirrored_agreement(usseg.segment(IMAGE))
    for name, value in wanted.items():
        row = found.get_by_role("row", name=name)
        expect(row).to_contain_text("in neither" if value is None else f"{value:.2f}")
    assert np.isfinite([value for value in wanted.values() if value is not None]).all()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.locator("#examples .thumbnail-item").nth(4).click()
    expect(found.locator("tbody tr")).to_have_count(0)


def test_the_answer_goes_with_its_image_when_the_next_file_is_none(segmented_page, tmp_path):
    page = segmented_page
    view(page, "Trust")
    found = page.locator("#mirrored")
    page.get_by_role("button", name="Check under mirroring").click()
    expect(found.locator("tbody tr")).to_have_count(8)
    (tmp_path / "text.png").write_text("no image")
    page.locator("#image button[aria-label=Clear]").click()
    page.locator("#image input[type=file]").set_input_files(tmp_path / "text.png")
    page.get_by_role("button", name="Segment", exact=True).click()
    expect(found.locator("tbody tr")).to_have_count(0)
    expect(found).to_contain_text("mirrored image is segmented too")
