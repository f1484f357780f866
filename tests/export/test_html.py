"""The report is one page that asks nobody, runs nothing, and shows every text as text."""

import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
from export_makers import FIELD, HOSTILE, SHAPE, hostile_export, label_map, segmentation
from PIL import Image

from usseg.export.bundle import make_export
from usseg.export.html import encode_html
from usseg.export.table import table_rows
from usseg.image.preprocess import field_mask
from usseg.render import NOTICE, overlay


class Page(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, content: bytes):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, text):
        self.text += text

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


def pictures(page: Page) -> dict[str, np.ndarray]:
    """Title to pixels of every picture in the page."""
    head = "data:image/png;base64,"
    found = {}
    for image in page.all("img"):
        assert image["src"].startswith(head)
        png = Image.open(io.BytesIO(base64.b64decode(image["src"].removeprefix(head))))
        assert (png.width, png.height) == (int(image["width"]), int(image["height"]))
        found[image["alt"]] = np.asarray(png)
    return found


def test_the_page_refers_to_nothing_outside_itself(known):
    content = encode_html(known)
    page = Page(content)
    assert not {tag for tag, _ in page.tags} & {
        "script", "link", "iframe", "object", "embed", "base", "form", "audio", "video", "source",
    }  # fmt: skip
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert attributes.get("src", "data:").startswith("data:")
        assert "href" not in attributes
    assert b"http:" not in content
    assert b"https:" not in content
    assert b"@import" not in content
    assert b"url(" not in content


def test_its_policy_allows_data_pictures_and_its_own_style_alone(known):
    (policy,) = [meta["content"] for meta in Page(encode_html(known)).all("meta")
                 if meta.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_pictures_are_those_of_the_segmentation(known):
    shown = pictures(Page(encode_html(known)))
    assert set(shown) == {"Input", "Tissues over the input", "Mask"}
    np.testing.assert_array_equal(shown["Tissues over the input"], overlay(known.segmentation))
    np.testing.assert_array_equal(shown["Input"][..., 0], known.segmentation.frame.pixels)


def test_with_a_truth_it_shows_truth_difference_and_scores():
    export = make_export(segmentation(truth=label_map()), None, "calf")
    page = Page(encode_html(export))
    assert {"Ground truth", "Difference"} < set(pictures(page))
    assert "Dice" in page.text
    assert "missed: tissue in the ground truth" in page.text
    assert "0 background" in page.text


def test_scores_tell_the_signed_error_of_thickness_and_what_was_taken_for_what():
    truth = label_map()
    truth[11, 12:44] = 2  # the fat of the truth is one row of 0.1 mm thicker than the mask's
    export = make_export(segmentation(truth=truth), None, "calf")
    page = encode_html(export).decode()
    (fat,) = re.findall(r"<tr><td>fat</td>(<td[^>]*>1?0?\.\d.*)</tr>", page)
    cells = re.findall(r">([^<]*)</td>", fat)
    assert cells[-4:] == ["-1", "-0.1", "128", "96"]
    (taken,) = re.findall(r"<tr><td>fat</td>(<td class=\"number\">32</td>.*)</tr>", page)
    assert re.findall(r">(\d+)</td>", taken) == ["32", "0", "96", "0", "0", "0", "0", "0"]


def test_outside_the_field_nothing_is_shown_where_that_is_asked_for():
    export = make_export(segmentation(), None, "calf", blank_outside=True)
    outside = ~field_mask(FIELD, SHAPE)
    shown = pictures(Page(encode_html(export)))
    assert not shown["Input"][outside].any()
    assert shown["Input"][~outside].all()


def test_every_measurement_is_in_the_table_with_its_scale(known):
    page = Page(encode_html(known))
    assert len(page.all("tr")) == len(table_rows(known)) + 1
    assert "0.1 mm high and 0.25 mm wide" in page.text
    assert NOTICE in page.text


def test_without_a_scale_it_says_so(no_scale):
    assert "The scale is unknown" in Page(encode_html(no_scale)).text


def test_an_edited_mask_is_marked():
    export = make_export(segmentation(edited_pixels=34), None, "calf")
    assert "edited by hand: 34 pixels" in Page(encode_html(export)).text


def test_no_text_becomes_markup():
    page = Page(encode_html(hostile_export()))
    assert page.all("script") == []
    assert {image["src"][:5] for image in page.all("img")} == {"data:"}
    assert HOSTILE in page.text
