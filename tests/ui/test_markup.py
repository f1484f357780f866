"""A report becomes HTML: right numbers, nothing executable."""

import pytest

from usseg.ui.markup import result as markup


@pytest.fixture
def report() -> dict:
    """A report of two tissues, one absent; every number chosen to be recognised."""
    return {
        "model": "binary",
        "version": "0.1.0",
        "source": "hub",
        "commit": "c0ffee" + "0" * 34,
        "sha256": "ab" * 32,
        "rows": 30,
        "cols": 40,
        "spacing_mm": [0.25, 0.5],
        "spacing_source": "typed",
        "field": {"kind": "arc"},
        "tissues": [
            {"label": 0, "name": "rest", "pixels": 1200, "fraction": 1.0, "area_mm2": 150.0}
            | {"mean_confidence": 0.875},
            {"label": 1, "name": "fat", "pixels": 0, "fraction": 0.0, "area_mm2": 0.0}
            | {"mean_confidence": None},
        ],
        "timings_ms": {"read": 1.4, "predict": 20.4},
        "warnings": [],
    }


def cells(html: str, tissue: str) -> list[str]:
    """The cells of one tissue's row, as text."""
    row = html.split(f"{tissue}</th>")[1].split("</tr>")[0]
    return [cell.split("</td>")[0] for cell in row.split("<td>")[1:]]


def test_a_row_holds_the_measures_of_its_tissue(report):
    table = markup.tissue_table(report)
    assert cells(table, "rest") == ["1,200", "100.0%", "150.0", "0.88"]
    assert cells(table, "fat") == ["0", "0.0%", "0.0", "–"]


def test_without_a_spacing_the_table_says_that_there_is_no_scale(report):
    report["spacing_mm"] = None
    for tissue in report["tissues"]:
        tissue["area_mm2"] = None
    assert cells(markup.tissue_table(report), "rest")[2] == "no scale"
    assert "unknown" in markup.provenance(report)


def test_dice_is_a_column_only_with_a_truth(report):
    assert "Dice" not in markup.tissue_table(report)
    report["scores"] = [{"label": 0, "dice": 0.9874}, {"label": 1, "dice": None}]
    table = markup.tissue_table(report)
    assert "Dice" in table
    assert cells(table, "rest")[-1] == "0.987"
    assert cells(table, "fat")[-1] == "–"


def test_the_weights_are_named_by_model_version_commit_digest_and_source(report):
    line = markup.provenance(report)
    for fact in ("binary 0.1.0", "Hugging Face Hub", "c0ffee000000", "abababababab", "30 rows"):
        assert fact in line
    assert "22 ms" in line


def test_warnings_are_shown_and_absent_ones_leave_no_empty_list(report):
    assert "<li>" not in markup.provenance(report)
    report["warnings"] = ["The image is constant."]
    assert "<li>The image is constant.</li>" in markup.provenance(report)


def test_what_a_caller_put_into_the_report_is_escaped(report):
    attack = "<img src=x onerror=alert(1)>"
    report |= {"version": attack, "warnings": [attack], "source": attack, "spacing_source": attack}
    report["tissues"][0]["name"] = report["field"]["kind"] = attack
    assert "<img" not in markup.tissue_table(report) + markup.provenance(report)


def test_the_legend_has_every_tissue_and_the_difference_only_with_a_truth():
    tissues = markup.legend("multiclass", with_difference=False)
    assert tissues.count("<li") == 8
    assert "rgb(213, 94, 0)" in tissues  # muscle
    both = markup.legend("multiclass", with_difference=True)
    for name in ("agree", "missed", "extra", "wrong tissue"):
        assert name not in tissues
        assert name in both


def test_a_footnote_says_what_each_tissue_was_verified_on(report):
    assert "evidence" not in markup.tissue_table(report)
    for tissue, evidence in zip(report["tissues"], ("phantoms only", "<b>real</b>"), strict=True):
        tissue["evidence"] = evidence
    note = markup.tissue_table(report).split('class="evidence">')[1]
    assert "rest: phantoms only; fat: &lt;b&gt;real&lt;/b&gt;." in note
