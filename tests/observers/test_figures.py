"""Percentages add up, as far as rounding explains."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from observers.figures import Share, check, written


def shares(*percents, people=()):
    counts = [*people, *[None] * (len(percents) - len(people))]
    return [Share(Decimal(percent), count) for percent, count in zip(percents, counts, strict=True)]


GOOD = {
    "to the point": shares("46.2", "23.5", "9.8", "8.1", "12.4"),
    "one answer": shares("100"),
    "thirds": shares("33.3", "33.3", "33.3"),
    "whole per cent, rounded down": shares("33", "33", "33"),
    "whole per cent, rounded up": shares("17", "17", "17", "17", "17", "17"),
    "an answer that nobody gave": shares("100", "0"),
    "people and shares": shares("46.2", "41.4", "12.4", people=(739, 663, 198)),
    "people of one answer only": shares("46.2", "53.8", people=(739,)),
}
BAD = {
    "a missing answer": shares("46.2", "23.5", "9.8", "8.1"),
    "a digit too many": shares("462", "53.8"),
    "less than nothing": shares("-1", "101"),
    "more than rounding explains": shares("33.3", "33.3", "33.1"),
    "everything twice": shares("50", "50", "50", "50"),
    "people that are not the share": shares("46.2", "41.4", "12.4", people=(793, 663, 198)),
    "people that are not all": shares("46.2", "53.8", people=(739, 860)),
    "nothing at all": shares("0"),
}


@pytest.mark.parametrize("case", GOOD)
def test_figures_that_agree(case):
    check(GOOD[case], 1600, several_answers=False, weighted=False)


@pytest.mark.parametrize("case", BAD)
def test_figures_that_contradict(case):
    with pytest.raises(ValidationError):
        check(BAD[case], 1600, several_answers=False, weighted=False)


def test_several_answers_add_up_to_whatever_they_do():
    check(shares("80", "75"), 1600, several_answers=True, weighted=False)
    with pytest.raises(ValidationError):
        check(shares("80", "101"), 1600, several_answers=True, weighted=False)


def test_weighted_shares_are_not_those_of_people():
    wrong = shares("40", "60", people=(800, 800))
    check(wrong, 1600, several_answers=False, weighted=True)
    with pytest.raises(ValidationError):
        check(wrong, 1600, several_answers=False, weighted=False)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12).filter(any), st.integers(0, 2))
def test_what_was_counted_and_rounded_is_never_refused(counts, digits):
    asked, unit = sum(counts), Decimal(1).scaleb(-digits)
    rounded = [Share((Decimal(100) * count / asked).quantize(unit), count) for count in counts]
    # All that were rounded may happen to end in zeros: the unit that can be seen is then coarser, never finer.
    check(rounded, asked, several_answers=False, weighted=False)


@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [
        ("100.00", "en", "100"),
        ("46.20", "en", "46.2"),
        ("46.20", "ru", "46,2"),
        ("2.50", "kk", "2,5"),
        ("0", "ru", "0"),
    ],
)
def test_a_number_is_written_as_readers_do_and_without_idle_zeros(number, language, expected):
    with override(language):
        assert written(Decimal(number)) == expected
