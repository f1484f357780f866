"""What is drawn for each tissue alone is kept apart where nobody could tell the tissues apart."""

import numpy as np
import pytest

from usseg.phantom.anatomy import FASCIA, FAT, LIGAMENT, MUSCLE, TENDON
from usseg.phantom.weaves import FAT_FROM_MUSCLE_DB, SHEET_OVER_DB, TENDON_OVER_DB, draw_look

LOOKS = [draw_look(np.random.default_rng(seed), bool(seed % 2)) for seed in range(300)]


def test_fat_and_muscle_never_share_a_level_and_either_may_be_the_brighter():
    apart = np.array([look.level_db[FAT] - look.level_db[MUSCLE] for look in LOOKS])
    assert np.abs(apart).min() >= FAT_FROM_MUSCLE_DB - 1e-4
    assert 0.1 < (apart > 0).mean() < 0.9


@pytest.mark.parametrize(
    ("label", "over_db"),
    [(TENDON, TENDON_OVER_DB), (LIGAMENT, TENDON_OVER_DB), (FASCIA, SHEET_OVER_DB)],
)
def test_dense_collagen_echoes_more_than_fat_and_muscle(label, over_db):
    for look in LOOKS:
        soft = max(look.level_db[FAT], look.level_db[MUSCLE])
        assert look.level_db[label] >= soft + over_db - 1e-4


def test_a_sheet_shines_no_less_than_the_strands_inside_muscle_and_fat():
    for look in LOOKS:
        strands = max(look.weaves[label].level_db for label in (FAT, MUSCLE))
        assert look.weaves[FASCIA].level_db >= strands


def test_levels_still_differ_between_frames():
    assert np.std([look.level_db[MUSCLE] for look in LOOKS]) > 3
    assert np.std([look.level_db[FASCIA] for look in LOOKS]) > 1.5
