"""What a visitor's eyes get: a screenshot of the page against the mask of the command line."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from served import IMAGE

from usseg.tissues import MULTICLASS

PATIENCE_MS = 60_000
COLOURS = np.array([tissue.colour for tissue in MULTICLASS], dtype=float)
LEAST_AGREEMENT = 0.9  # the rest: two buttons over the corner, and borders the browser blends


@pytest.fixture(params=["light", "dark"])
def prediction(request, browser, server) -> np.ndarray:
    """A screenshot of the prediction panel of the first example: RGB, (rows, cols, 3)."""
    page = browser.new_page(viewport={"width": 1280, "height": 1400}, color_scheme=request.param)
    try:
        page.goto(server.url)
        expect(page.locator("#table")).to_contain_text("Dice", timeout=PATIENCE_MS)
        expect(page.locator("#panels [data-testid=status-tracker]:not(.hide)")).to_have_count(0)
        shot = page.locator("#panels img[alt=Prediction]").screenshot(timeout=PATIENCE_MS)
    finally:
        page.close()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))


def labels_seen(picture: np.ndarray) -> np.ndarray:
    """The label whose colour is nearest, per pixel."""
    distance = np.linalg.norm(picture[:, :, None, :] - COLOURS, axis=-1)
    return distance.argmin(axis=-1)


def test_the_panel_shows_the_mask_in_its_colours(prediction, command_line_mask):
    mask = Image.open(io.BytesIO(command_line_mask(IMAGE, "multiclass")))
    rows, cols = prediction.shape[:2]
    wanted = np.asarray(mask.resize((cols, rows), Image.Resampling.NEAREST))
    seen = labels_seen(prediction)
    assert (seen == wanted).mean() > LEAST_AGREEMENT
    assert (seen == wanted[::-1]).mean() < LEAST_AGREEMENT, "a flipped mask would be noticed"
