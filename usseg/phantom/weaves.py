"""What each tissue looks like in one frame: its mean level and its ordered structure, drawn."""

from dataclasses import dataclass, replace

import numpy as np

from usseg.phantom.anatomy import FASCIA, FAT, LIGAMENT, MUSCLE, SKIN, TENDON
from usseg.phantom.constants import ECHO_DB, ECHO_SPREAD_DB

ANECHOIC, PLAIN = 0.25, 0.2  # shares of frames with black muscle, and with bright even muscle
# What readers tell apart they tell apart by level: by this much at least, in dB.
FAT_FROM_MUSCLE_DB, TENDON_OVER_DB, SHEET_OVER_DB = 3.0, 6.0, 6.0
LINED, LOBED = 0.4, 0.3  # shares of frames with fat in lines along the skin, and in lobules


@dataclass(frozen=True)
class Weave:
    """Ordered structure of one tissue in one frame.

    Attributes:
        across_mm, along_mm: Size of one cell across and along the fibres.
        sharpness: Of strands, the threshold that a crest must exceed; of walls, their half
            thickness; both in standard deviations of the noise.
        level_db: Echo of a strand relative to muscle speckle, met at a right angle.
        tolerance_rad: Angle off the perpendicular at which the echo has fallen to 1/e.
        walled: Walls between closed cells instead of separate strands.
    """

    across_mm: float
    along_mm: float
    sharpness: float
    level_db: float
    tolerance_rad: float
    walled: bool = False


@dataclass(frozen=True)
class Look:
    """Appearance of the tissues of one frame: level by label in dB, and weaves by label."""

    level_db: np.ndarray
    weaves: dict[int, Weave]


def draw_look(rng: np.random.Generator, in_plane: bool) -> Look:
    """Draw the level and the structure of every tissue.

    Muscle is nearly anechoic between bright walls of perimysium in young and trained people,
    bright and even in old and ill ones, and everything between in most.
    """
    level_db = ECHO_DB + ECHO_SPREAD_DB * rng.standard_normal(ECHO_DB.size).astype(np.float32)
    weaves = draw_weaves(rng, in_plane)
    kind, u = rng.random(), rng.uniform
    if kind < ANECHOIC:
        level_db[MUSCLE] = u(-18, -6)
        weaves[MUSCLE] = fine_muscle(rng, in_plane, u(16, 30))
    elif kind < ANECHOIC + PLAIN:
        level_db[MUSCLE] = u(2, 8)
        weaves[MUSCLE] = fine_muscle(rng, in_plane, u(4, 14))
    return stand_out(Look(level_db, weaves))


def stand_out(look: Look) -> Look:
    """Keep tissues apart that nobody could tell apart otherwise, whatever was drawn for each alone.

    Fat is moved off the level of muscle, to the side it was on. Fascia, tendon and ligament, which
    are dense collagen, echo more than muscle and fat, and a sheet no less than the thin perimysium
    inside a muscle.
    """
    level_db, weaves = look.level_db.copy(), dict(look.weaves)
    apart_db = level_db[FAT] - level_db[MUSCLE]
    side = 1.0 if apart_db > 0 else -1.0
    level_db[FAT] = level_db[MUSCLE] + side * max(abs(apart_db), FAT_FROM_MUSCLE_DB)
    soft_db = max(level_db[MUSCLE], level_db[FAT])
    for label in (TENDON, LIGAMENT):
        level_db[label] = max(level_db[label], soft_db + TENDON_OVER_DB)
    level_db[FASCIA] = max(level_db[FASCIA], soft_db + SHEET_OVER_DB)
    strands_db = max(weaves[label].level_db for label in (MUSCLE, FAT))
    sheet = weaves[FASCIA]
    weaves[FASCIA] = replace(sheet, level_db=max(sheet.level_db, strands_db))
    return Look(level_db, weaves)


def fine_muscle(rng: np.random.Generator, in_plane: bool, level_db: float) -> Weave:
    """Draw thin perimysium of the given level: long lines along the fibres, short ones across."""
    u = rng.uniform
    if in_plane:
        return Weave(u(0.18, 0.7), u(8, 45), u(0.2, 1.2), level_db, u(0.4, 1.0))
    walled = bool(rng.random() < 0.5)
    sharpness = u(0.06, 0.2) if walled else u(0.5, 1.4)
    return Weave(u(0.4, 1.6), u(2, 9), sharpness, level_db, u(0.5, 1.2), walled)


def draw_fat(rng: np.random.Generator) -> Weave:
    """Draw the septa of fat: long bright lines along the skin, lobules, or scattered strands."""
    kind, u = rng.random(), rng.uniform
    if kind < LINED:
        return Weave(u(0.5, 1.6), u(30, 90), u(0.7, 1.5), u(12, 28), u(0.5, 1.0))
    if kind < LINED + LOBED:
        return Weave(u(0.8, 3.5), u(5, 35), u(0.06, 0.25), u(6, 26), u(0.4, 0.9), walled=True)
    return Weave(u(0.8, 3.5), u(5, 25), u(0.8, 1.6), u(6, 26), u(0.4, 0.9))


def draw_weaves(rng: np.random.Generator, in_plane: bool) -> dict[int, Weave]:
    """Draw the ordered structure of every tissue that has one."""
    u = rng.uniform
    if in_plane:
        muscle = Weave(u(0.2, 1.0), u(6, 40), u(-0.1, 1.0), u(8, 26), u(0.4, 1.0))
        tendon = Weave(u(0.25, 0.7), u(10, 40), u(-0.4, 0.4), u(14, 24), u(0.15, 0.5))
    else:
        muscle = Weave(u(0.2, 0.8), u(1.0, 10), u(0.3, 1.3), u(8, 26), u(0.5, 1.2))
        tendon = Weave(u(0.25, 0.6), u(0.3, 1.2), u(-0.4, 0.6), u(12, 22), u(0.15, 0.5))
    return {
        SKIN: Weave(u(0.2, 0.7), u(3, 12), u(-0.5, 0.5), u(0, 20), u(0.4, 0.9)),
        FAT: draw_fat(rng),
        MUSCLE: muscle,
        FASCIA: Weave(u(0.3, 0.9), u(8, 40), u(-1.2, -0.3), u(8, 24), u(0.3, 0.9)),
        TENDON: tendon,
        LIGAMENT: Weave(u(0.2, 0.5), u(3, 9), u(-0.2, 0.5), u(8, 18), u(0.15, 0.5)),
    }  # fmt: skip
