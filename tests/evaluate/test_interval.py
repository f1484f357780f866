"""Means and their intervals by group."""

import math

import numpy as np
import pytest

from usseg.evaluate.interval import mean_with_interval


def test_mean_and_counts_leave_out_cases_without_a_score():
    result = mean_with_interval([1.0, math.nan, 0.5, math.nan], ["a", "b", "a", "c"])
    assert (result["mean"], result["images"], result["groups"]) == (0.75, 2, 1)


def test_no_score_at_all_is_none_not_zero():
    assert mean_with_interval([math.nan], ["a"])["mean"] is None


def test_fewer_than_three_groups_have_no_interval():
    result = mean_with_interval([0.1, 0.9, 0.4], ["a", "a", "b"])
    assert (result["low"], result["high"]) == (None, None)


def test_equal_values_have_an_interval_of_no_width():
    result = mean_with_interval([0.7] * 9, list("abcabcabc"))
    assert (result["low"], result["high"]) == (0.7, 0.7)


def test_one_case_per_group_gives_the_normal_interval_of_a_mean():
    values = np.random.default_rng(0).normal(0.8, 0.1, 400)
    result = mean_with_interval(values, [str(index) for index in range(400)])
    half = 1.96 * values.std() / math.sqrt(400)
    assert result["low"] == pytest.approx(values.mean() - half, abs=0.003)
    assert result["high"] == pytest.approx(values.mean() + half, abs=0.003)


def test_copies_of_a_case_in_its_group_do_not_narrow_the_interval():
    values = np.random.default_rng(1).normal(0.8, 0.1, 40)
    groups = [str(index) for index in range(40)]
    once = mean_with_interval(values, groups)
    tenfold = mean_with_interval(np.repeat(values, 10), np.repeat(groups, 10))
    assert tenfold["high"] - tenfold["low"] == pytest.approx(once["high"] - once["low"], rel=0.02)
    apart = mean_with_interval(np.repeat(values, 10), [str(index) for index in range(400)])
    assert apart["high"] - apart["low"] < 0.5 * (once["high"] - once["low"])


def test_the_same_cases_give_the_same_interval():
    values = list(np.random.default_rng(2).random(30))
    groups = [str(index % 7) for index in range(30)]
    assert mean_with_interval(values, groups) == mean_with_interval(values, groups)
