"""What the index of observed images may say, and how what it may not say is refused."""

import csv

import pytest

from usseg.errors import DatasetError
from usseg.evaluate.observers_index import COLUMNS, Observed, read_observed

WITH_ANGLES = (*COLUMNS, "gamma_deep", "beta_sup")


def write_index(folder, lines, header=COLUMNS) -> None:
    with (folder / "index.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *lines])


def test_an_empty_height_is_an_observer_less(tmp_path):
    write_index(tmp_path, [("3", "a.png", "obs1", "100"), ("3", "a.png", "obs2", "")])
    (image,) = read_observed(tmp_path)
    assert image.heights_px == (100.0,)


def test_the_median_angle_of_each_aponeurosis_is_read(tmp_path):
    lines = [
        ("3", "a.png", "obs1", "100", "-5", "2"),
        ("3", "a.png", "obs2", "", "-4.5", ""),
        ("3", "a.png", "obs3", "102", "40", "1"),  # a typing error
    ]
    write_index(tmp_path, lines, WITH_ANGLES)
    (image,) = read_observed(tmp_path)
    assert image.heights_px == (100.0, 102.0)
    assert image.true_deg("deep") == -4.5
    assert image.true_deg("superficial") == 1.5


def test_absent_columns_empty_cells_and_short_rows_are_no_angles(tmp_path):
    write_index(tmp_path, [("3", "a.png", "obs1", "100")])
    without = read_observed(tmp_path)
    write_index(tmp_path, [("3", "a.png", "obs1", "100", "", "")], WITH_ANGLES)
    empty = read_observed(tmp_path)
    write_index(tmp_path, [("3", "a.png", "obs1", "100")], WITH_ANGLES)
    assert read_observed(tmp_path) == empty == without
    assert without[0].true_deg("deep") is None
    assert Observed("3", "a.png", (100.0,)).true_deg("superficial") is None


@pytest.mark.parametrize("angle", ["steep", "nan", "90", "-323"])
@pytest.mark.parametrize("column", ["gamma_deep", "beta_sup"])
def test_an_angle_that_cannot_be_is_refused_in_words(tmp_path, angle, column):
    write_index(tmp_path, [("3", "a.png", "obs1", "100", angle)], (*COLUMNS, column))
    with pytest.raises(DatasetError, match=f"'{angle}' of a.png: {column} is a number of degrees"):
        read_observed(tmp_path)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "it lacks rows"),
        ([("3", "a.png", "obs1", "")], "at least one height_px"),
        ([("3", "../a.png", "obs1", "100")], "plain file name"),
        ([("3", "a.png", "obs1", "-4")], "'-4' of a.png"),
        ([("3", "a.png", "obs1", "nan")], "positive number"),
        ([("3", "a.png", "obs1", "tall")], "positive number"),
    ],
)
def test_an_index_that_cannot_be_is_refused_in_words(tmp_path, lines, message):
    write_index(tmp_path, lines)
    with pytest.raises(DatasetError, match=message):
        read_observed(tmp_path)


def test_a_missing_or_foreign_index_is_refused_in_words(tmp_path):
    with pytest.raises(DatasetError, match="cannot be read as a table"):
        read_observed(tmp_path)
    (tmp_path / "index.csv").write_text("name,split\na.png,train\n")
    with pytest.raises(DatasetError, match="lacks dataset, file, height_px, observer"):
        read_observed(tmp_path)
