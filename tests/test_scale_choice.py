"""The scale that a user chooses, from Python and from the command line, and every wrong call of it."""

import json
import math

import numpy as np
import pytest
import tifffile
from PIL import Image

from usseg.cli import main
from usseg.errors import InputError
from usseg.image.preprocess import whole_field
from usseg.image.read import frame_from_array, read_frame
from usseg.image.scale_choice import ScaleChoice, is_by_hand, settle_scale
from usseg.pipeline import segment
from usseg.types import Scale

pytestmark = pytest.mark.usefixtures("only_tiny_releases")
SHAPE = (200, 260)
STEP = 20  # pixels between the ticks of the drawn ruler


def screen() -> np.ndarray:
    """Speckle with a black margin to the right, where a ruler has ticks: uint8, (200, 260)."""
    pixels = np.zeros(SHAPE, dtype=np.uint8)
    pixels[:, :220] = np.minimum(np.random.default_rng(1).rayleigh(60, (200, 220)) + 20, 255)
    pixels[5::STEP, 236:242] = 240
    return pixels


@pytest.fixture
def png(tmp_path):
    Image.fromarray(screen()).save(tmp_path / "calf.png")
    return tmp_path / "calf.png"


@pytest.fixture
def tif(tmp_path):
    tags = {"resolution": (50, 125), "resolutionunit": "CENTIMETER"}
    tifffile.imwrite(tmp_path / "thigh.tif", screen(), **tags)
    return tmp_path / "thigh.tif"


def reported(path, out, *options):
    """The report that the command line writes with these options."""
    assert main(["segment", str(path), "--out", str(out), *options]) == 0
    return json.loads((out / f"{path.stem}.json").read_text(encoding="utf-8"))


def test_without_a_choice_nothing_is_applied_and_offers_are_listed(png, tmp_path):
    written = reported(png, tmp_path / "out")
    assert (written["spacing_mm"], written["spacing_source"]) == (None, "unknown")
    assert {tissue["area_mm2"] for tissue in written["tissues"]} == {None}
    first = written["scale_offers"][0]
    assert first["spacing_mm"] == pytest.approx([10 / STEP] * 2)
    assert "10 mm each assumed" in first["source"]
    assert (first["kind"], 0.5 <= first["confidence"] <= 1) == ("ruler", True)


def test_the_ruler_is_applied_with_the_distance_of_its_ticks(png, tmp_path):
    written = reported(png, tmp_path / "out", "--scale", "ruler", "--tick", "2")
    assert written["spacing_mm"] == pytest.approx([2 / STEP] * 2)
    assert "2 mm each as given" in written["spacing_source"]
    assert any(tissue["area_mm2"] for tissue in written["tissues"])


def test_two_points_are_applied_and_their_distance_is_in_the_source(png, tmp_path):
    options = ["--points", "5", "239", "185", "239", "--length", "18"]
    written = reported(png, tmp_path / "out", *options)
    assert written["spacing_mm"] == [0.1, 0.1]
    assert written["spacing_source"] == "two points 180.0 pixels apart, given as 18 mm"


def test_tiff_tags_are_offered_and_applied_when_chosen(tif, tmp_path):
    assert reported(tif, tmp_path / "a")["spacing_mm"] is None
    written = reported(tif, tmp_path / "b", "--scale", "tiff")
    assert written["spacing_mm"] == pytest.approx([0.08, 0.2])
    assert written["spacing_source"] == "TIFF resolution tags"
    assert segment(tif, scale="tiff").frame.spacing_mm == pytest.approx((0.08, 0.2))


def test_a_scale_that_was_known_before_keeps_its_words(png):
    frame = segment(png, scale=Scale((0.1, 0.2), "another program")).frame
    assert (frame.spacing_mm, frame.spacing_source) == ((0.1, 0.2), "another program")
    assert is_by_hand(frame)
    assert not is_by_hand(read_frame(png))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--scale ruler", "The ruler's numbers are not read"),
        ("--scale ruler --tick 0", "The tick distance 0.0 mm cannot be used"),
        ("--scale ruler --tick nan", "The tick distance nan mm cannot be used"),
        ("--tick 10", "Add --scale ruler"),
        ("--scale tiff --tick 10", "Add --scale ruler"),
        ("--points 1 2 3 4", "Two points and the length between them belong together"),
        ("--length 10", "Give them with --points"),
        ("--points 1 2 11 2 --length 900", "larger than any ultrasound pixel"),
        ("--points 1 2 100 2 --length -5", "The length -5.0 mm cannot be used"),
        ("--points 1 nan 1 2 --length 5", "its row and its column in pixels"),
        ("--points 1 2 1 2 --length 5", "Both points are the same"),
        ("--scale tiff --spacing 0.1 0.1", "--spacing and --scale both say"),
        ("--spacing 1 1 --points 1 2 3 4 --length 5", "--spacing and --points both say"),
        ("--spacing 1000 1000", "1000 mm is larger than any ultrasound pixel"),
    ],
)
def test_a_wrong_call_writes_nothing_and_says_what_is_missing(png, tmp_path, capfd, options, words):
    out = tmp_path / "out"
    assert main(["segment", str(png), "--out", str(out), *options.split()]) == 2
    assert words in capfd.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--scale tiff", "offers no scale 'tiff': it is no TIFF file with a metric unit"),
        ("--scale dicom", "offers no scale 'dicom'"),
        ("--points 1 2 900 2 --length 5", "lies outside the image, which has 200 rows"),
    ],
)
def test_a_scale_that_this_image_does_not_have_fails_its_file(png, tmp_path, capfd, options, words):
    assert main(["segment", str(png), "--out", str(tmp_path / "out"), *options.split()]) == 1
    assert words in capfd.readouterr().err


def test_a_screen_without_ruler_says_so():
    frame = frame_from_array(screen()[:, :220])
    with pytest.raises(InputError, match="No ruler with regular ticks was found"):
        settle_scale(frame, whole_field((200, 220)), ScaleChoice("ruler", tick_mm=10))


def test_python_refuses_what_the_command_line_cannot_say(png):
    with pytest.raises(InputError, match=r"There is no scale 'guess'\. Choose one of: tiff, dicom"):
        segment(png, scale="guess")
    with pytest.raises(InputError, match="A spacing was typed and a scale was chosen"):
        segment(png, spacing_mm=(0.1, 0.1), scale="tiff")
    with pytest.raises(InputError, match="is not above zero"):
        segment(png, scale=Scale((0, 0.1), "nonsense"))


def test_a_chosen_scale_that_differs_from_the_files_is_said(tif):
    frame = read_frame(tif)
    first = settle_scale(frame, whole_field(SHAPE), "tiff")
    points = ScaleChoice("points", points_rc=((0, 0), (100, 0)), length_mm=30)
    again = settle_scale(first, whole_field(SHAPE), points)
    assert "replaced that of the file, 0.08 x 0.2 mm (TIFF resolution tags)" in again.warnings[-1]
    assert math.isclose(again.spacing_mm[0], 0.3)
