"""Compare trained networks: scores on the same frames, and what each costs."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from usseg.evaluate.cases import CaseSet
from usseg.evaluate.compare_runs import Run
from usseg.evaluate.flops import count_flops
from usseg.evaluate.run import evaluate
from usseg.evaluate.summary import summarise
from usseg.model.predict import predict
from usseg.model.provenance import code_version

ROUNDS = 15  # each network once in each: what else the machine does then slows all of them alike
Told = Callable[[str], None]


def compare(runs: Sequence[Run], case_sets: Sequence[CaseSet], tell: Told) -> dict[str, Any]:
    """Score and time every run.

    Args:
        runs: At least one, of one model; the first is what the times of the others are divided by.
        case_sets: What to score on.
        tell: Called with a name after each scored case.

    Returns:
        The report, as JSON holds it.

    Raises:
        UssegError: Weights do not load, or a case cannot be read.
    """
    tests = [score_all(runs, case_set, tell) for case_set in case_sets]
    times = time_by_turns([predictor(run) for run in runs])
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": code_version(),
        "model": runs[0].release.model,
        "same_data": all(run.data == runs[0].data for run in runs),
        "times_relative_to": runs[0].name,
        "runs": {
            run.name: describe_run(run) | cost(run) | {"time": spent}
            for run, spent in zip(runs, times, strict=True)
        },
        "tests": tests,
    }


def score_all(runs: Sequence[Run], case_set: CaseSet, tell: Told) -> dict[str, Any]:
    """Return what a set of cases is, and the scores of every run on it."""
    cases = list(case_set.cases)  # made or read once for all
    scores = {}
    for run in runs:
        own = replace(case_set, cases=iter(cases))
        summary = summarise(evaluate(run.release, own, None, tell), case_set.sets)
        scores[run.name] = {
            "mean_dice": summary["mean_dice"],
            "dice": {name: part["dice"] for name, part in summary["tissues"].items()},
        }
    groups = len({case.group for case in cases})
    return {"dataset": case_set.about, "images": len(cases), "groups": groups, "scores": scores}


def describe_run(run: Run) -> dict[str, Any]:
    """Return which network a run trained, and for how long."""
    return {
        "architecture": run.architecture,
        "training": run.training,
        "sha256": run.release.sha256,
        "bytes": run.release.path.stat().st_size,
    }


def cost(run: Run) -> dict[str, int]:
    """Return parameters and floating-point operations of a run's network."""
    import keras

    network = keras.saving.load_model(run.release.path, compile=False, safe_mode=True)
    return {"parameters": network.count_params(), "flops": count_flops(network)}


def predictor(run: Run) -> Callable[[], Any]:
    """Return what a user waits for: one call of the network on one prepared frame."""
    rows, cols = run.release.manifest["input_size"]
    frame = np.zeros((1, rows, cols, 1), dtype=np.float32)
    return lambda: predict(run.release, frame)


def time_by_turns(
    calls: Sequence[Callable[[], Any]], clock: Callable[[], float] = time.perf_counter
) -> list[dict[str, float]]:
    """Time calls in turns, so that a busy moment of the machine hits all of them.

    Args:
        calls: What to time; the first is what the others are compared with.
        clock: Seconds.

    Returns:
        Per call the median milliseconds, and the median over the rounds of its time divided by the
        first one's.
    """
    for call in calls:
        call()  # loads and compiles
    rounds = [[timed(call, clock) for call in calls] for _ in range(ROUNDS)]
    return [
        {
            "milliseconds": round(1000 * statistics.median(times), 2),
            "ratio": round(
                statistics.median(own / turn[0] for own, turn in zip(times, rounds, strict=True)), 2
            ),
        }
        for times in zip(*rounds, strict=True)
    ]


def timed(call: Callable[[], Any], clock: Callable[[], float]) -> float:
    """Return the seconds of one call."""
    start = clock()
    call()
    return clock() - start
