"""Batches for one epoch, made by background threads while the network computes."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from usseg.train.augment import augment, blur
from usseg.train.samples import background_bits, opened_late, random_view, whole_view
from usseg.train.sources import Source
from usseg.train.style import STYLED_SHARE, Style, restyle
from usseg.train.warp import warp

THREADS = 2
BATCHES_AHEAD = 4
# Of the views, how many show a frame as the pipeline will, but for its sides: what was never seen
# unchanged is not known best as it is.
PLAIN_SHARE = 0.35
SOFT_SHARE = 0.25  # of the plain views, blurred as a probe of lower frequency shows them
OPENED_LATE_SHARE = 0.3  # of all views, with dim first echoes

Batch = tuple[np.ndarray, np.ndarray]  # grey (batch, rows, cols, 1) float32; bits (..., cols) uint8


@dataclass(frozen=True)
class Mixture:
    """The sources of a run, their shares, what the views are made for, and styles to lend them."""

    sources: Sequence[Source]
    shares: np.ndarray
    model: str
    size: tuple[int, int]
    styles: Sequence[Style] = ()


def make_view(mixture: Mixture, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw one image, mostly augmented (float32, rows x cols), and its bit sets (uint8, same shape)."""
    source = mixture.sources[int(rng.choice(len(mixture.sources), p=mixture.shares))]
    sample = source.draw(rng)
    if rng.random() < OPENED_LATE_SHARE:
        sample = opened_late(sample, rng)
    if rng.random() < PLAIN_SHARE:
        grey, bits = whole_view(sample, mixture.size, mixture.model)
        if rng.random() < SOFT_SHARE:
            grey = np.clip(blur(grey, rng), 0, 1)
        return (grey[:, ::-1], bits[:, ::-1]) if rng.random() < 0.5 else (grey, bits)
    grey, bits = random_view(sample, mixture.size, mixture.model, rng)
    grey, bits = warp(grey, bits, background_bits(mixture.model), rng)
    if mixture.styles and rng.random() < STYLED_SHARE:
        grey = restyle(grey, mixture.styles, rng)
    return augment(grey, rng), bits


def make_batch(mixture: Mixture, count: int, seed: tuple[int, ...]) -> Batch:
    """Make one batch; the same seed gives the same batch, whichever thread makes it."""
    rng = np.random.default_rng(seed)
    views = [make_view(mixture, rng) for _ in range(count)]
    return np.stack([grey for grey, _ in views])[..., None], np.stack([bits for _, bits in views])


def epoch_batches(
    mixture: Mixture, count: int, steps: int, seed: tuple[int, ...]
) -> Iterator[Batch]:
    """Yield the batches of one epoch in order, a few of them made ahead.

    Each step has its own seed, so that a resumed run sees what an unbroken one would have seen.
    """
    waiting: deque[Future[Batch]] = deque()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="batches") as pool:
        try:
            for step in range(steps + BATCHES_AHEAD):
                if step < steps:
                    waiting.append(pool.submit(make_batch, mixture, count, (*seed, step)))
                if step >= BATCHES_AHEAD:
                    yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
