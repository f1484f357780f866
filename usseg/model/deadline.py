"""Wait a bounded time for a server that may never answer, and remember how asking it ended.

The Hub's client can block for minutes, so it runs in a daemon thread. A caller waits for that
thread only until a deadline; the thread goes on, so a slow download still reaches the cache and
serves a later request. Nobody asks the same thing twice at once, or again within `REMEMBER_S`.
"""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from usseg.errors import WeightsError

BUDGET_S = 8.0  # what one request may wait in all: under the page's 10 s, with room to predict
REMEMBER_S = 60.0  # an answer or a failure is not asked for again before
ABANDON_S = 900.0  # a thread that old hangs for good: the client's own retries end within 400 s

Answer = TypeVar("Answer")
Clock = Callable[[], float]


@dataclass
class Question:
    """One question to the Hub: when it was asked, and how it ended."""

    asked: float
    ended: float | None = None
    answer: Any = None
    failure: WeightsError | None = None
    done: threading.Event = field(default_factory=threading.Event)


_questions: dict[Hashable, Question] = {}
_lock = threading.Lock()


def within(
    key: Hashable, ask: Callable[[], Answer], until: float, clock: Clock = time.monotonic
) -> Answer:
    """Return the answer of `ask`, remembered or new, if it comes before a deadline.

    Args:
        key: What is asked; equal keys share one thread and one memory.
        ask: The question; may block for long; says what failed as a WeightsError.
        until: Deadline, in seconds of `clock`. A question older than `BUDGET_S` is not
            waited for at all: an earlier caller has paid that already.
        clock: Seconds, monotonic.

    Raises:
        WeightsError: It failed, now or within the last `REMEMBER_S`, or is not answered yet.
    """
    with _lock:
        question = _questions.get(key)
        if question is None or _stale(question, clock()):
            question = _questions[key] = Question(asked=clock())
            work = threading.Thread(
                target=_answer, args=(question, ask, clock), name="usseg-hub", daemon=True
            )
            work.start()
    question.done.wait(max(0.0, min(until, question.asked + BUDGET_S) - clock()))
    if not question.done.is_set():
        raise WeightsError("The Hub is too slow; what it still sends serves a later request.")
    if question.failure is not None:
        raise WeightsError(str(question.failure)) from question.failure
    return question.answer


def _stale(question: Question, now: float) -> bool:
    """Tell whether a question may be asked again."""
    if question.ended is None:
        return now - question.asked > ABANDON_S
    return now - question.ended > REMEMBER_S


def _answer(question: Question, ask: Callable[[], Any], clock: Clock) -> None:
    """Ask, and file the outcome. A defect ends in the log, and as a failure for the caller."""
    question.failure = WeightsError("Asking the Hub failed; the server's log says why.")
    try:
        question.answer = ask()
        question.failure = None
    except WeightsError as failure:
        question.failure = failure
    finally:
        question.ended = clock()
        question.done.set()
