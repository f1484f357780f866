"""Rulers on screens: drawn here tick by tick, so that the distance of the ticks is known."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from usseg.image.read import read_frame
from usseg.image.ruler import read_ruler
from usseg.image.ruler_reading import ruler_offers, ruler_scale
from usseg.types import Field, Frame

SHAPE = (400, 500)
FIELD = Field("rectangle", np.array([(20, 60), (20, 430), (380, 430), (380, 60)], dtype=float))


def screen(ground: int = 0, seed: int = 0) -> np.ndarray:
    """Speckle in the field, an even ground around it: uint8, (400, 500)."""
    pixels = np.full(SHAPE, ground, dtype=np.uint8)
    speckle = np.random.default_rng(seed).rayleigh(40, (360, 370))
    pixels[20:380, 60:430] = np.minimum(speckle, 255)
    return pixels


def ticks(pixels, step, col=440, reach=5, long_every=0, ink=230):
    """Draw ticks down from the top of the field, each a pixel thin."""
    for number in range(int(360 / step) + 1):
        longer = 5 if long_every and number % long_every == 0 else 0
        pixels[20 + round(number * step), col : col + reach + longer] = ink
    return pixels


def read(pixels, field=FIELD, white=255):
    return read_ruler(Frame(pixels, white), field)


@pytest.mark.parametrize("step", [8.0, 23.7, 61.25, 90.0])
@pytest.mark.parametrize("col", [432, 480])
def test_the_distance_of_the_ticks_is_read(step, col):
    reading = read(ticks(screen(), step, col))
    assert reading.axis == "vertical"
    assert reading.tick_px == pytest.approx(step, rel=0.005)
    assert reading.ticks == int(360 / step) + 1
    assert col <= reading.line <= col + 5
    assert 0.9 < reading.regularity <= 1
    assert reading.confidence > 0.8


def test_ticks_below_the_field_are_a_horizontal_ruler():
    pixels = screen()
    pixels[388:393, 60:430:37] = 230
    reading = read(pixels)
    assert (reading.axis, reading.ticks) == ("horizontal", 10)
    assert reading.tick_px == pytest.approx(37)


def test_a_ruler_along_each_axis_with_the_same_ticks_confirms_square_pixels():
    pixels = ticks(screen(), 40)
    one = read(pixels.copy())
    pixels[388:393, 60:430:40] = 230
    both = read(pixels)
    assert (one.confirmed, both.confirmed) == (False, True)
    assert both.confidence >= one.confidence
    assert "square pixels assumed" in ruler_scale(one, 10).source
    assert "square" not in ruler_scale(both, 10).source


def test_dark_ticks_on_a_white_page_a_spine_and_16_bits_change_nothing():
    dark = ticks(screen(ground=240), 30, ink=10)
    dark[20:380, 439] = 10
    assert read(dark).tick_px == pytest.approx(30)
    wide = ticks(screen(), 30).astype(np.uint16) * 16
    assert read(wide, white=4080).tick_px == pytest.approx(30)


@pytest.mark.parametrize("every", [2, 5])
def test_longer_ticks_are_counted(every):
    assert read(ticks(screen(), 30, long_every=every)).long_every == every
    assert read(ticks(screen(), 30)).long_every is None


def test_a_hidden_tick_and_a_mark_between_do_not_hide_the_ruler():
    pixels = ticks(screen(), 30)
    pixels[20 + 90, 440:445] = 0
    pixels[20 + 100 : 20 + 103, 438:450] = 230
    assert read(pixels).tick_px == pytest.approx(30)


def test_a_large_frame_is_read_in_its_own_pixels():
    small = ticks(screen(), 30)
    pixels = np.kron(small, np.ones((6, 6), dtype=np.uint8))
    reading = read(pixels, replace(FIELD, outline=FIELD.outline * 6))
    assert reading.tick_px == pytest.approx(180, rel=0.005)
    assert reading.line == pytest.approx(442 * 6, abs=18)


def test_three_ticks_uneven_ticks_and_no_ticks_are_no_ruler():
    assert read(ticks(screen(), 150)) is None
    assert read(screen()) is None
    uneven = screen()
    uneven[[30, 71, 148, 160, 233, 290, 301, 366], 440:446] = 230
    assert read(uneven) is None


def test_regular_marks_in_the_middle_of_the_field_are_no_ruler():
    assert read(ticks(screen(), 40, col=240)) is None


def test_regular_lines_of_text_in_a_corner_are_no_ruler():
    pixels = screen()
    pixels[30:130:12, 440:460] = 230  # a column of nine lines, a quarter of the field long
    assert read(pixels) is None


def test_an_offer_names_the_distance_that_it_assumes_and_leaves_out_impossible_depths():
    offers = ruler_offers(read(ticks(screen(), 40)), FIELD, SHAPE)
    assert [offer.spacing_mm[0] for offer in offers] == pytest.approx([0.25, 0.125])
    assert "10 mm each assumed" in offers[0].source
    assert "5 mm each assumed" in offers[1].source
    assert {offer.kind for offer in offers} == {"ruler"}
    # 45 ticks in the depth: 1 mm each are 4.5 cm, 10 mm each would be 45 cm.
    fine = replace(read(ticks(screen(), 8)), long_every=5)
    assert [offer.spacing_mm[0] for offer in ruler_offers(fine, FIELD, SHAPE)] == [
        pytest.approx(1 / 8, rel=0.01)
    ]


def test_real_screens_with_a_known_ruler_are_read():
    folder = os.environ.get("USSEG_REAL_DATA")
    if not folder:
        pytest.skip("USSEG_REAL_DATA is not set")
    from usseg.image.field import find_field

    files = sorted((Path(folder) / "dl_track" / "images").glob("img_003[0-2]*.png"))
    files = [file for file in files if Image.open(file).size == (660, 556)][:6]
    for file in files:
        frame = read_frame(file)
        assert read_ruler(frame, find_field(frame)).tick_px == pytest.approx(77.45, abs=0.2)
