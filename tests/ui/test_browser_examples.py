"""A visitor sorts the examples, and fetches a real image from a host that stands in for GitHub."""

import json
import re
import shutil

import pytest
from loopback import entry, hosting
from opened import opened_page
from playwright.sync_api import expect
from served import IMAGE, ROOT, serving

SCORE = re.compile(r"· (\d\.\d\d)")
WITH_LOOPBACK = """
import pathlib, runpy, sys
sys.path.insert(0, ".")
from usseg.ui import page
build = page.build_demo
page.build_demo = lambda _: build(pathlib.Path(sys.argv[1]), loopback=True)
runpy.run_path("app.py", run_name="__main__")
"""


@pytest.fixture(scope="module")
def host():
    with hosting(IMAGE.read_bytes()) as running:
        yield running


@pytest.fixture(scope="module")
def url(tmp_path_factory, host):
    """The page with one real image that the host serves, and one whose digest is wrong."""
    home = tmp_path_factory.mktemp("loopback")
    examples = home / "examples"
    shutil.copytree(ROOT / "examples", examples)
    good = entry(host.url, host.content)
    listed = [good, good | {"title": "Another", "sha256": "0" * 64}]
    (examples / "remote.json").write_text(json.dumps(listed))
    with serving(home, "-c", WITH_LOOPBACK, str(examples)) as running:
        yield running.url


@pytest.fixture(params=[(1280, 1000), (390, 844)], ids=["desktop", "phone"])
def page(request, browser, url, host):
    host.asked.clear()
    with opened_page(browser, url, request.param) as page:
        expect(page.locator("#table")).to_contain_text("Dice")
        yield page


def scores(page) -> list[float]:
    captions = page.locator("#examples .caption-label").all_inner_texts()
    return [float(found.group(1)) for one in captions if (found := SCORE.search(one))]


def test_examples_are_sorted_and_the_picture_that_is_clicked_is_shown(page):
    assert len(scores(page)) == 9
    for word, falling in (("worst first", False), ("best first", True)):
        wanted = [f"{score:.2f}" for score in sorted(scores(page), reverse=falling)]
        page.get_by_role("radio", name=word).check()
        # All in order: the first alone may be in its place before anything was sorted.
        scored = page.locator("#examples .caption-label").filter(has_text=SCORE)
        expect(scored).to_have_text([re.compile(score) for score in wanted])
    title = page.locator("#examples .caption-label").first.inner_text().split(" ·")[0]
    page.locator("#examples .thumbnail-item").first.click()
    index = json.loads((ROOT / "examples" / "index.json").read_text(encoding="utf-8"))
    (image,) = [one["image"] for one in index if one["title"] == title]
    expect(page.locator("#image")).to_contain_text(image.removesuffix(".png")[:9])
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def choose(page, title: str) -> None:
    if not page.locator("#fetch").is_visible():
        page.get_by_role("button", name="Real images, fetched by link").click()
    page.locator("#real_image input").click()
    page.get_by_role("option", name=title, exact=True).click()
    page.locator("#fetch").click()


def test_a_real_image_is_fetched_on_a_click_and_its_attribution_stands_there_until_it_goes(
    page, host
):
    assert host.asked == []
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    choose(page, "A calf")
    attribution = page.locator("#attribution p")
    expect(attribution).to_contain_text("Somebody <b>")
    expect(page.locator("#provenance")).to_contain_text("0.1 × 0.2 mm")
    assert len(host.asked) <= 1, "the second visitor gets the file that lies here"
    assert not [one for one in asked if host.url in one], "the server asks, not the browser"
    page.locator("#examples .thumbnail-item").first.click()
    expect(attribution).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_another_file_is_refused_in_a_sentence_and_the_result_stays(page):
    expect(page.locator("#provenance")).not_to_contain_text("processing")
    before = page.locator("#provenance").inner_text()
    choose(page, "Another")
    expect(page.get_by_test_id("toast-body")).to_contain_text("is not the listed file")
    assert page.locator("#provenance").inner_text() == before
    expect(page.locator("#attribution p")).to_have_count(0)
