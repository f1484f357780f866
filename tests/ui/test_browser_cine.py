"""A visitor segments a clip in a real browser: example, video, slider, download, and stop."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
import tifffile
from clip_makers import write_video
from opened import opened_page
from playwright.sync_api import Page, expect
from served import ROOT, view

from usseg.cine.read import read_clip

SIZES = [(1280, 1000), (390, 844)]
CLIP = ROOT / "examples" / "clips" / "contraction.mp4"
PLAYED = """async (video) => { video.muted = true; await video.play();
  await new Promise((resolve) => setTimeout(resolve, 400)); video.pause();
  return [video.duration, video.currentTime, video.videoWidth, video.ariaLabel]; }"""
UNNAMED = """() => [...document.querySelectorAll('button, input:not([type=file]), video')]
  .filter((one) => one.offsetParent)
  .filter((one) => !(one.ariaLabel || one.title || one.innerText.trim() || one.labels?.length
    || one.querySelector('img')?.alt))
  .map((one) => one.outerHTML.slice(0, 200))"""


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def cine(request, browser, server) -> Iterator[Page]:
    """The view Cine, wide and narrow."""
    with opened_page(browser, server.url, request.param) as page:
        expect(page.locator("#table")).to_contain_text("Dice")  # its first view is there
        view(page, "Cine")
        yield page


def type_number(page: Page, name: str, number: str) -> None:
    place = page.locator(f"#{name} input[type=number]")
    place.fill(number)
    place.press("Enter")


def segment_example(page: Page) -> None:
    for name in ("clip_row_mm", "clip_col_mm", "clip_fps"):
        expect(page.locator(f"#{name} input")).to_have_value("")  # "empty: what the file says"
    page.locator("#clip_example").click()
    expect(page.locator("#clip")).to_contain_text(re.compile(r"contract.*mp4"))
    expect(page.locator("#clip_row_mm input")).to_have_value("0.264375")
    type_number(page, "every", "5")
    page.locator("#segment_clip").click()
    expect(page.locator("#clip_state")).to_contain_text("The whole clip is segmented: 8 frames.")
    expect(page.locator("#clip_state")).to_contain_text("20 frames per second")
    expect(page.locator("#stop_clip")).to_be_disabled()


def check_video(page: Page) -> None:
    video = page.locator("#clip_video video")
    expect(video).to_be_visible()
    page.wait_for_function("document.querySelector('#clip_video video').readyState >= 2")
    duration, moved, width, label = video.evaluate(PLAYED)
    assert 1.7 < duration < 2.1
    assert moved > 0
    assert (width, label) == (256, "Tissues over the frames")
    shown = page.locator("#clip_curves .scroll").bounding_box()
    for name in ("skin", "fat"):  # what lines mean is seen without scrolling
        box = page.locator("#clip_curves svg text", has_text=name).first.bounding_box()
        assert box["x"] + box["width"] <= shown["x"] + shown["width"]


def check_stills(page: Page) -> None:
    expect(page.locator("#clip_said")).to_contain_text("Frame 0, at 0.000 s")
    before = page.locator("#clip_still img").get_attribute("src")
    type_number(page, "clip_frame", "20")
    expect(page.locator("#clip_said")).to_contain_text("Frame 20, at 1.000 s")
    expect(page.locator("#clip_still img")).not_to_have_attribute("src", before)
    alts = [one.get_attribute("alt") for one in page.locator("#clip_stills img").all()]
    assert alts == ["Input frame", "Frame with tissues"]


def test_the_example_is_segmented_played_gone_through_and_taken_home(cine, tmp_path):
    segment_example(cine)
    check_video(cine)
    check_stills(cine)
    assert cine.evaluate(UNNAMED) == []
    assert cine.evaluate("document.documentElement.scrollWidth") <= cine.viewport_size["width"]
    with cine.expect_download() as started:
        cine.locator("#clip_files a").first.click()
    started.value.save_as(tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive:
        archive.extract("contraction.masks.tif", tmp_path)
    assert tifffile.imread(tmp_path / "contraction.masks.tif").shape == (8, 256, 256)


@pytest.fixture(scope="module")
def longer(tmp_path_factory):
    """The example ten times over: more than anybody waits for here."""
    frames = [shot.frame.pixels for shot in read_clip(CLIP).shots()]
    return write_video(tmp_path_factory.mktemp("clips") / "longer.mp4", frames * 10)


def segment_file(page: Page, path) -> None:
    page.locator("#clip input[type=file]").set_input_files(path)
    expect(page.locator("#clip a")).to_be_visible()  # only then is it on the server
    page.locator("#segment_clip").click()


@pytest.mark.parametrize("cine", SIZES[:1], indirect=True, ids=["desktop"])
def test_stop_keeps_what_is_done_and_a_file_that_is_no_clip_gets_a_sentence(cine, longer, tmp_path):
    page, state = cine, cine.locator("#clip_state")
    segment_file(page, longer)
    expect(state).to_contain_text(re.compile(r"Frame \d+ of 400 done, .* left"))
    page.locator("#stop_clip").click()
    expect(state.locator(".ended")).to_contain_text("Stopped. The")
    done = int(re.search(r"The (\d+) frames", state.inner_text()).group(1))
    assert 0 < done < 400
    page.wait_for_function("document.querySelector('#clip_video video').duration > 0")
    expect(page.locator("#clip_stills img")).to_have_count(2)
    (tmp_path / "notes.mp4").write_text("no clip")
    page.locator("#clip button[aria-label=Clear]").click()
    segment_file(page, tmp_path / "notes.mp4")
    toast = page.get_by_test_id("toast-body")
    expect(toast).to_contain_text("notes.mp4 is not a clip")
    assert "/tmp" not in toast.inner_text()
    expect(state).to_contain_text("No clip is segmented yet")
    expect(page.locator("#clip_video")).to_be_hidden()
    expect(page.locator("#segment_clip")).to_be_enabled()
