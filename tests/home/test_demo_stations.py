"""The demonstration's polling stations: made of their templates, imported without an error, good for every answer."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict

import pytest

from home.demo import directory
from home.demo.stations import load_stations
from search.stations.houses import parse_house
from search.stations.houses.sets import HouseSet
from search.stations.imports import published, stage
from search.stations.models import (
    AccessibilityInformation,
    CallCentre,
    DatasetVersion,
    PollingLocation,
    Precinct,
    PrecinctEvent,
    PrecinctNotice,
    PrecinctState,
    Street,
    StreetAlias,
    StreetSegment,
)
from tests.factories.people import user

TEXTS = tomllib.loads((directory.DATA / "directory.toml").read_text("utf-8"))


@pytest.fixture
def loaded(db):
    people = user(), user()
    load_stations(*people)
    return people


def test_the_files_are_made_of_their_templates(tmp_path):
    made = directory.directory()
    for path, rows in ((directory.STATIONS, made.stations), (directory.SEGMENTS, made.segments)):
        directory.write(tmp_path / path.name, rows)
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), "run: python -m home.demo.directory"


def test_nothing_but_what_is_known_to_lack(db):
    staged = stage(directory.STATIONS, directory.SEGMENTS, dry_run=True)
    assert set(staged.findings.by_code) == {"point_missing", "translation_missing"}
    assert staged.counts["stations"] == 600


def test_every_station_says_that_it_is_invented():
    said = TEXTS["texts"]["decision"]
    with directory.STATIONS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert {language: row[f"decision_{language}"] for language in said} == said


def test_two_people_publish_it_once(loaded):
    author, approver = loaded
    version = published()
    assert (version.staged_by, version.approved_by, version.status) == (author, approver, "published")
    load_stations(*loaded)
    assert DatasetVersion.objects.count() == 1
    assert (CallCentre.objects.count(), PrecinctState.objects.count(), PrecinctNotice.objects.count()) == (4, 2, 1)


def test_what_editors_did_is_in_the_history(loaded):
    assert sorted(PrecinctEvent.objects.values_list("action", flat=True)) == ["add_notice", "suspend"]


def test_what_an_editor_did_stays(loaded):
    PrecinctState.objects.update(status="open")
    CallCentre.objects.filter(region_code="11").update(phones="+7 000 000 99 99")
    load_stations(*loaded)
    assert not PrecinctState.objects.exclude(status="open").exists()
    assert CallCentre.objects.get(region_code="11").phones == "+7 000 000 99 99"


def test_editors_speak_of_stations_that_exist(loaded):
    uids = {*PrecinctState.objects.values_list("pk", flat=True)}
    uids |= {*PrecinctNotice.objects.values_list("precinct_uid", flat=True)}
    assert Precinct.objects.filter(uid__in=uids).count() == len(uids) == 2
    for state in PrecinctState.objects.all():
        state.full_clean()
    for row in [*CallCentre.objects.all(), *PrecinctNotice.objects.all()]:
        row.full_clean()


def test_no_telephone_is_real(loaded):
    numbers = {number for place in PollingLocation.objects.all() for number in place.phones}
    numbers |= {number for centre in CallCentre.objects.all() for number in centre.numbers}
    assert len(numbers) > 20
    assert all(number.startswith("+7 000 000 ") for number in numbers)


def sets():
    """What each station has of each street."""
    found = defaultdict(list)
    for row in StreetSegment.objects.exclude(street=None):
        found[row.street_id, row.precinct_id].append(row.segment)
    of_street = defaultdict(list)
    for (street, _precinct), segments in found.items():
        of_street[street].append(HouseSet.of(segments))
    return of_street


def test_there_is_something_for_every_answer(loaded):
    streets = sets()
    stations_of_house_1 = Counter(
        sum(bool(houses.holds(parse_house("1"))) for houses in shares) for shares in streets.values()
    )
    assert max(stations_of_house_1) == 1
    beyond = [all(not houses.holds(parse_house("99")) for houses in shares) for shares in streets.values()]
    assert 0.3 < sum(beyond) / len(beyond) < 0.9
    names = Counter((street.kind, street.name["ru"]) for street in Street.objects.all())
    assert max(names.values()) >= 13
    assert {alias.kind for alias in StreetAlias.objects.all()} == {"former", "project", "short"}
    assert StreetAlias.objects.filter(end_house_number=60).exists()
    assert {row.odd_even_both for row in StreetSegment.objects.all()} == {"odd", "even", "both"}
    assert StreetSegment.objects.filter(is_exclusion=True).exists()
    assert StreetSegment.objects.exclude(house_number_suffix="").exists()
    assert StreetSegment.objects.filter(includes_all_streets=True).count() > 20


def test_there_are_stations_of_every_sort(loaded):
    kinds = Counter(Precinct.objects.values_list("kind", flat=True))
    assert (kinds["abroad"], kinds["institution"], kinds["military"]) == (20, 26, 4)
    assert len(set(Precinct.objects.filter(kind="abroad").values_list("region__code", flat=True))) == 12
    assert Precinct.objects.filter(is_registering_no_fixed_residence=True).count() > 30
    places = Counter(Precinct.objects.values_list("polling_location", flat=True))
    assert set(places.values()) == {1, 2}
    assert 0 < AccessibilityInformation.objects.count() < len(places)
    assert PollingLocation.objects.filter(latitude=None).exists()
