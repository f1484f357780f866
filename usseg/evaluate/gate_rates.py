"""Measure what a gate flags of images that it has not seen."""

from dataclasses import replace
from typing import Any

import numpy as np

from usseg.evaluate.gate_pictures import half_of
from usseg.evaluate.gate_run import Example, fitted
from usseg.model.trust import gate
from usseg.types import Release


def rates(release: Release, examples: list[Example], channels: list[int]) -> dict[str, Any]:
    """Return the share that is flagged, by kind, of images that the gate at work has not seen.

    Other images and validation images are halved by group; a gate that is fitted to one half is
    measured on the other, both ways.
    """
    seen: dict[str, list[bool]] = {}
    simulated = {name_of(example): example.picture.phantom for example in examples}
    for half in (0, 1):
        rest = [e for e in examples if not e.picture.validation or half_of(e.picture.group) != half]
        stated = fitted(rest, channels)
        for example in examples:
            if example.picture.validation and half_of(example.picture.group) == half:
                seen.setdefault(name_of(example), []).append(flags(release, stated, example))
    return {name: share_of(flagged, simulated[name]) for name, flagged in sorted(seen.items())}


def unseen(release: Release, examples: list[Example], channels: list[int]) -> dict[str, Any]:
    """Return the share that is flagged, by kind, when the gate at work saw nothing of that kind.

    For a kind the model was made for it says what a new scanner or region meets; for any other,
    what happens to an organ that nobody thought of.
    """
    answer = {}
    for kind in sorted({example.picture.kind for example in examples}):
        rest = [example for example in examples if example.picture.kind != kind]
        if not any(example.picture.wanted and not example.picture.phantom for example in rest):
            continue  # nothing real would be left to learn from
        stated = fitted(rest, channels)
        own = [example for example in examples if example.picture.kind == kind]
        flagged = [flags(release, stated, example) for example in own]
        answer[kind] = share_of(flagged, own[0].picture.phantom)
    return answer


def share_of(flagged: list[bool], phantom: bool) -> dict[str, Any]:
    """Return how many images there are, which share is flagged, and whether they are simulated."""
    share = round(float(np.mean(flagged)), 4)
    return {"images": len(flagged), "flagged": share, "phantom": phantom}


def name_of(example: Example) -> str:
    """Return under which name an example is counted."""
    return (
        f"{example.picture.kind} (validation)" if example.picture.wanted else example.picture.kind
    )


def flags(release: Release, stated: dict[str, Any], example: Example) -> bool:
    """Tell whether users would be warned of an example."""
    other = replace(release, manifest=release.manifest | {"gate": stated})
    return example.ruled or bool(gate(other, example.features)[1])
