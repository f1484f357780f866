"""The tables hold the measurements, tell the scale beside every physical number, and run nothing."""

import csv
import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
from export_makers import bright_frame, label_map, segmentation
from table_readers import read_csv, read_xlsx

from usseg.export.bundle import make_export
from usseg.export.sheets import encode_csv, encode_profile_csv, encode_xlsx
from usseg.export.table import COLUMNS, encode_measurements, harmless, scale_columns, table_rows
from usseg.measure.echo import CORRECTED


def test_the_area_of_every_tissue_is_that_of_its_block(known):
    rows = read_csv(encode_csv(known))
    mask = label_map()
    for label, tissue in ((1, "skin"), (2, "fat"), (7, "bone")):
        areas = {
            row["unit"]: float(row["value"])
            for row in rows
            if row["tissue"] == tissue and row["quantity"] == "area" and row["region"] == "all"
        }
        pixels = (mask == label).sum()
        assert areas["px"] == pixels
        assert areas["mm²"] == pytest.approx(pixels * 0.1 * 0.25)


def test_every_physical_row_tells_scale_and_source_and_no_other_does(known):
    rows = read_csv(encode_csv(known))
    physical = [row for row in rows if "mm" in row["unit"]]
    assert physical
    for row in physical:
        assert (row["row_mm"], row["col_mm"], row["scale_source"]) == ("0.1", "0.25", "typed")
    for row in rows:
        if row["unit"] in ("px", "grey level") and row["quantity"] != CORRECTED:
            assert (row["row_mm"], row["col_mm"], row["scale_source"]) == ("", "", "")


def test_without_a_scale_no_row_holds_a_physical_number(no_scale):
    for row in table_rows(no_scale):
        assert row["scale_source"] is None
        if "mm" in row["unit"]:
            assert row["value"] is None


def test_the_workbook_holds_what_the_csv_holds(known):
    heading, *lines = read_xlsx(encode_xlsx(known))
    from_csv = read_csv(encode_csv(known))
    assert tuple(heading) == COLUMNS
    assert len(lines) == len(from_csv)
    for line, row in zip(lines, from_csv, strict=True):
        for cell, text in zip(line, row.values(), strict=True):
            if isinstance(cell, float):
                assert math.isclose(cell, float(text))
            else:
                assert (cell or "") == text


def test_profiles_hold_the_rows_of_each_block_column_by_column(known):
    heading, *lines = csv.reader(io.StringIO(encode_profile_csv(known).decode(), newline=""))
    assert heading == ["tissue", "column", "px", "mm", "scale_source"]
    fat = {
        int(line[1]): (int(line[2]), float(line[3]), line[4]) for line in lines if line[0] == "fat"
    }
    rows = (label_map() == 2).sum(axis=0)
    assert fat == {
        col: (rows[col], pytest.approx(rows[col] * 0.1), "typed") for col in np.flatnonzero(rows)
    }
    in_workbook = read_xlsx(encode_xlsx(known), number=2)[1:]
    assert [line[:3] for line in in_workbook] == [[a, float(b), float(c)] for a, b, c, *_ in lines]


def test_profiles_without_a_scale_hold_no_millimetres(no_scale):
    lines = encode_profile_csv(no_scale).decode().splitlines()[1:]
    assert lines
    assert all(line.endswith(",,") for line in lines)


def test_the_json_holds_the_same_numbers_and_their_scale(known):
    written = json.loads(encode_measurements(known))
    assert written["spacing_source"] == "typed"
    skin = written["tissues"][0]["quantities"]["area_mm2"]
    assert skin["value"] == pytest.approx((label_map() == 1).sum() * 0.1 * 0.25)


def test_with_a_truth_the_json_holds_scores_and_confusion(known):
    assert "scores" not in json.loads(encode_measurements(known))
    truth = label_map()
    truth[11, 12:44] = 2  # one row more fat than in the mask
    written = json.loads(encode_measurements(make_export(segmentation(truth=truth), None, "calf")))
    fat = written["scores"][2]
    assert (fat["name"], fat["thickness_error_px"], fat["false_negative"]) == ("fat", -1.0, 32)
    assert written["confusion"]["pixels"][2][0] == 32


def named(name: str):
    export = make_export(segmentation(), None, "calf")
    return type(export)(export.segmentation, "calf", Path(name), None, export.settings, False)


@pytest.mark.parametrize(
    "name", ["=1+1.png", "+1.png", "-1.png", "@SUM(A1).png", '=HYPERLINK("x").png']
)
def test_a_file_name_is_no_formula(name):
    assert {row["file"] for row in read_csv(encode_csv(named(name)))} == {f"'{name}"}
    _, *lines = read_xlsx(encode_xlsx(named(name)))
    assert {line[0] for line in lines} == {name}


def test_negative_numbers_stay_numbers():
    assert harmless(-1.5) == -1.5
    assert harmless("-1.5") == "'-1.5"


def test_names_with_commas_quotes_and_control_characters_stay_one_cell():
    rows = read_csv(encode_csv(named('a,"b"\n\x07;ü.png')))
    assert {row["file"] for row in rows} == {'a,"b"??;ü.png'}
    assert read_xlsx(encode_xlsx(named('a,"b"\n\x07;ü.png')))[1][0] == 'a,"b"??;ü.png'


def test_the_same_measurements_give_the_same_bytes(known):
    assert encode_xlsx(known) == encode_xlsx(known)
    assert encode_csv(known) == encode_csv(known)


def test_edited_pixels_are_told_in_every_row():
    export = make_export(segmentation(edited_pixels=12), None, "calf")
    assert {row["edited_pixels"] for row in table_rows(export)} == {12}


def test_angles_depend_on_the_scale_and_intensities_do_not(known, no_scale):
    angle = {"quantity": "angle", "unit": "°"}
    raw = {"quantity": "echo_intensity_mean", "unit": "grey level"}
    assert scale_columns(known, angle)["scale_source"] == "typed"
    assert scale_columns(known, raw)["scale_source"] is None
    assert scale_columns(no_scale, angle)["scale_source"] is None


def test_an_intensity_corrected_by_a_thickness_in_cm_tells_its_scale(known):
    corrected = [row for row in table_rows(known) if row["quantity"] == CORRECTED]
    assert corrected
    assert {(row["row_mm"], row["scale_source"]) for row in corrected} == {(0.1, "typed")}
    assert bright_frame().spacing_source == "typed"
