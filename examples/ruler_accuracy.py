"""How often rulers are read right, written into a document: `python -m examples.ruler_accuracy`.

Every screen is simulated (`examples/ruler_screens.py`), with and without its ruler. Seeds lie beyond
those that the reader's constants were fitted to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from examples.ruler_screens import make_screen
from usseg.image.field import find_field
from usseg.image.ruler import read_ruler
from usseg.image.ruler_reading import VERTICAL
from usseg.types import Frame

PAGE = Path(__file__).parents[1] / "docs" / "calibration.md"
BEGIN, END = "<!-- rulers: begin -->", "<!-- rulers: end -->"
FIRST_SEED, SCREENS = 1_000_000_000, 100
RIGHT = 0.01  # relative difference up to which the distance of the ticks is right
BINS = (0.5, 0.8, 0.95, 1.0)


@dataclass(frozen=True)
class Trial:
    """One screen that was read.

    Attributes:
        has_ruler: Whether a ruler was drawn.
        confidence: That of the reading, or None without one.
        error: Relative error of the ticks' distance; NaN without ruler or reading.
    """

    has_ruler: bool
    confidence: float | None
    error: float

    @property
    def right(self) -> bool:
        """Whether there is a ruler and its ticks were read within 1 %."""
        return self.error <= RIGHT


def try_screen(seed: int, with_ruler: bool) -> Trial:
    """Draw a screen and read it, as the pipeline does."""
    screen = make_screen(seed, with_ruler)
    frame = Frame(screen.pixels, 255)
    reading = read_ruler(frame, find_field(frame))
    if reading is None or screen.step_px is None or reading.axis != VERTICAL:
        confidence = None if reading is None else reading.confidence
        return Trial(screen.step_px is not None, confidence, float("nan"))
    error = abs(reading.tick_px / screen.step_px - 1)
    return Trial(True, reading.confidence, error)


def run_trials(seeds: Sequence[int]) -> list[Trial]:
    """Read each seed's screen with and without its ruler."""
    return [try_screen(seed, with_ruler) for seed in seeds for with_ruler in (True, False)]


def bin_rows(trials: list[Trial]) -> list[str]:
    """Return a row of the table for each bin of confidence."""
    rows = []
    for low, high in pairwise(BINS):
        inside = [t for t in trials if t.confidence is not None and low <= t.confidence < high]
        right = sum(trial.right for trial in inside)
        share = f"{right / len(inside):.2f}" if inside else "–"
        alone = sum(not trial.has_ruler for trial in inside)
        rows.append(f"| {low:g} to {high:g} | {len(inside)} | {right} | {share} | {alone} |")
    return rows


def block_of(trials: list[Trial]) -> str:
    """Return everything between the document's two marks."""
    drawn = [trial for trial in trials if trial.has_ruler]
    bare = [trial for trial in trials if not trial.has_ruler]
    right = [trial for trial in drawn if trial.right]
    wrong = [trial for trial in drawn if trial.confidence is not None and not trial.right]
    found = sum(trial.confidence is not None for trial in bare)
    errors = np.array([trial.error for trial in right])
    return "\n".join(
        [
            BEGIN,
            f"{len(drawn)} screens with a ruler: {len(right)} read right (within 1 %), {len(wrong)} "
            f"wrong, {len(drawn) - len(right) - len(wrong)} not read. {len(bare)} screens without "
            f"one: something was read on {found}. Error of the distance where it was right: median "
            f"{np.median(errors):.2%}, 95th percentile {np.quantile(errors, 0.95):.2%}.",
            "",
            "| confidence | readings | right | share right | on screens without a ruler |",
            "|---|---|---|---|---|",
            *bin_rows(trials),
            END,
        ]
    )


def with_block(text: str, block: str) -> str:
    """Return the document's text with what stands between its marks replaced."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + block + after


if __name__ == "__main__":
    trials = run_trials(range(FIRST_SEED, FIRST_SEED + SCREENS))
    PAGE.write_text(with_block(PAGE.read_text("utf-8"), block_of(trials)), encoding="utf-8")
