"""Sets of houses: what decisions write, what is refused, and which houses a set holds."""

from __future__ import annotations

import pytest
from hypothesis import given

from search.stations.houses import Basis, House, HouseSet, Parity, Reason, Refused, Segment, parse_house, parse_houses
from tests.search.stations.strategies import near, sets, texts
from tests.search.stations.tables import rows


@pytest.mark.parametrize(("text", "canonical"), rows("sets", "sets"))
def test_a_set_has_one_spelling(text, canonical):
    assert str(parse_houses(text)) == canonical


@pytest.mark.parametrize(("text", "reason", "position"), rows("sets", "refused"))
def test_what_isn_t_certain_is_refused(text, reason, position):
    with pytest.raises(Refused) as refused:
        parse_houses(text)
    assert (refused.value.reason, refused.value.position) == (Reason(reason), position)


@pytest.mark.parametrize(("text", "house", "basis"), rows("sets", "holds"))
def test_the_most_specific_statement_decides(text, house, basis):
    assert parse_houses(text).holds(parse_house(house)) == (Basis(basis) if basis else None)


@pytest.mark.parametrize("text", ["1," * 3_000, "1" * 10_000, "(" * 10_000, "1(" * 5_000, "1 except " * 1_500])
def test_ten_kilobytes_are_refused_unread(text):
    with pytest.raises(Refused, match=Reason.TOO_LONG):
        parse_houses(text)


@pytest.mark.parametrize(
    "text",
    ["(" * 4_096, "1(" * 2_048, "1-" * 2_048, "7 except " * 400, "1-9 odd," * 500, "\u0434" * 4_096, "1" * 4_096],
)
def test_hostile_texts_end_in_an_answer(text):
    with pytest.raises(Refused) as refused:
        parse_houses(text)
    assert refused.value.position <= len(text)


def test_the_longest_list_is_read_whole():
    text = ",".join(f"{number}" for number in range(1, 900))
    assert len(parse_houses(text).segments) == 899


@given(sets)
def test_a_set_reads_as_it_is_written(houses):
    assert parse_houses(str(houses)) == houses


@given(sets)
def test_the_order_of_statements_changes_nothing(houses):
    assert HouseSet(tuple(reversed(houses.segments)) * 2) == houses


@given(texts)
def test_any_text_is_a_set_or_refused(text):
    try:
        houses = parse_houses(text)
    except Refused as refused:
        assert 0 <= refused.position <= len(text)
    else:
        assert parse_houses(str(houses)) == houses
        assert len(houses.segments) <= len(text)


@given(near)
def test_one_house_is_a_set_of_itself(house):
    assert parse_houses(str(house)) == HouseSet((Segment.of(house),))
    assert parse_houses(str(house)).holds(house) == Basis.EXACT


@given(sets, near)
def test_a_set_holds_what_its_statements_say(houses, house):
    assert houses.holds(house) == _held(houses, house)


def _held(houses: HouseSet, house: House) -> str | None:
    """The rule again, over lists of all the houses that each statement names, tier by tier."""
    tiers = [
        ("exact", lambda row: row.house == house),
        ("base", lambda row: row.house == House(house.number)),
        ("range", lambda row: row.house is None and house.number in _numbers(row)),
        ("street", lambda row: row.includes_all_addresses),
        ("settlement", lambda row: row.includes_all_streets),
    ]
    for basis, says in tiers:
        rows_of_tier = [row for row in houses.segments if says(row)]
        if any(row.is_exclusion for row in rows_of_tier):
            return None
        if rows_of_tier:
            return basis
    return None


def _numbers(row: Segment) -> set[int]:
    if row.start_house_number is None:
        return set()
    step = 1 if row.odd_even_both == Parity.BOTH else 2
    first = row.start_house_number
    if step == 2 and (first % 2 == 1) != (row.odd_even_both == Parity.ODD):
        first += 1
    return set(range(first, (row.end_house_number or 100_000) + 1, step))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, Reason.SEGMENT_INCONSISTENT),
        ({"end_house_number": 5}, Reason.SEGMENT_INCONSISTENT),
        ({"includes_all_addresses": True, "includes_all_streets": True}, Reason.SEGMENT_INCONSISTENT),
        ({"includes_all_addresses": True, "start_house_number": 1}, Reason.SEGMENT_INCONSISTENT),
        ({"includes_all_addresses": True, "odd_even_both": Parity.ODD}, Reason.SEGMENT_INCONSISTENT),
        ({"includes_all_streets": True, "is_exclusion": True}, Reason.SEGMENT_INCONSISTENT),
        ({"start_house_number": 5, "end_house_number": 5, "odd_even_both": Parity.ODD}, Reason.SEGMENT_INCONSISTENT),
        ({"start_house_number": 5, "end_house_number": 5, "odd_even_both": Parity.EVEN}, Reason.RANGE_HOLDS_NOTHING),
        ({"start_house_number": 5, "end_house_number": 4}, Reason.RANGE_REVERSED),
        ({"start_house_number": 1, "end_house_number": 5, "house_number_suffix": "/1"}, Reason.SUFFIX_ON_RANGE),
        ({"start_house_number": 1, "house_number_suffix": "/1"}, Reason.SUFFIX_ON_RANGE),
        ({"start_house_number": 0, "end_house_number": 5}, Reason.NUMBER_IS_ZERO),
        ({"start_house_number": 1, "end_house_number": 100_000}, Reason.NUMBER_TOO_HIGH),
        ({"start_house_number": 1, "end_house_number": 1, "house_number_suffix": "a"}, Reason.SUFFIX_NOT_CANONICAL),
    ],
)
def test_a_statement_that_says_nothing_or_two_things_is_refused(fields, reason):
    with pytest.raises(Refused, match=reason):
        Segment(**fields)


def test_a_set_without_statements_is_refused():
    with pytest.raises(Refused, match=Reason.EMPTY):
        HouseSet(())
