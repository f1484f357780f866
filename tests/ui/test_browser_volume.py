"""The view Volume in a browser: an example at once, surfaces that switch, slices that are linked."""

import json
import re
import struct
import urllib.request

import pytest
from opened import empty_page, open_volume
from playwright.sync_api import Page, expect
from served import ROOT

from usseg.ui.volume.example import example
from usseg.volume.planes import VIEWS, clicked, middle

# A quick machine is done in two seconds: the click must not wait until Playwright is asked again.
STOP_AT_ONCE = """() => {
  const words = document.querySelector('#volume_status').innerText;
  const stop = document.querySelector('#volume_stop');
  if (!/of 48 frames, about .* left/.test(words) || stop.disabled) return false;
  stop.click();
  return true;
}"""


@pytest.fixture(params=[(1280, 1000), (390, 844)], ids=["desktop", "phone"])
def volume_page(request, drawing_browser, server):
    """The view, wide and narrow, and every address that its page asked for."""
    asked: list[str] = []
    with empty_page(drawing_browser, request.param) as page:
        page.on("request", lambda one: asked.append(one.url))
        page.goto(server.url)
        open_volume(page)
        yield page, asked


def shown_surfaces(page: Page) -> list[str]:
    """The names of the surfaces in the file that the viewer offers to download."""
    link = page.locator("#surfaces a[data-testid=model3d-download-link]").get_attribute("href")
    with urllib.request.urlopen(link, timeout=30) as reply:
        content = reply.read()
    (length,) = struct.unpack_from("<I", content, 12)
    return [node["name"] for node in json.loads(content[20 : 20 + length])["nodes"]]


def places(page: Page) -> tuple[int, ...]:
    boxes = [page.locator(f"#place_{name} input[type=number]") for name in VIEWS]
    return tuple(int(box.input_value()) for box in boxes)


def picture(page: Page, name: str):
    """One of the three views, which are fetched when they come into sight."""
    page.locator(f"#{name}").scroll_into_view_if_needed()
    shown = page.locator(f"#{name} img")
    expect(shown).to_be_visible()
    return shown


def test_the_example_is_there_and_no_other_host_is_asked(volume_page, server):
    page, asked = volume_page
    expect(page.locator("#volume_words")).to_contain_text("360 degrees in water")
    muscle = json.loads((ROOT / "examples/volumes/limb.json").read_text())["true_ml"]["muscle"]
    expect(page.locator("#volume_table")).to_contain_text(f"{muscle:.2f}")
    expect(page.locator("#volume_plot svg")).to_be_visible()
    expect(page.locator("#volume_legend")).to_contain_text("unknown: not scanned")
    canvas = page.locator("#surfaces canvas")
    expect(canvas).to_be_visible()
    expect(canvas).to_have_attribute("aria-label", "Surfaces of the tissues")
    while not any(url.endswith(".glb") for url in asked):
        page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    others = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert others == []


def test_tissues_switch_the_surfaces_on_and_off(volume_page):
    page, _ = volume_page
    everything = [mesh.name for mesh in example().shown]
    expect(page.locator("#surfaces canvas")).to_be_visible()
    assert shown_surfaces(page) == everything
    link = page.locator("#surfaces a[data-testid=model3d-download-link]")
    before = link.get_attribute("href")
    page.locator("#volume_tissues").get_by_label("skin").uncheck()
    expect(link).not_to_have_attribute("href", before)
    assert shown_surfaces(page) == everything[1:]
    page.locator("#volume_tissues").get_by_label("skin").check()
    expect(link).to_have_attribute("href", before)


def test_a_click_moves_the_other_views_and_a_slider_redraws_all(volume_page):
    page, _ = volume_page
    grid = example().volume.grid
    axial, sagittal = picture(page, "axial"), page.locator("#sagittal img")
    assert places(page) == middle(grid)
    sources = [axial.get_attribute("src"), sagittal.get_attribute("src")]
    box = axial.bounding_box()
    axial.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.4})
    expect(axial).not_to_have_attribute("src", sources[0])
    expect(sagittal).not_to_have_attribute("src", sources[1])
    width, height = axial.evaluate("(one) => [one.naturalWidth, one.naturalHeight]")
    wanted = clicked(grid, 0, middle(grid), (width * 0.25, height * 0.4))
    assert places(page) == pytest.approx(wanted, abs=2), "the voxel under the click"
    before = picture(page, "coronal").get_attribute("src")
    slider = page.locator("#place_axial input[type=number]")
    slider.fill("10")
    slider.press("Enter")
    expect(page.locator("#coronal img")).not_to_have_attribute("src", before)
    assert places(page)[0] == 10
    assert places(page)[1:] == pytest.approx(wanted[1:], abs=2)


def test_a_run_shows_its_progress_and_stopping_keeps_what_is_done(volume_page):
    page, _ = volume_page
    page.locator("#volume_example").click()
    expect(page.locator("#volume_files")).to_contain_text(re.compile(r"limb\s*\.tif"))
    page.locator("#volume_segment").click()
    page.wait_for_function(STOP_AT_ONCE)
    expect(page.locator("#volume_words")).to_contain_text("Volume of limb")
    expect(page.locator("#volume_words")).to_contain_text("of 48 frames; the rest is unknown")
    expect(page.locator("#volume_segment")).to_be_enabled()
    page.locator("#volume_zip").click()
    expect(page.locator("#volume_download")).to_contain_text(re.compile(r"limb\.volume\s*\.zip"))
