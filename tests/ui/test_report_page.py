"""A browser shows the exported report with its own style sheet, and asks nobody for anything."""

import re

from export_makers import SHAPE, hostile_export

from usseg.export.html import encode_html


def test_a_browser_shows_the_report_and_asks_nobody(browser, tmp_path):
    path = tmp_path / "report.html"
    path.write_bytes(encode_html(hostile_export()))
    asked, said = [], []
    page = browser.new_page(color_scheme="dark")
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    widths = page.eval_on_selector_all("img", "all => all.map(one => one.naturalWidth)")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()
    assert widths == [SHAPE[1]] * 3
    assert [url for url in asked if not re.match("data:|file:", url)] == []
    assert said == []  # the policy refused nothing, so the style sheet was applied
    assert (dark, light) == ("rgb(22, 22, 22)", "rgb(255, 255, 255)")
    assert printed == "rgb(255, 255, 255)"  # paper is white, whatever the screen is
