"""A link restores the view, also on a server that was started anew; an upload leaves no trace in it."""

import shutil
from urllib.parse import parse_qs, urlsplit

import pytest
from opened import empty_page
from playwright.sync_api import Page, expect
from served import IMAGE, serving, view

ASKED = "example=ligament&model=binary&version=0.1.0&view=measure"


@pytest.fixture
def page(browser):
    with empty_page(browser, (1280, 900)) as page:
        yield page


def query(page: Page) -> dict[str, str]:
    return {word: values[0] for word, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_query(page: Page, word: str, value: str | None) -> None:
    page.wait_for_function(
        "([word, value]) => new URL(location).searchParams.get(word) === value", arg=[word, value]
    )


def expect_asked(page: Page) -> None:
    """Example, model, weights and tab are those of `ASKED`."""
    expect(page.locator("#image")).to_contain_text("ligament")
    expect(page.locator("#provenance")).to_contain_text("binary 0.1.0")
    expect(page.get_by_role("tab", name="Measure", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    expect(page.locator("#measured_picture img")).to_be_visible()
    assert page.locator("#model input").input_value() == "binary"
    assert page.locator("#version input").input_value().startswith("0.1.0")
    wait_for_query(page, "example", "ligament")
    assert query(page) == dict(pair.split("=") for pair in ASKED.split("&"))


def test_a_link_restores_the_view_after_a_reload_and_on_a_new_server(page, server, tmp_path):
    page.goto(f"{server.url}/?{ASKED}")
    expect_asked(page)
    page.reload()
    expect_asked(page)
    with serving(tmp_path, "app.py") as started_later:
        page.goto(f"{started_later.url}/?{ASKED}")
        expect_asked(page)


def test_the_address_follows_what_is_chosen_and_forgets_at_an_upload(page, server, tmp_path):
    page.goto(server.url)
    wait_for_query(page, "example", "limb-longitudinal")
    page.locator("#examples .thumbnail-item").nth(1).click()
    wait_for_query(page, "example", "limb-transverse")
    page.locator("#model input").click()
    page.get_by_role("option", name="binary").click()
    wait_for_query(page, "model", "binary")
    view(page, "Trust")
    wait_for_query(page, "view", "trust")
    own = tmp_path / "Jane_Doe_1970.png"
    shutil.copy(IMAGE, own)
    if page.locator("#image button[aria-label=Clear]").count():
        page.locator("#image button[aria-label=Clear]").click()
    page.locator("#image input[type=file]").set_input_files(own)
    wait_for_query(page, "example", None)
    expect(page.locator("#provenance")).to_contain_text("384 rows")
    assert query(page) == {"model": "binary", "version": "latest", "view": "trust"}
    assert "Jane" not in page.url


def test_an_unknown_value_is_told_and_the_default_shown(page, server):
    page.goto(f"{server.url}/?example=<b>heart</b>&view=cellar")
    toast = page.get_by_test_id("toast-body")
    expect(toast).to_contain_text(
        "an unknown example: <b>heart</b>. The page shows limb-longitudinal."
    )
    expect(toast).to_contain_text("an unknown view: cellar. The page shows segment.")
    expect(page.locator("#table")).to_contain_text("Dice")
    wait_for_query(page, "example", "limb-longitudinal")
    wait_for_query(page, "view", None)
