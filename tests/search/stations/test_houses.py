"""One house: what people write, what is refused, and the order of houses."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.stations.houses import HIGHEST_NUMBER, House, Reason, Refused, house_at, parse_house
from search.stations.houses.values import LONGEST_SORT_KEY, LONGEST_SUFFIX
from search.stations.houses.words import HOUSE_LETTERS
from tests.search.stations.strategies import houses, texts
from tests.search.stations.tables import rows


@pytest.mark.parametrize(("text", "canonical"), rows("houses", "one"))
def test_a_house_has_one_spelling(text, canonical):
    assert str(parse_house(text)) == canonical


@pytest.mark.parametrize(("text", "reason", "position"), rows("houses", "refused"))
def test_what_is_no_house_is_refused(text, reason, position):
    with pytest.raises(Refused) as refused:
        parse_house(text)
    assert (refused.value.reason, refused.value.position) == (Reason(reason), position)


def test_long_input_is_refused_unread():
    for text in ("1" * 10_000, "1/" * 5_000, "12 " + "(" * 10_000):
        with pytest.raises(Refused, match=Reason.TOO_LONG):
            parse_house(text)


def test_houses_stand_in_their_order():
    ordered = [parse_house(text) for text in rows("houses", "sorted")]
    assert sorted(set(ordered)) == ordered
    assert all(before < after and before.sort_key < after.sort_key for before, after in pairwise(ordered))


@pytest.mark.parametrize(
    "suffix", ["\u0430", "A", "-", "/", "/0", "/01", "\u0410\u0411", "\u0410-\u0411", "\u0410-", " ", "1", "\u041b5-"]
)
def test_a_suffix_is_canonical(suffix):
    with pytest.raises(Refused, match=Reason.SUFFIX_NOT_CANONICAL):
        House(12, suffix)


@given(houses)
def test_a_house_reads_as_it_is_written(house):
    assert parse_house(str(house)) == house
    assert parse_house(f" {str(house).lower()} ") == house
    assert parse_house(str(house.base)) == house.base


@given(houses, houses)
def test_keys_order_houses_and_tell_them_apart(one, other):
    assert (one == other) == (one.sort_key == other.sort_key)
    assert (one < other) == (_order(one) < _order(other))
    assert (one <= other) != (one > other)
    assert one.sort_key.isdecimal()
    assert len(one.sort_key) <= LONGEST_SORT_KEY


def _order(house):
    """By the number, then sign by sign: letters before numbers that cling to them before fractions."""
    signs = re.findall(r"/\d+|\d+|[^\d/-]", house.suffix)
    kinds = [(3, int(x[1:])) if x[0] == "/" else (2, int(x)) if x.isdecimal() else (1, ord(x)) for x in signs]
    return house.number, kinds


@given(texts)
def test_any_text_is_a_house_or_refused(text):
    try:
        house = parse_house(text)
    except Refused as refused:
        assert 0 <= refused.position <= len(text)
    else:
        assert 1 <= house.number <= HIGHEST_NUMBER
        assert len(house.suffix) <= LONGEST_SUFFIX
        assert parse_house(str(house)) == house


@given(texts)
def test_a_number_is_never_corrected(text):
    """The digits of a house are those of the text, in their order."""
    try:
        house = parse_house(text)
    except Refused:
        return
    assert re.findall(r"\d+", str(house)) == re.findall(r"[0-9]+", re.sub("[\u00ad\u200b\u202a\u202c]", "", text))


@given(houses, st.sampled_from(["", ",", " ", ", ", ". ", " \u0410\u0431\u0430\u044f", "\u043a\u0432 5"]))
def test_a_house_is_found_at_the_beginning(house, rest):
    if house.suffix[-1:].isalpha() and rest[:1].isalpha():
        rest = f" {rest}"
    found = house_at(f"{house}{rest}")
    assert found == (house, len(str(house)))


@pytest.mark.parametrize(
    "text", ["12-14", "12 - 14", "12\u00b2", "12/", "12*", "\u0430\u0431\u0430\u044f", "", "012", "12\u00bd"]
)
def test_no_house_is_found_where_it_isn_t_certain(text):
    assert house_at(text) is None


def test_house_letters_are_no_look_alikes():
    assert set("ABCEHIKMOPTXY").isdisjoint(HOUSE_LETTERS)
    assert {"\u0410", "\u04d8", "\u0406", "D", "Z"} <= set(HOUSE_LETTERS)
    assert all(letter.isalpha() and letter == letter.upper() for letter in HOUSE_LETTERS)
