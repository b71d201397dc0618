"""Houses and telephones as a voter reads them."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from search.stations.houses import parse_house
from search.stations.territories import house_in_words

HOUSES = [
    ("9 корп. 2", "9 корпус 2", "9 корп. 2", "9 korpus 2"),
    ("9А стр. 3", "9А стр. 3", "9А стр. 3", "9А structure 3"),
    ("5 блок 1", "5 блок 1", "5 блок 1", "5 block 1"),
    ("12/1", "12/1", "12/1", "12/1"),
    ("12К", "12К", "12К", "12К"),
    ("7", "7", "7", "7"),
]


@pytest.mark.parametrize(("typed", "kk", "ru", "en"), HOUSES)
def test_a_house_is_written_as_people_write_it(typed, kk, ru, en):
    for language, words in {"kk": kk, "ru": ru, "en": en}.items():
        with translation.override(language):
            assert house_in_words(parse_house(typed)) == words


@pytest.mark.parametrize("words", sorted({words for row in HOUSES for words in row[1:]}))
def test_what_is_shown_can_be_typed_again(words):
    with translation.override("ru"):
        assert house_in_words(parse_house(words)) in {row[2] for row in HOUSES}


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("+7 (000) 000-00-01", "tel:+70000000001"),
        ("1414", "tel:1414"),
        ("javascript:alert(1)", None),
        ("=cmd", None),
        ("+7 000 000 00 01 доб. 5", None),
    ],
)
def test_only_a_telephone_can_be_called(number, address):
    page = Template("{% load records %}{{ number|telephone }}").render(Context({"number": number}))
    assert number in page
    assert (f'href="{address}"' in page) if address else ("href" not in page)
