"""Waiting for answers that may never come, with a clock the test moves."""

import threading
import time

import pytest

from usseg.errors import WeightsError
from usseg.model.deadline import ABANDON_S, BUDGET_S, REMEMBER_S, within


class Hand:
    """A clock that shows what the test says, and a question that can be held up."""

    def __init__(self):
        self.now = 1000.0
        self.asked = 0
        self.gate = threading.Event()

    def clock(self) -> float:
        return self.now

    def ask(self) -> int:
        self.asked += 1
        number = self.asked
        self.gate.wait(timeout=10)
        return number

    def fail(self) -> int:
        self.asked += 1
        raise WeightsError("The Hub is on holiday.")

    def wait(self, ask, seconds: float) -> int:
        return within(self, ask, self.now + seconds, self.clock)


@pytest.fixture
def hand():
    hand = Hand()
    yield hand
    hand.gate.set()  # let the thread go


def test_answer_is_remembered_for_its_time_and_no_longer(hand):
    hand.gate.set()
    assert hand.wait(hand.ask, 5) == 1
    hand.now += REMEMBER_S - 1
    assert hand.wait(hand.ask, 5) == 1
    hand.now += 2
    assert hand.wait(hand.ask, 5) == 2


def test_failure_is_remembered_in_its_own_words(hand):
    for _ in range(2):
        with pytest.raises(WeightsError, match="on holiday"):
            hand.wait(hand.fail, 5)
    assert hand.asked == 1


def test_nobody_waits_past_the_deadline_and_the_answer_still_arrives(hand):
    started = time.monotonic()
    with pytest.raises(WeightsError, match="too slow"):
        hand.wait(hand.ask, 0.1)
    assert time.monotonic() - started < 2
    hand.gate.set()
    assert hand.wait(hand.ask, 5) == 1  # the same thread, asked once


def test_question_that_is_overdue_is_not_waited_for(hand):
    with pytest.raises(WeightsError, match="too slow"):
        hand.wait(hand.ask, 0.01)
    hand.now += BUDGET_S
    started = time.monotonic()
    with pytest.raises(WeightsError, match="too slow"):
        hand.wait(hand.ask, 5)
    assert time.monotonic() - started < 1
    assert hand.asked == 1


def test_thread_that_hangs_for_good_is_given_up(hand):
    with pytest.raises(WeightsError, match="too slow"):
        hand.wait(hand.ask, 0.01)
    hand.now += ABANDON_S + 1
    hand.gate.set()
    assert hand.wait(hand.ask, 5) == 2


def test_callers_at_the_same_time_share_one_question(hand):
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(hand.wait(hand.ask, 5))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    hand.gate.set()
    for thread in threads:
        thread.join()
    assert answers == [1] * 8


def test_defect_in_the_question_is_logged_and_a_sentence_for_the_caller(hand, monkeypatch):
    logged, arrived = [], threading.Event()
    monkeypatch.setattr(
        threading, "excepthook", lambda error: (logged.append(error.exc_type), arrived.set())
    )
    with pytest.raises(WeightsError, match="server's log says why"):
        hand.wait(lambda: 1 // 0, 5)
    assert arrived.wait(timeout=5)
    assert logged == [ZeroDivisionError]
