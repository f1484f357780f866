"""One image through every step, with a network whose answer is known."""

import numpy as np
import pytest
from PIL import Image

import usseg
from usseg import pipeline
from usseg.errors import InputError, WeightsError
from usseg.model import look as room
from usseg.pipeline import segment, segment_with
from usseg.types import Field

SHAPE = (96, 120)


@pytest.fixture
def speckle() -> np.ndarray:
    """A frame full of texture, so that all of it is the field: uint8, (96, 120)."""
    return np.random.default_rng(2).integers(40, 216, SHAPE, dtype=np.uint8)


@pytest.fixture
def left_is_fat(monkeypatch) -> None:
    """Replace the network by one that sees fat (2) in the left half and muscle (3) in the right."""
    answer = np.full((64, 64, 8), 0.01, dtype=np.float32)
    answer[:, :32, 2] = answer[:, 32:, 3] = 0.93
    answered = (answer, None)
    monkeypatch.setattr(room, "predict_with_features", lambda release, unit_input: answered)


@pytest.fixture
def boxed(monkeypatch) -> None:
    """Let the field be found in rows 16 to 79 and cols 20 to 99."""
    corners = np.array([(16, 20), (16, 100), (80, 100), (80, 20)], dtype=float)
    monkeypatch.setattr(pipeline, "find_field", lambda frame: Field("rectangle", corners))


def test_mask_and_confidence_have_the_rows_and_columns_of_the_frame(tiny_release, speckle):
    done = segment_with(tiny_release, speckle)
    assert done.mask.shape == done.confidence.shape == SHAPE
    assert (done.mask.dtype, done.confidence.dtype) == (np.uint8, np.float32)
    assert done.mask.max() < 8
    assert done.release is tiny_release
    assert np.array_equal(done.frame.pixels, speckle)


@pytest.mark.usefixtures("left_is_fat", "boxed")
def test_the_answer_fills_the_field_and_nothing_outside(tiny_release, speckle):
    mask = segment_with(tiny_release, speckle).mask
    expected = np.zeros(SHAPE, dtype=np.uint8)
    expected[16:80, 20:60], expected[16:80, 60:100] = 2, 3
    assert np.array_equal(mask, expected)


@pytest.mark.usefixtures("boxed")
def test_what_lies_outside_the_field_cannot_change_the_mask(tiny_release, speckle):
    changed = speckle.copy()
    changed[:16] = 255
    changed[:, 100:] = 0
    before, after = segment_with(tiny_release, speckle), segment_with(tiny_release, changed)
    assert np.array_equal(before.mask, after.mask)


@pytest.mark.usefixtures("only_tiny_releases")
def test_file_and_array_give_the_same_mask(tmp_path, speckle):
    path = tmp_path / "frame.png"
    Image.fromarray(speckle).save(path)
    assert np.array_equal(segment(path).mask, segment(speckle).mask)
    assert np.array_equal(segment(str(path)).mask, segment(speckle).mask)


@pytest.mark.usefixtures("only_tiny_releases")
def test_the_package_exports_segment():
    assert usseg.segment is segment


@pytest.mark.usefixtures("only_tiny_releases")
@pytest.mark.parametrize(("model", "tissues"), [("multiclass", 8), ("binary", 2)])
def test_the_model_asked_for_makes_the_mask(speckle, model, tissues):
    done = segment(speckle, model=model)
    assert done.release.model == model
    assert done.mask.max() < tissues


@pytest.mark.usefixtures("only_tiny_releases")
def test_every_step_is_timed(speckle):
    timings_ms = segment(speckle).timings_ms
    assert list(timings_ms) == ["read", "field", "prepare", "predict", "mask", "trust"]
    assert all(ms >= 0 for ms in timings_ms.values())


@pytest.mark.usefixtures("only_tiny_releases")
def test_warnings_of_the_weights_reach_the_segmentation(tiny_release, speckle):
    done = segment_with(tiny_release, speckle, notes=("The Hub is away.",))
    assert done.warnings[-1] == "The Hub is away."


@pytest.mark.usefixtures("only_tiny_releases")
def test_spacing_is_taken_as_row_then_col(speckle):
    assert segment(speckle, spacing_mm=(0.1, 0.3)).frame.spacing_mm == (0.1, 0.3)
    assert segment(speckle).frame.spacing_mm is None


@pytest.mark.usefixtures("only_tiny_releases")
def test_truth_comes_from_a_file_or_an_array(tmp_path, speckle):
    truth = np.zeros(SHAPE, dtype=np.uint8)
    truth[10:20], truth[30:40] = 3, 255
    Image.fromarray(truth).save(tmp_path / "truth.png")
    assert np.array_equal(segment(speckle, truth=tmp_path / "truth.png").truth, truth)
    assert np.array_equal(segment(speckle, truth=truth).truth, truth)
    assert segment(speckle).truth is None


@pytest.mark.usefixtures("only_tiny_releases")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"truth": np.zeros((95, 120), np.uint8)}, "95"),
        ({"truth": np.full(SHAPE, 9, np.uint8)}, "9"),
        ({"spacing_mm": (0.0, 0.1)}, "positive"),
        ({"model": "liver"}, "binary"),
        ({"source": np.full(SHAPE, np.nan)}, "NaN"),
        ({"source": np.full(SHAPE, 7, np.uint8)}, "constant"),
        ({"source": np.zeros((1, 1), np.uint8)}, "1 x 1"),
        ({"source": "missing.png"}, "missing.png"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(speckle, changes, words):
    with pytest.raises(InputError, match=words):
        segment(**({"source": speckle} | changes))


@pytest.mark.usefixtures("only_tiny_releases")
def test_an_unknown_version_is_refused_with_those_there_are(speckle):
    with pytest.raises(WeightsError, match=r"0\.0\.1"):
        segment(speckle, version="9.9.9")


@pytest.mark.parametrize("source", [None, 3, ["a.png"]])
def test_what_is_neither_path_nor_array_is_refused(tiny_release, source):
    with pytest.raises(InputError, match=f"not a {type(source).__name__}"):
        segment_with(tiny_release, source)
