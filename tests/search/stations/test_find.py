"""The finder on a small directory: each outcome, and what is never said."""

from __future__ import annotations

import json
import logging
from collections import Counter, defaultdict
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.stations.answers import Outcome
from search.stations.engines.embedded import EmbeddedIndex
from search.stations.houses import House, HouseSet, parse_houses
from search.stations.models import Precinct, PublishedVersion, StreetSegment
from search.stations.query import split_query
from search.stations.resolve import find
from tests.factories import stations
from tests.search.stations.tables import rows

# Of a whole answer, whatever was asked: six readings, exact and corrected, streets and buildings.
MOST_QUERIES = 60
# Of an address that is found as it stands.
ADDRESS_QUERIES = 12
HOSTILE = [*rows("answers", "hostile"), "1" * 10_000, "\u0430 " * 5_000, "\ud800 12"]


@pytest.fixture
def directory(db):
    return stations.world()


def understood(answer):
    shown = answer.shown
    parts = [shown.settlement, shown.street, shown.house]
    words = [part.name.get("kk") if hasattr(part, "name") else str(part or "") for part in parts]
    words += [str(shown.alias)] if shown.alias else []
    words += [shown.station] if shown.station else []
    words += ["corrected"] if shown.is_corrected else []
    return ", ".join(words)


def uids(answer):
    return {candidate.precinct.uid for candidate in answer.candidates}


def summary(query, language="kk"):
    answer = find(query, language)
    outcome = " ".join(filter(None, (answer.outcome, answer.basis)))
    return outcome, sorted(uids(answer)), understood(answer)


def test_what_is_answered(directory):
    wrong = []
    for query, outcome, stations_, said in rows("answers", "answers"):
        expected = (outcome, sorted(stations_.split()), said)
        if (found := summary(query)) != expected:
            wrong.append((query, found, expected))
    assert wrong == []


def test_whatever_is_typed_there_is_an_outcome(directory):
    for query in HOSTILE:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert find(query, "ru").outcome in Outcome
        assert len(asked) <= MOST_QUERIES, query


def test_an_address_costs_few_queries(directory, django_assert_max_num_queries):
    for query in rows("answers", "plain"):
        with django_assert_max_num_queries(ADDRESS_QUERIES):
            assert find(query, "kk").outcome == Outcome.RESOLVED


def _truth(table):
    """What the table's decisions say of each street's houses: `(street row, house, stations)`."""
    said = defaultdict(lambda: defaultdict(list))
    for station, place, houses_ in table["segments"]:
        said[place][station] += parse_houses(houses_).segments
    # Some houses of Gagarin street are another's today: rows of their own say what they get.
    for street in (row for row in table["streets"] if row[0] != "gagarin"):
        for house in [*map(House, range(1, 32)), House(99), House(12, "\u0410"), House(5, "/1")]:
            held = {}
            own, wide = dict(said[street[0]]), dict(said[f"@{street[1]}"])
            for station in {*own, *wide}:
                held[station] = HouseSet.of([*own.get(station, ()), *wide.get(station, ())]).holds(house)
            least = min((basis.rank for basis in held.values() if basis), default=None)
            yield street, house, {station for station, basis in held.items() if basis and basis.rank == least}


def test_no_clean_address_has_a_wrong_station(directory):
    """Of every street of the table, by its own names and its settlement's in each language: truth is the decisions'.

    Where a station is asserted it is the voter's; where several are shown, theirs is one of them; where two streets of
    a settlement share a name, the kind is said.
    """
    table = stations.table()
    units = {unit[0]: unit for unit in table["units"]}
    outcomes = Counter()
    for street, house, expected in _truth(table):
        place = house.number % 3
        answer = find(f"{units[street[1]][4 + place]}, {street[4 + place]}, {house}", "kk")
        outcomes[answer.outcome] += 1
        if answer.outcome == Outcome.RESOLVED:
            assert uids(answer) == expected, (street, house)
        elif answer.outcome == Outcome.AMBIGUOUS:
            assert expected <= uids(answer), (street, house)
        else:
            assert (answer.outcome, expected) == (Outcome.HOUSE_NOT_LISTED, set()), (street, house)
    assert outcomes[Outcome.RESOLVED] > outcomes[Outcome.HOUSE_NOT_LISTED] > 4 * outcomes[Outcome.AMBIGUOUS] > 0


def test_an_answer_is_complete(directory, django_assert_num_queries):
    """A page shows a candidate with no further question to the database."""
    answer = find(rows("answers", "plain")[0], "ru")
    with django_assert_num_queries(0):
        for one in answer.candidates:
            shown = [one.precinct, one.precinct.region, one.precinct.locality.parent, one.precinct.polling_location]
            assert all(map(str, [*shown, one.shown.settlement.parent.parent, one.shown.street.settlement]))


def test_a_house_is_never_corrected(directory):
    """Whatever number is asked for, with a mistake in the name or without, it is said back as it was written."""
    for pattern in rows("answers", "numbered"):
        for number in [*range(1, 60), 121, "12A", "7/2"]:
            house = str(number).replace("A", "\u0410")
            for reading in split_query(pattern.format(number)):
                answer = find(pattern.format(number), "kk")
                assert reading.house is None or str(answer.shown.house) == house
                assert {str(one.shown.house) for one in answer.candidates} <= {house}


def test_a_range_of_another_side_never_answers(directory):
    """Truth comes from the table: an even house of a street whose decision lists odd ones is nobody's."""
    pattern = rows("answers", "numbered")[0]
    for number in range(2, 50, 2):
        answer = find(pattern.format(number), "kk")
        assert (answer.outcome, uids(answer)) == (Outcome.RESOLVED, {"a102"})


def test_nothing_is_answered_before_a_version_is_published(db):
    stations.staged()
    for query in rows("answers", "plain"):
        assert find(query, "kk").outcome == Outcome.NOT_FOUND


def _other_stations(table):
    for row in table["precincts"]:
        row[0], row[1] = f"new-{row[0]}", f"9{row[1]}"
    for row in table["segments"]:
        row[0] = f"new-{row[0]}"


def test_a_staged_version_answers_nothing(directory):
    stations.staged(_other_stations)
    for query, *expected in rows("answers", "answers"):
        assert not any(uid.startswith("new-") for uid in uids(find(query, "kk"))), query
        assert summary(query)[0] == expected[0]


def test_an_answer_is_read_from_one_version(directory):
    """The pointer moves as soon as the answer has begun; the next answer is the new version's."""
    new = stations.staged(_other_stations)

    class Switching(EmbeddedIndex):
        def candidates(self, *args, **kwargs):
            stations.publish(new)
            return super().candidates(*args, **kwargs)

    query = rows("answers", "plain")[0]
    before, after = find(query, "kk", Switching()), find(query, "kk")
    assert PublishedVersion.objects.get().version == new
    assert {one.precinct.version_id for one in before.candidates} == {directory.pk}
    assert uids(after) == {f"new-{uid}" for uid in uids(before)}


def test_a_cut_list_is_never_certain(directory):
    """An engine that has more streets than it gives leaves every answer open."""
    from dataclasses import replace

    class Cut(EmbeddedIndex):
        def candidates(self, *args, **kwargs):
            return [replace(one, has_more=True) for one in super().candidates(*args, **kwargs)]

    for query in rows("answers", "plain"):
        answer = find(query, "kk", Cut())
        assert (answer.outcome, answer.has_more) == (Outcome.AMBIGUOUS, True)


def test_nothing_of_a_question_is_logged(directory, caplog):
    caplog.set_level(logging.DEBUG)
    for query in [*rows("answers", "plain"), *HOSTILE]:
        find(query, "kk")
    said = [record for record in caplog.records if record.name != "django.db.backends"]
    assert said == []


def test_candidates_come_in_the_reader_s_order(directory):
    def order(language):
        places = [str(one.precinct.locality.name[language]) for one in find("Абая 12", language).candidates]
        return list(dict.fromkeys(places))

    # By its code the Kazakh letter would stand behind all Russian ones.
    assert order("kk") == ["Алматы", "Қосшы", "Талғар"]
    assert order("ru") == ["Алматы", "Косшы", "Талгар"]
    assert order("en") == ["Almaty", "Kosshy", "Talgar"]


@pytest.mark.parametrize(("language", "venue"), rows("answers", "venues"))
def test_the_command_prints_one_object(directory, language, venue):
    out = StringIO()
    call_command("find_station", rows("answers", "plain")[0], "--lang", language, "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert list(said) == ["outcome", "basis", "understood", "stations", "ms"]
    assert (said["outcome"], said["basis"]) == ("resolved", "range")
    assert [(one["number"], one["venue"]) for one in said["stations"]] == [("201", venue)]
    assert list(said["stations"][0]) == ["number", "venue", "address"]
    assert said["understood"]["house"] == "12"
    assert 0 < said["ms"] < 10_000


def test_the_command_for_people(directory):
    out = StringIO()
    call_command("find_station", "", stdout=out)
    assert out.getvalue().startswith("not_found")
    call_command("find_station", rows("answers", "plain")[0], "--lang", "en", stdout=out)
    assert "resolved range" in out.getvalue()
    assert "School 12" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("find_station", "12", "--lang", "xx", stdout=out)


@pytest.mark.parametrize("query", ["с. Жамбыл, ул. Незнакомая 5", "с. Жамбыл, ул. Незнакомая"])
def test_a_settlement_of_many_stations_leaves_its_namesake_open(directory, query):
    """Whoever names a street that nobody knows may live in either village: neither is asserted."""
    wide = StreetSegment.objects.get(precinct__uid="t203", settlement__code="zhambyl-1")
    StreetSegment.objects.filter(pk=wide.pk).update(precinct=Precinct.objects.get(version=directory, uid="t201"))
    wide.pk = None
    wide.save()
    assert find(query, "kk").outcome == Outcome.AMBIGUOUS
