"""The page in a visitor's language, and the same mask in each."""

import pytest
from playwright.sync_api import expect
from served import IMAGE, view

PATIENCE_MS = 90_000
SAID = {  # tabs, button, heading of a picture, a choice, a tissue in the table of results
    "de-DE": (("Messen", "Maßstab"), "Segmentieren", "Vorhersage", "das Feld: zwei Ecken", "Sehne"),
    "fr-FR": (("Mesurer", "Échelle"), "Segmenter", "Prédiction", "le champ : deux coins", "tendon"),
    "es-ES": (("Medir", "Escala"), "Segmentar", "Predicción", "el campo: dos esquinas", "tendón"),
}


@pytest.fixture
def page(request, browser, server):
    """The page as a browser of some language shows it, with an example segmented."""
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(locale=request.param, viewport={"width": 1480, "height": 1000})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    opened.goto(server.url)
    expect(opened.locator("#table table").first).to_be_visible()
    yield opened
    context.close()


@pytest.mark.parametrize(("page", "language"), [(one, one) for one in SAID], indirect=["page"])
def test_the_page_speaks_and_segments_in_a_visitors_language(page, language, command_line_mask):
    tabs, button, heading, choice, tissue = SAID[language]
    assert page.evaluate("document.documentElement.lang")[:2] == language[:2]
    expect(page.locator("#segment")).to_have_text(button)
    expect(page.locator("#panels h2").nth(1)).to_have_text(heading)
    expect(page.locator("#table")).to_contain_text(tissue)
    with page.expect_download() as waiting:
        page.locator("#mask").click()
    with open(waiting.value.path(), "rb") as mask:
        assert mask.read() == command_line_mask(IMAGE, "multiclass")
    for tab in tabs:
        view(page, tab)
    page.get_by_text(choice, exact=True).click()
    page.locator("#setting_picture img").click(position={"x": 40, "y": 50})
    # The field's corner is set, not the scale's point: the choice reached the server in English.
    expect(page.locator("#field input").first).not_to_have_value("0")
    expect(page.locator("#scale .four input").first).to_have_value("")


@pytest.mark.parametrize("page", ["it-IT"], indirect=True)
def test_another_language_gets_english_labels(page):
    expect(page.locator("#segment")).to_have_text("Segment")
    expect(page.get_by_role("tab", name="Measure", exact=True)).to_be_visible()
