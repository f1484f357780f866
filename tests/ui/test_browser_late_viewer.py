"""A 3D viewer whose code comes later than its file, as on a slow machine or line."""

from opened import empty_page
from playwright.sync_api import Route, expect
from served import view


def test_a_viewer_whose_code_comes_late_draws_all_the_same(drawing_browser, server):
    viewer: list[Route] = []
    drawing: list[Route] = []
    with empty_page(drawing_browser, (1280, 1000)) as page:
        page.route("**/Model3D-*.js", lambda route: viewer.append(route))
        page.route("**/Canvas3D-*.js", lambda route: drawing.append(route))
        page.goto(server.url)
        expect(page.locator("#table")).to_contain_text("Dice")
        view(page, "Volume")
        page.wait_for_timeout(2000)  # as long as an answer takes that does not wait for the viewer
        assert page.locator("#surfaces").count() == 0
        viewer[0].continue_()
        expect(page.locator("#surfaces a")).to_be_visible()
        page.wait_for_timeout(500)
        drawing[0].continue_()
        expect(page.locator("#surfaces canvas")).to_be_visible()
        expect(page.locator("#volume_table")).to_contain_text("muscle")
