"""What names mean: synonyms, spellings, and names that must not be guessed."""

import pytest

from usseg.errors import InputError
from usseg.image.tissue_names import label_of_name, tissues_by_name
from usseg.tissues import MULTICLASS


@pytest.mark.parametrize("tissue", MULTICLASS, ids=lambda tissue: tissue.name)
def test_every_tissue_is_known_by_its_own_name_in_any_case(tissue):
    for name in (tissue.name, tissue.name.upper(), f" {tissue.name.title()}-2 ", f"{tissue.name}s"):
        assert label_of_name(name) == tissue.label


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("subcutaneous fat", 2),
        ("Subcutaneous_Adipose_Tissue", 2),
        ("SAT", 2),
        ("aponeurosis", 4),
        ("Deep aponeurosis", 4),
        ("superficial aponeuroses", 4),
        ("intermuscular septum", 4),
        ("M. biceps brachii (muscle)", 3),
        ("biceps brachii", 3),
        ("Rectus Femoris", 3),
        ("Achilles tendon", 5),
        ("medial collateral ligament", 6),
        ("femur", 7),
        ("_background_", 0),
        ("__ignore__", 255),
        ("unlabelled", 255),
    ],
)
def test_common_synonyms(name, label):
    assert label_of_name(name) == label


@pytest.mark.parametrize(
    "name",
    ["", "Segment_1", "0012-0345", "nerve", "muscle fascia", "fat-free", "non-fat", "fatigue", "3"],
)
def test_what_could_be_none_or_several_is_not_guessed(name):
    assert label_of_name(name) is None


def test_the_message_is_short_and_printable_whatever_the_names():
    with pytest.raises(InputError) as caught:
        tissues_by_name([f"x\x1b{number}" + "y" * 10**5 for number in range(999)], "a.json")
    message = str(caught.value)
    assert len(message) < 1000
    assert message.isprintable()
    assert "and 991 more" in message
