"""Every check has a row that must fail it, and says where and what."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from search.stations.houses import Reason
from search.stations.imports import Code, publish, reading
from search.stations.imports.findings import FileRefused, Severity
from search.stations.imports.messages import ERRORS, REASONS, WARNINGS
from search.stations.models import DatasetVersion, Precinct
from tests.factories.elections import election
from tests.factories.people import user
from tests.search.stations.import_cases import GOOD, HEADER, REFUSED_FILES, ROWS, TOGETHER
from tests.search.stations.importing import codes, other, segment, station, text


def found(staged, code):
    return [finding for finding in staged.findings.listed if finding.code == code]


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 2_000)
    monkeypatch.setattr(reading, "MOST_ROWS", 1)


@pytest.mark.parametrize(("code", "content", "row"), REFUSED_FILES)
def test_a_file_that_can_t_be_trusted_is_refused(files, code, content, row):
    staged = files.stage(content)
    assert codes(staged) == [code]
    (finding,) = staged.findings.listed
    assert (finding.file, finding.row, finding.severity) == ("stations.csv", row, Severity.ERROR)
    assert staged.version is None
    assert not DatasetVersion.objects.exists()


def test_a_header_is_told_the_name_it_may_mean(files):
    (finding,) = files.stage(HEADER.replace("latitude", "latitud") + "\n").findings.listed
    assert (finding.column, finding.suggestion) == ("latitud", "latitude")
    assert "latitud" in finding.message


def test_a_file_with_too_many_bytes(files, small_limits):
    assert codes(files.stage(GOOD + " " * 2_000)) == ["file_too_large"]


def test_a_file_with_too_many_rows(files, small_limits):
    assert codes(files.stage(station(), other())) == ["too_many_rows"]


@pytest.mark.parametrize("row", ["1,2,3", "1," * 40])
def test_a_ragged_row(files, row):
    staged = files.stage(GOOD + row + "\n" + text([other()]).splitlines(keepends=True)[1])
    assert codes(staged) == ["ragged_row"]
    assert staged.findings.listed[0].row == 3
    assert staged.counts["stations"] == 2


@pytest.mark.parametrize(("code", "column", "changes"), ROWS)
def test_a_row_that_must_fail(files, code, column, changes):
    staged = files.stage(station(**changes))
    (finding, *_more) = found(staged, code)
    assert (finding.row, finding.column) == (2, column)
    assert (staged.version is None) == (code in ERRORS)


@pytest.mark.parametrize(("code", "file", "row", "column", "stations", "segments"), TOGETHER)
def test_rows_that_contradict_each_other(files, code, file, row, column, stations, segments):
    staged = files.stage(station(), *stations, segments=segments)
    places = [(finding.file, finding.row, finding.column) for finding in found(staged, code)]
    assert (file, row, column) in places
    assert (staged.version is None) == (code in ERRORS)
    assert not [code for code in codes(staged) if code in ERRORS] or code in ERRORS


def test_what_vanishes_from_the_published_version(files):
    first = files.stage(station(), other(region_code="12", region_name_kk="А", region_name_ru="А", settlement_code="5"))
    publish(first.version, user(), user())
    staged = files.stage(station())
    assert codes(staged) == ["stations_vanish", "region_vanishes"]
    assert found(staged, "stations_vanish")[0].params == {"count": 1, "total": 2}


def test_an_election_that_is_named_no_longer(files):
    publish(files.stage(election=election(days=[date(2026, 11, 20)])).version, user(), user())
    staged = files.stage()
    (finding,) = found(staged, "election_vanishes")
    assert finding.row is None
    assert staged.version is not None
    assert not found(files.stage(election=election(days=[date(2027, 1, 10)])), "election_vanishes")


@pytest.mark.parametrize(("hours", "is_told"), [("2026-11-20 07:00-20:00", False), ("2026-11-21 07:00-20:00", True)])
def test_hours_on_a_day_on_which_nobody_votes(files, hours, is_told):
    staged = files.stage(station(hours=hours), election=election(days=[date(2026, 11, 20)]))
    assert [(told.row, told.column) for told in found(staged, "no_voting_day")] == [(2, "hours")] * is_told
    assert not found(files.stage(station(hours=hours)), "no_voting_day")


def test_every_check_has_a_row_here():
    tested = {row[0] for table in (REFUSED_FILES, ROWS, TOGETHER) for row in table}
    tested |= {"file_too_large", "too_many_rows", "ragged_row", "region_vanishes", "stations_vanish"}
    tested |= {"election_vanishes", "no_voting_day"}
    assert tested == {str(code) for code in Code}


def test_every_code_and_every_reason_has_a_sentence():
    assert set(ERRORS) | set(WARNINGS) == set(Code)
    assert not set(ERRORS) & set(WARNINGS)
    assert set(REASONS) == set(Reason)


@pytest.mark.parametrize(("code", "column", "changes"), ROWS)
def test_every_sentence_can_be_said(files, code, column, changes):
    with translation.override("en"):
        for finding in files.stage(station(**changes)).findings.listed:
            assert finding.message
            assert "%(" not in finding.message


@pytest.mark.parametrize(
    ("changes", "suggestion"),
    [
        ({"number": "206.0"}, "206"),
        ({"number": "№ 206"}, "206"),
        ({"number": "0206"}, "206"),
        ({"latitude": "53,283333"}, "53.283333"),
        ({"latitude": "69.383333", "longitude": "53.283333"}, "53.283333, 69.383333"),
        ({"streets": "ул. Абая"}, "ул. Абая | all addresses"),
    ],
)
def test_a_correction_is_offered(files, changes, suggestion):
    assert suggestion in [finding.suggestion for finding in files.stage(station(**changes)).findings.listed]


def test_the_place_of_what_can_t_be_read_is_said(files):
    (finding,) = files.stage(station(streets="ул. Абая | 1, 3, кв")).findings.listed
    assert (finding.code, finding.params["position"]) == (Code.HOUSES_UNREADABLE, 7)


def test_all_errors_are_found_in_one_pass(files):
    staged = files.stage(
        station(number="x", latitude="x", streets="ул. Абая | 9-1\nул. Ауэзова | ?", phones="x"),
        other(zone="x", hours="x", has_ramp="x"),
        segments=[segment(), segment(number="2"), segment(number="9", houses="0")],
    )
    rows = ["number_unreadable", "coordinate_unreadable", "range_reversed", "houses_unreadable", "phone_odd"]
    rows += ["zone_unknown", "hours_unreadable", "yes_no_unreadable", "station_unknown", "houses_unreadable"]
    assert sorted(codes(staged)) == sorted([*rows, "station_unknown"])


@pytest.mark.parametrize(
    "streets",
    ["ул. Абая | 2-40 чёт.", "ул. Абая | 7", "ул. Абая | 37", "проспект Абая | 1-35", "ул. Абая | все дома"],
)
def test_what_is_no_conflict(files, streets):
    staged = files.stage(station(), other(streets=streets))
    assert codes(staged) == []
    assert Precinct.objects.count() == 2


def test_a_range_that_is_excepted_is_no_conflict(files):
    first = station(streets="ул. Абая | 1-35; кроме 11-15, 7")
    assert codes(files.stage(first, other(streets="ул. Абая | 11-15; 7"))) == []
    assert codes(files.stage(first, other(streets="ул. Абая | 11-16"))) == ["ranges_overlap"]


def test_findings_beyond_the_list_are_counted(files, monkeypatch):
    monkeypatch.setattr("search.stations.imports.findings.MOST_LISTED", 3)
    staged = files.stage(*(station(number=str(number), zone="x") for number in range(1, 9)))
    assert (staged.findings.errors, len(staged.findings.listed), staged.findings.not_listed > 0) == (8, 3, True)


def test_a_refusal_is_an_exception_of_its_own():
    assert FileRefused(Code.NO_ROWS).finding("a.csv").file == "a.csv"
