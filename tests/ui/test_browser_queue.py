"""A busy server tells a visitor the place in the queue."""

import re
import time

from gradio_client import handle_file
from playwright.sync_api import expect
from served import DICOM, IMAGE

PATIENCE_MS = 120_000
IN_QUEUE = re.compile(r"queue: \d+/\d+")
BUSY = 12  # segmentations that a program asks for: some seconds of work


def test_a_visitor_behind_others_sees_the_place_in_the_queue(browser, server, client):
    expect.set_options(timeout=PATIENCE_MS)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(server.url)
    expect(page.locator("#table")).to_contain_text("Dice")
    expect(page.locator("#panels [data-testid=status-tracker]:not(.hide)")).to_have_count(0)
    images = [handle_file((IMAGE, DICOM)[turn % 2]) for turn in range(BUSY)]
    jobs = [client.submit(image, "multiclass", api_name="/segment") for image in images]
    deadline = (
        time.monotonic() + 60
    )  # their images are on the way, and the visitor comes after them
    while time.monotonic() < deadline and not any(
        job.status().code.name == "IN_QUEUE" for job in jobs
    ):
        time.sleep(0.05)
    page.locator("#segment").click()
    expect(page.locator("#panels").get_by_text(IN_QUEUE).first).to_be_visible()
    expect(page.locator("#panels [data-testid=status-tracker]:not(.hide)")).to_have_count(0)
    expect(page.locator("#table")).to_contain_text("Dice")
    page.close()
    assert all(len(job.result(timeout=120)) == 6 for job in jobs)
