"""Queries: what people write is understood, and what isn't certain stays open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.stations.normalise import normaliser
from search.stations.normalise.packs import Group
from search.stations.query import split_query
from search.stations.query.readings import LONGEST_QUERY, MOST_READINGS
from tests.search.stations.strategies import houses, texts
from tests.search.stations.tables import rows

NAMES = sorted({name for row in rows("spellings", "same") for name in row if not re.search(r"\d", name)})
WORDS = [word for query, _ in rows("queries", "first") for word in query.split()]
pieces = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def shown(reading):
    places = [f"{part.group or '?'}:{' '.join(part.words)}" for part in reading.parts]
    house = [f"house={reading.house}"] if reading.house else []
    station = [f"station={reading.station}"] if reading.station else []
    venue = [f"venue={reading.venue} {reading.venue_number}".strip()] if reading.venue else []
    return " ".join([*places, *house, *station, *venue])


@pytest.mark.parametrize(("query", "reading"), rows("queries", "first"))
def test_the_likeliest_reading_comes_first(query, reading):
    assert shown(split_query(query)[0]) == reading


@pytest.mark.parametrize(("query", "reading"), rows("queries", "also"))
def test_other_readings_are_kept(query, reading):
    assert reading in map(shown, split_query(query)[1:])


@pytest.mark.parametrize("query", rows("queries", "no_house"))
def test_no_house_is_read_where_none_is_certain(query):
    assert [reading.house for reading in split_query(query) if reading.house] == []


@pytest.mark.parametrize(("query", "house"), rows("queries", "never"))
def test_a_flat_a_range_and_half_a_house_are_no_house(query, house):
    assert house not in [str(reading.house) for reading in split_query(query)]


@given(texts | pieces | st.text(max_size=LONGEST_QUERY + 20))
def test_any_text_has_a_few_readings(text):
    readings = split_query(text)
    assert len(readings) <= MOST_READINGS
    assert len(set(readings)) == len(readings)
    for reading in readings:
        assert reading.parts or reading.station or reading.venue
        assert all(part.words for part in reading.parts)
        assert len(reading.words) <= 2 * len(text)


@given(pieces)
def test_numbers_are_those_of_the_query(text):
    numbers = re.findall(r"\d+", text)
    for reading in split_query(text):
        said = re.findall(r"\d+", f"{reading.house or ''} {' '.join(reading.words)} {reading.venue_number}")
        assert set(said) <= set(numbers)


@given(st.sampled_from(NAMES), houses, st.sampled_from(rows("queries", "shapes")))
def test_an_address_is_read_as_it_was_written(name, house, shape):
    ours = normaliser()
    readings = split_query(shape.format(name=name, house=house))
    found = [reading for reading in readings if reading.house == house]
    assert any(ours.keys_of(reading.words) == ours.keys(name) for reading in found)
    assert all("77777" not in shown(reading) for reading in readings)


def test_words_to_look_up_leave_districts_out():
    (reading, *_) = split_query(rows("queries", "with_district")[0])
    assert reading.words == ("\u0430\u043b\u043c\u0430\u0442\u044b", "\u0430\u0431\u0430\u044f")
    assert reading.street == reading.named(Group.STREET)
    assert reading.named(Group.DISTRICT).kind == "district"
    assert reading.named(Group.REGION) is None


def test_what_is_too_long_is_no_question():
    assert split_query("\u0430" * (LONGEST_QUERY + 1)) == ()
    assert split_query("1 " * 5_000) == ()
    assert split_query("1, " * 50) == ()


def test_a_commission_s_own_languages_read_its_queries():
    english = normaliser("en")
    assert shown(split_query("12 Abay street", english)[0]) == "street:abay house=12"
    assert shown(split_query("\u0443\u043b 12", english)[0]) == "?:\u0443\u043b house=12"
