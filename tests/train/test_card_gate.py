"""The card states the gate's rates on in-domain, simulated and foreign images, kind by kind."""

from usseg.model.releases import bundled_manifest, bundled_versions
from usseg.train.card_gate import gate_section, summary_table

RATES = {
    "calves (validation)": {"images": 30, "flagged": 0.0},
    "necks (validation)": {"images": 10, "flagged": 0.2},
    "phantoms (validation)": {"images": 48, "flagged": 0.0625},
    "limbs (validation)": {"images": 16, "flagged": 0.0, "phantom": True},
    "photographs": {"images": 26, "flagged": 1.0},
    "CT": {"images": 3, "flagged": 0.0},
    "CT phantom": {"images": 12, "flagged": 1.0},
    "carotid artery": {"images": 20, "flagged": 0.35},
    "text page": {"images": 12, "flagged": 1.0},
}


def test_kinds_are_summed_by_their_images_and_a_missing_one_is_said_to_be_missing():
    rows = summary_table(RATES).splitlines()[2:]
    assert [row.split(" | ")[1:] for row in rows] == [
        ["40", "5.0 % |"],
        ["64", "4.7 % |"],
        ["26", "100.0 % |"],
        ["15", "80.0 % |"],
        ["0", "not measured |"],
        ["20", "35.0 % |"],
        ["12", "100.0 % |"],
    ]
    assert [row.split(" | ")[0] for row in rows][2:] == [
        "| foreign: photographs",
        "| foreign: CT",
        "| foreign: cardiac ultrasound",
        "| foreign: carotid ultrasound",
        "| foreign: documents",
    ]


def test_each_kind_stands_by_itself_too():
    section = gate_section({"gate": {"flagged": RATES, "unseen": {}}})
    assert "| necks (validation) | 10 | 20.0 % |" in section
    assert gate_section({}) == "Not measured for this release."


def test_the_bundled_weights_have_rates_for_most_kinds():
    manifest = bundled_manifest("multiclass", bundled_versions("multiclass")[-1])
    table = summary_table(manifest["gate"]["flagged"])
    for kind in ("in-domain", "phantoms", "photographs", "CT", "carotid", "documents"):
        (row,) = [line for line in table.splitlines() if kind in line.split(" | ")[0]]
        assert "not measured" not in row
