"""Every check has a row that must fail it, and says where and what."""

from __future__ import annotations

import pytest
from django.utils import translation

from search.stations.houses import Reason
from search.stations.imports import Code, publish, reading
from search.stations.imports.findings import FileRefused, Severity
from search.stations.imports.messages import ERRORS, REASONS, WARNINGS
from search.stations.models import DatasetVersion, Precinct
from tests.factories.people import user
from tests.search.stations.importing import STATION, codes, other, segment, station, text

GOOD = text([STATION])
HEADER = GOOD.splitlines()[0]

# Code, content of the file, row.
REFUSED_FILES = [
    ("file_empty", b"", None),
    ("header_empty", "\n", 1),
    ("header_empty", "  \n1,2\n", 1),
    ("header_empty", HEADER + ",\n", 1),
    ("header_repeated", HEADER + ",number\n", 1),
    ("header_repeated", HEADER + ",NUMBER \n", 1),
    ("header_unknown", HEADER + ",voters\n", 1),
    ("header_unknown", HEADER + ",location_name_de\n", 1),
    ("header_missing", GOOD.replace("number", "kind", 1), 1),
    ("header_missing", GOOD.replace("location_name_ru", "location_name_en", 1), 1),
    ("no_rows", HEADER, None),
    ("no_rows", HEADER + "\n,,,\n\n", None),
    ("not_utf8", GOOD.encode("windows-1251", "replace"), None),
    ("not_utf8", GOOD.encode("utf-16"), None),
    ("nul_character", HEADER.encode("utf-16-le"), None),
    ("nul_character", GOOD + "\0", None),
    ("csv_broken", GOOD + '"1"2,"\n', 3),
    ("csv_broken", GOOD + '1,"never closed\n', 3),
    ("cell_too_long", GOOD.replace("Asia/Almaty", "A" * 100_001), 2),
    ("cell_too_long", GOOD.replace("Asia/Almaty", "A" * 140_000), 2),
    ("cell_too_long", GOOD.replace("Asia/Almaty", "A" * 1_100_000), None),
    ("cell_too_long", HEADER + '\n"' + "a\n" * 70_000, 2),
]

# Code, column, value, changes of the one station; `@` stands for the row below a good one.
ROWS = [
    ("control_character", "location_name_ru", {"location_name_ru": "Школа \u202e1 №"}),
    ("control_character", "location_name_ru", {"location_name_ru": "\u200b\u2060"}),
    ("control_character", "streets", {"streets": "ул. Абая\x07 | 1"}),
    ("text_too_long", "address_line_kk", {"address_line_kk": "А" * 301}),
    ("text_too_long", "territory_ru", {"territory_ru": "А" * 20_001}),
    ("name_missing", "location_name_ru", {"location_name_ru": ""}),
    ("name_missing", "address_line_kk", {"address_line_kk": " \u00a0"}),
    ("name_missing", "region_name_kk", {"region_name_kk": ""}),
    ("name_missing", "settlement_name_ru", {"settlement_name_ru": ""}),
    ("translation_missing", "location_name_en", {"location_name_en": ""}),
    ("code_unreadable", "region_code", {"region_code": ""}),
    ("code_unreadable", "settlement_code", {"settlement_code": ""}),
    ("code_unreadable", "settlement_code", {"settlement_code": "1" * 21}),
    ("code_unreadable", "district_code", {"district_code": "Ақмола"}),
    ("unit_unknown", "region_code", {"region_name_kk": "", "region_name_ru": ""}),
    ("unit_unknown", "district_code", {"district_code": "112"}),
    ("unit_contradicted", "district_code", {"district_code": "11", "district_name_kk": "А", "district_name_ru": "А"}),
    ("number_unreadable", "number", {"number": ""}),
    ("number_unreadable", "number", {"number": "206.0"}),
    ("number_unreadable", "number", {"number": "№ 206"}),
    ("number_unreadable", "number", {"number": "0"}),
    ("number_unreadable", "number", {"number": "12/1"}),
    ("number_unreadable", "number", {"number": "1234567"}),
    (
        "location_missing",
        "location_name",
        dict.fromkeys(("location_name_kk", "location_name_ru", "address_line_kk", "address_line_ru"), ""),
    ),
    ("choice_unknown", "kind", {"kind": "mobile"}),
    ("choice_unknown", "settlement_kind", {"settlement_kind": "megapolis"}),
    ("choice_unknown", "latlng_source", {"latlng_source": "google"}),
    ("yes_no_unreadable", "has_ramp", {"has_ramp": "maybe"}),
    ("yes_no_unreadable", "is_registering_no_fixed_residence", {"is_registering_no_fixed_residence": "1"}),
    ("zone_unknown", "zone", {"zone": "Asia/Almaata"}),
    ("zone_unknown", "zone", {"zone": "EST"}),
    ("zone_missing", "zone", {"kind": "abroad", "zone": ""}),
    ("coordinate_unreadable", "latitude", {"latitude": "53,283333"}),
    ("coordinate_unreadable", "longitude", {"longitude": "NaN"}),
    ("coordinate_out_of_range", "latitude", {"latitude": "153.2"}),
    ("coordinate_out_of_range", "latitude", {"longitude": "269.3"}),
    ("coordinates_swapped", "latitude", {"latitude": "69.383333", "longitude": "53.283333"}),
    ("point_outside", "latitude", {"latitude": "0", "longitude": "0"}),
    ("point_incomplete", "longitude", {"longitude": ""}),
    ("point_missing", "latitude", {"latitude": "", "longitude": ""}),
    ("phone_odd", "phones", {"phones": "+7 000 000 00 01, ask the guard"}),
    ("phone_odd", "phones", {"phones": "1234"}),
    ("hours_unreadable", "hours", {"hours": "20.11.2026 07:00-20:00"}),
    ("hours_unreadable", "hours", {"hours": "2026-11-31 07:00-20:00"}),
    ("hours_unreadable", "hours", {"hours": "2026-11-20 07:00-25:00"}),
    ("hours_reversed", "hours", {"hours": "2026-11-20 20:00-07:00"}),
    ("hours_reversed", "hours", {"hours": "2026-11-20 07:00-20:00; 2026-11-21 07:00-07:00"}),
    ("street_missing", "streets", {"streets": " | 1-35"}),
    ("street_unreadable", "streets", {"streets": "--- | 1-35"}),
    ("street_unreadable", "streets", {"streets": "А" * 201 + " | 1-35"}),
    ("houses_missing", "streets", {"streets": "ул. Абая"}),
    ("houses_missing", "streets", {"streets": "ул. Абая |"}),
    ("houses_unreadable", "streets", {"streets": "ул. Абая | 1-35А"}),
    ("houses_unreadable", "streets", {"streets": "ул. Абая | 12.янв"}),
    ("houses_unreadable", "streets", {"streets": "ул. Абая | 59-161, 62-166"}),
    ("range_reversed", "streets", {"streets": "ул. Абая | 35-1"}),
    ("whole_settlement_on_street", "streets", {"streets": "ул. Абая | весь поселок"}),
    ("no_territory", "streets", {"streets": ""}),
]

# Code, file, row, column, stations after a good one, segments.
TOGETHER = [
    ("station_repeated", "stations.csv", 3, "number", [station()], []),
    ("station_repeated", "stations.csv", 3, "number", [other(number=" 1 ")], []),
    ("unit_contradicted", "stations.csv", 3, "region_code", [other(region_name_kk="Атырау облысы")], []),
    ("unit_contradicted", "stations.csv", 3, "settlement_code", [other(zone="Asia/Atyrau")], []),
    ("unit_contradicted", "stations.csv", 3, "settlement_code", [other(settlement_kind="village")], []),
    (
        *("unit_contradicted", "stations.csv", 3, "settlement_code"),
        [other(district_code="112", district_name_kk="Атбасар", district_name_ru="Атбасар")],
        [],
    ),
    ("station_unknown", "segments.csv", 2, "number", [], [segment(number="3")]),
    ("station_unknown", "segments.csv", 2, "number", [], [segment(region_code="12")]),
    ("station_unknown", "segments.csv", 2, "number", [], [segment(kind="military")]),
    ("unit_unknown", "segments.csv", 2, "settlement_code", [], [segment(settlement_code="999")]),
    ("code_unreadable", "segments.csv", 2, "settlement_code", [], [segment(settlement_code="")]),
    (
        "name_missing",
        "segments.csv",
        2,
        "settlement_name_ru",
        [],
        [segment(settlement_code="9", settlement_name_kk="А")],
    ),
    ("street_missing", "segments.csv", 2, "street", [], [segment(street="")]),
    ("houses_missing", "segments.csv", 2, "houses", [], [segment(houses="")]),
    ("range_reversed", "segments.csv", 2, "houses", [], [segment(houses="9-1")]),
    ("whole_settlement_on_street", "segments.csv", 2, "houses", [], [segment(houses="бүкіл ауыл")]),
    ("alias_unreadable", "segments.csv", 2, "aliases", [], [segment(aliases="ул. Ленина")]),
    ("alias_unreadable", "segments.csv", 2, "aliases", [], [segment(aliases="old: ул. Ленина")]),
    ("alias_unreadable", "segments.csv", 2, "aliases", [], [segment(aliases="former 0-9: ул. Ленина")]),
    ("range_reversed", "segments.csv", 2, "aliases", [], [segment(aliases="former 9-1: ул. Ленина")]),
    (
        "house_claimed_twice",
        "stations.csv",
        4,
        "houses",
        [other(streets="ул. Абая | 5"), other(number="3", streets="улица Абая | 1; 5")],
        [],
    ),
    (
        "house_claimed_twice",
        "segments.csv",
        3,
        "houses",
        [other()],
        [segment(houses="12А"), segment(number="2", houses="10, 12-A")],
    ),
    ("house_in_others_range", "stations.csv", 3, "houses", [other(streets="ул. Абая | 9")], []),
    ("house_in_others_range", "stations.csv", 3, "houses", [other(streets="ул. Абая | 9А")], []),
    ("ranges_overlap", "stations.csv", 3, "houses", [other(streets="ул. Абая | 30-40")], []),
    ("ranges_overlap", "stations.csv", 3, "houses", [other(streets="ул. Абая | нечетная сторона")], []),
    ("street_claimed_twice", "stations.csv", 4, "houses", [other(), other(number="3")], []),
    (
        "settlement_claimed_twice",
        "segments.csv",
        3,
        "houses",
        [other()],
        [segment(street="", houses="all streets"), segment(number="2", street="", houses="all streets")],
    ),
    (
        "street_named_otherwise",
        "segments.csv",
        3,
        "street",
        [],
        [segment(street_kk="Жамбыл көшесі"), segment(street_kk="Жамбылова көшесі", houses="11")],
    ),
    (
        *("settlement_without_station", "stations.csv", 3, "settlement_code"),
        [other(kind="institution", settlement_code="9", settlement_name_kk="А", settlement_name_ru="А", streets="")],
        [],
    ),
]


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


def test_every_check_has_a_row_here():
    tested = {row[0] for table in (REFUSED_FILES, ROWS, TOGETHER) for row in table}
    tested |= {"file_too_large", "too_many_rows", "ragged_row", "region_vanishes", "stations_vanish"}
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


def test_findings_beyond_the_list_are_counted(files, monkeypatch):
    monkeypatch.setattr("search.stations.imports.findings.MOST_LISTED", 3)
    staged = files.stage(*(station(number=str(number), zone="x") for number in range(1, 9)))
    assert (staged.findings.errors, len(staged.findings.listed), staged.findings.not_listed > 0) == (8, 3, True)


def test_a_refusal_is_an_exception_of_its_own():
    assert FileRefused(Code.NO_ROWS).finding("a.csv").file == "a.csv"
