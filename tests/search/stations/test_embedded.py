"""The embedded engine and the dictionary that it looks names up in."""

from __future__ import annotations

import pytest

from search.stations.engines.build import build_index
from search.stations.engines.embedded import EmbeddedIndex
from search.stations.engines.splits import splits_of
from search.stations.models import IndexedName, NameKey, NameUse, SettlementUse, Street, UnitUse, VenueUse, WordKey
from search.stations.query import split_query
from tests.factories import stations
from tests.search.stations.tables import rows

MODELS = (IndexedName, NameKey, NameUse, SettlementUse, UnitUse, VenueUse, WordKey)


@pytest.fixture
def directory(db):
    return stations.world()


def candidates(query, version, limit=20, **options):
    (found,) = EmbeddedIndex().candidates(split_query(query)[:1], version.pk, limit, **options)
    return found


def test_an_index_is_made_anew(directory):
    before = [model.objects.count() for model in MODELS]
    counts = build_index(directory.pk)
    assert [model.objects.count() for model in MODELS] == before
    assert counts == {model.__name__: model.objects.count() for model in MODELS if model not in {NameKey, WordKey}}
    assert all(before)


def test_each_version_has_its_own_index(directory):
    other = stations.staged()
    counts = [NameKey.objects.filter(version=version).count() for version in (directory, other)]
    assert counts[0] == counts[1] == NameKey.objects.count() / 2
    assert IndexedName.objects.filter(version=other, uses__street__version=directory).count() == 0


def test_a_name_too_long_for_a_key_is_left_out(directory):
    street = Street.objects.first()
    street.name = {"ru": "\u044e" * 199}
    street.save()
    build_index(directory.pk)
    assert max(len(key) for key in NameKey.objects.values_list("key", flat=True)) <= 200


def test_the_better_spelling_comes_first(directory):
    found = candidates(rows("answers", "common")[0], directory).found
    assert found
    assert [one.is_strict for one in found] == sorted((one.is_strict for one in found), reverse=True)
    assert not any(one.is_corrected or one.names_settlement for one in found)


def test_the_kind_that_was_said_comes_first(directory):
    for query, kind in rows("answers", "kinds"):
        first = candidates(query, directory).found[0]
        assert Street.objects.get(pk=first.street_id).kind == kind


def test_no_more_than_asked_for(directory):
    found = candidates(rows("answers", "common")[0], directory, limit=2)
    assert (len(found.found), found.has_more) == (2, True)
    found = candidates(rows("answers", "common")[0], directory, limit=20)
    assert not found.has_more


def test_a_name_of_a_thousand_streets_costs_as_much(directory, django_assert_max_num_queries):
    street = Street.objects.get(name__ru=rows("answers", "lonely")[0])
    more = Street.objects.bulk_create(
        Street(version=directory, settlement=street.settlement, kind="street", name=street.name) for _ in range(1_000)
    )
    assert len(more) == 1_000
    build_index(directory.pk)
    with django_assert_max_num_queries(4):
        found = candidates(rows("answers", "lonely")[0], directory, limit=20)
    assert (len(found.found), found.has_more) == (20, True)


def test_letters_are_corrected_only_on_demand_and_never_twice(directory):
    (once, twice) = rows("answers", "mistaken")
    assert not candidates(once, directory, corrects=False).found
    (found,) = candidates(once, directory).found
    assert found.is_corrected
    assert not candidates(twice, directory).found


def test_every_word_is_somewhere():
    for query, *_rest in rows("answers", "answers"):
        for reading in split_query(query):
            for split in splits_of(reading):
                if not split.is_makeshift:
                    said = sorted([*split.street, *split.settlement, *split.around])
                    districts = [word for part in reading.parts if part.kind == "rural_district" for word in part.words]
                    assert said == sorted(word for word in reading.words if word not in districts)


@pytest.mark.parametrize(("prefix", "language", "text"), rows("answers", "suggested"))
def test_suggestions(directory, prefix, language, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        found = EmbeddedIndex().suggest(prefix, language, 5, directory.pk)
    assert found[0].text == text
    assert len({(one.text, one.kind) for one in found}) == len(found) <= 5


@pytest.mark.parametrize("prefix", rows("answers", "nothing_suggested"))
def test_nothing_to_suggest(directory, prefix):
    assert EmbeddedIndex().suggest(prefix, "ru", 5, directory.pk) == []


def test_names_used_most_are_suggested_first(directory):
    found = EmbeddedIndex().suggest(rows("answers", "suggested")[1][0], "ru", 10, directory.pk)
    assert [one.count for one in found] == sorted((one.count for one in found), reverse=True)


@pytest.mark.parametrize("prefix", [*rows("answers", "hostile"), "\u0430" * 10_000, "\ud800 12"])
def test_whatever_is_typed_is_suggested_or_not(directory, prefix, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert len(EmbeddedIndex().suggest(prefix, "ru", 5, directory.pk)) <= 5
