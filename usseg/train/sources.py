"""Where training images come from, and in which proportion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.errors import InputError
from usseg.image.label_sets import EXACT_SETS, bit_table, to_bits
from usseg.phantom.seeds import FIRST_VALIDATION_SEED, check_trainable
from usseg.train.samples import Sample, make_sample
from usseg.train.settings import PHANTOM_SHARE
from usseg.types import Frame

ON_THE_FLY = "phantoms on the fly"
VALIDATION_PER_SCENE = 4


@dataclass(frozen=True)
class Source:
    """Images of one kind.

    Attributes:
        name: Name of the data set.
        phantom: True for made images.
        size: How many different images there are; 0 when each is new.
        draw: Gives one of them at random.
    """

    name: str
    phantom: bool
    size: int
    draw: Callable[[np.random.Generator], Sample]


def from_samples(name: str, samples: Sequence[Sample], phantom: bool) -> Source:
    """Return a source of frames that are held in memory."""
    return Source(name, phantom, len(samples), partial(_choose, samples))


def on_the_fly(model: str, size: tuple[int, int]) -> Source:
    """Return a source that makes a new phantom for every draw."""
    return Source(ON_THE_FLY, True, 0, partial(phantom_sample, model, size))


def _choose(samples: Sequence[Sample], rng: np.random.Generator) -> Sample:
    return samples[int(rng.integers(len(samples)))]


def phantom_sample(model: str, size: tuple[int, int], rng: np.random.Generator) -> Sample:
    """Make one phantom of any scene, whose seed training may use."""
    from usseg.phantom.dataset import SCENES

    seed = int(rng.integers(FIRST_VALIDATION_SEED))
    return make_phantom_sample(seed, SCENES[int(rng.integers(len(SCENES)))], model, size)


def validation_phantoms(model: str, size: tuple[int, int]) -> list[Sample]:
    """Make a few phantoms of every scene, with seeds that `phantom_sample` does not draw."""
    from usseg.phantom.dataset import SCENES

    scenes = SCENES * VALIDATION_PER_SCENE
    seeds = range(FIRST_VALIDATION_SEED, FIRST_VALIDATION_SEED + len(scenes))
    pairs = zip(seeds, scenes, strict=True)
    return [make_phantom_sample(seed, scene, model, size) for seed, scene in pairs]


def make_phantom_sample(seed: int, scene: str, model: str, size: tuple[int, int]) -> Sample:
    """Make one phantom to train on.

    Raises:
        InputError: The seed is held out for reports.
    """
    from usseg.phantom.dataset import make_phantom

    check_trainable(seed)
    phantom = make_phantom(seed, scene, size)
    bits = to_bits(phantom.mask, bit_table(EXACT_SETS, model), f"phantom {seed}")
    frame = Frame(phantom.pixels, 255, phantom.spacing_mm, "phantom")
    return make_sample(frame, phantom.field, bits, model)


def check_names(names: Sequence[str]) -> None:
    """Refuse two sources of one name: neither shares nor scores could tell them apart.

    Raises:
        InputError: There are such two.
    """
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(
            f"Several data sets are called {', '.join(twice)}, and each needs a name of its own: "
            'change "name" in the dataset.json of one, or put their frames into one folder.'
        )


def shares(sources: Sequence[Source], mix: dict[str, float]) -> np.ndarray:
    """Return the share of each source in a batch; they sum to 1.

    Phantoms get half when there are real frames too. Inside each kind a source counts by the
    square root of its size, so that a small set is seen, but not learnt by heart.

    Args:
        sources: At least one.
        mix: Source name to the share it gets; the others keep their proportions in what is left.

    Raises:
        InputError: `mix` names no source, the shares cannot sum to 1, or two sources share a name.
    """
    names = [source.name for source in sources]
    check_names(names)
    unknown = set(mix) - set(names)
    if unknown or min(mix.values(), default=0) < 0 or sum(mix.values()) > 1 + 1e-9:
        raise InputError(
            f"--mix gives sources shares from 0 to 1 that sum to at most 1; the sources are: "
            f"{', '.join(names)}. Got: {mix}."
        )
    share = np.array([np.sqrt(source.size or 1) for source in sources])
    phantom = np.array([source.phantom for source in sources])
    kinds = ((phantom, PHANTOM_SHARE), (~phantom, 1 - PHANTOM_SHARE))
    for kind, part in kinds:
        if kind.any():
            share[kind] *= (part if (~kind).any() else 1.0) / share[kind].sum()
    fixed = np.array([name in mix for name in names])
    free = share[~fixed].sum()
    share[~fixed] *= (1 - sum(mix.values())) / free if free > 0 else 0
    share[fixed] = [mix[name] for name in names if name in mix]
    if share.sum() <= 0:
        raise InputError("--mix leaves nothing to train on: give at least one source a share.")
    return share / share.sum()
