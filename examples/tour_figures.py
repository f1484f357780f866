"""The figures of the notebook tour.ipynb, drawn with matplotlib."""

import math

import matplotlib.pyplot as plt
import numpy as np

from usseg.measure import Measurements, profile_rows
from usseg.model.replay import Replay
from usseg.render.compare import DIFFERENCE_LEGEND, panels
from usseg.render.replay import moment
from usseg.tissues import tissues_of
from usseg.types import Segmentation

COLUMNS = ("image", "mask", "prediction", "comparison")
SMALL = 8  # points


def draw_examples(segmented: dict[str, Segmentation], model: str) -> None:
    """Draw image, mask, prediction and comparison of every example, one example a row."""
    size = (10, 2.6 * len(segmented))
    figure, places = plt.subplots(len(segmented), 4, figsize=size, squeeze=False)
    for row, (title, segmentation) in zip(places, segmented.items(), strict=True):
        four = panels(segmentation)
        pictures = (four.input, four.truth, four.prediction, four.difference)
        for place, picture, heading in zip(row, pictures, COLUMNS, strict=True):
            place.imshow(picture, interpolation="nearest", aspect="auto")
            place.set_title(heading, fontsize=SMALL)
            place.set(xticks=[], yticks=[])
        row[0].set_ylabel(title, fontsize=SMALL)
    draw_legend(figure, model)
    figure.tight_layout(rect=(0, 0, 1, 0.97))
    plt.show()


def draw_legend(figure: plt.Figure, model: str) -> None:
    """Explain the colours of the tissues, and those of the comparison."""
    colours = {tissue.name: tissue.colour for tissue in tissues_of(model)[1:]}
    compared = {f"comparison: {entry.name}": entry.colour for entry in DIFFERENCE_LEGEND}
    both = {**colours, **compared}
    patches = [plt.Rectangle((0, 0), 1, 1, color=unit(colour)) for colour in both.values()]
    figure.legend(patches, list(both), ncols=5, loc="upper center", fontsize=SMALL)


def draw_curves(replay: Replay) -> None:
    """Draw the loss, and Dice per tissue on every set of frames that has a truth."""
    scored = [name for name, dice in replay.history[-1].dice.items() if dice]
    width = 4 * (1 + len(scored))
    figure, places = plt.subplots(1, 1 + len(scored), figsize=(width, 3), squeeze=False)
    epochs = [entry.epoch for entry in replay.history]
    first, *others = places[0]
    first.plot(epochs, [entry.loss for entry in replay.history], color="black")
    first.set_title(f"{replay.model} {replay.version}: loss", fontsize=SMALL)
    for place, name in zip(others, scored, strict=True):
        for tissue in tissues_of(replay.model)[1:]:
            scores = [entry.dice.get(name, {}) for entry in replay.history]
            points = [score.get(tissue.name, math.nan) for score in scores]
            if not np.isnan(points).all():
                place.plot(epochs, points, color=unit(tissue.colour), label=tissue.name)
        place.set(ylim=(0, 1), xlabel="epoch")
        place.set_title(f"Dice: {name}", fontsize=SMALL)
        place.legend(fontsize=6)
    figure.tight_layout()
    plt.show()


def draw_moments(replay: Replay) -> None:
    """Draw the first, a middle and the last recorded moment of one frame."""
    last = len(replay.moments) - 1
    for index in sorted({0, last // 2, last}):
        plt.figure(figsize=(12, 3.2))
        plt.imshow(moment(replay, next(iter(replay.sets)), index))
        plt.axis("off")
        plt.show()


def draw_profiles(predicted: Measurements, true: Measurements) -> None:
    """Draw the thickness of every tissue, column by column: predicted solid, true dotted."""
    figure, place = plt.subplots(figsize=(8, 3.2))
    for measurements, style in ((predicted, "-"), (true, ":")):
        for tissue in tissues_of(measurements.model)[1:]:
            profile = [row for row in profile_rows(measurements) if row["tissue"] == tissue.name]
            points = [row["column"] for row in profile], [row["mm"] for row in profile]
            label = tissue.name if profile and style == "-" else None
            place.plot(*points, style, color=unit(tissue.colour), label=label)
    place.set(xlabel="column (px)", ylabel="thickness (mm)")
    place.set_title("predicted (solid) and true (dotted)", fontsize=SMALL)
    place.legend(fontsize=6)
    figure.tight_layout()
    plt.show()


def unit(colour: tuple[int, int, int]) -> tuple[float, ...]:
    """Return a colour as matplotlib takes it.

    >>> unit((255, 0, 51))
    (1.0, 0.0, 0.2)
    """
    return tuple(channel / 255 for channel in colour)
