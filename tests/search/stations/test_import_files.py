"""How files may be written, and that what they say is what is staged."""

from __future__ import annotations

import codecs
from datetime import date, time
from decimal import Decimal

import pytest
from django.test import override_settings

from search.stations.houses import parse_house, parse_houses
from search.stations.houses.sets import HouseSet
from search.stations.imports import staging
from search.stations.models import (
    AccessibilityInformation,
    AdminUnit,
    HoursOpen,
    PollingLocation,
    Precinct,
    Street,
    StreetAlias,
    StreetSegment,
)
from tests.search.stations.importing import STATION, codes, other, segment, station, text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_encodings_and_delimiters(files, delimiter, start, ending):
    rows = [station(streets="ул. Абая | 1-35 нечётные; кроме 7\nул. Ауэзова | 1, 3")]
    staged = files.stage(start + text(rows, delimiter).replace("\r\n", ending).encode())
    assert codes(staged) == []
    assert StreetSegment.objects.count() == 4


def test_rows_are_counted_as_a_spreadsheet_does(files):
    """A cell of several lines is in one row; blank rows count."""
    first, second = station(streets="ул. Абая | 1\nул. Ауэзова | 1\n"), other(zone="x")
    lines = text([first, second]).splitlines(keepends=True)
    staged = files.stage("".join([*lines[:-1], "\r\n", "," * (len(STATION) - 1) + "\r\n", lines[-1]]))
    (finding,) = staged.findings.listed
    assert finding.row == 5
    assert (staged.files[0].rows, staged.files[0].blank_rows) == (2, 2)


def test_columns_in_any_order_and_case(files):
    row = dict(reversed(station().items()))
    assert codes(files.stage(text([row]).replace("region_code", " Region_Code ", 1))) == []


@override_settings(LANGUAGES=[("en", "English"), ("fr", "Français")], STATIONS_NOT_REQUIRED_IN=["fr"])
def test_another_commission_has_other_columns(files):
    assert "header_unknown" in codes(files.stage(station()))
    row = {name.replace("_kk", "_en"): value for name, value in STATION.items() if not name.endswith("_ru")}
    assert codes(files.stage(row)) == []
    assert codes(files.stage({**row, "location_name_fr": ""})) == ["translation_missing"]


@override_settings(STATIONS_BOUNDS=[])
def test_a_country_without_a_box_takes_every_point_on_earth(files):
    assert codes(files.stage(station(latitude="0", longitude="-179.5"))) == []
    assert codes(files.stage(station(latitude="191"))) == ["coordinate_out_of_range"]


FULL = {
    "district_code": "113",
    "district_name_kk": "Атбасар ауданы",
    "district_name_ru": "Атбасарский район",
    "rural_district_code": "1132",
    "rural_district_name_kk": "Мариновка ауылдық округі",
    "rural_district_name_ru": "Мариновский сельский округ",
    "number": "12а",
    "kind": "Territorial",
    "is_registering_no_fixed_residence": "YES",
    "location_name_en": "School No. 1",
    "directions_en": "From the square,\n  two streets on.",
    "hours": "2026-11-20 07:00-20:00; 2026-11-21 09:00–12:30",
    "phones": "+7 (000) 000-00-01; 0 0000 00-00-02",
    "has_ramp": "yes",
    "has_lift": "No",
    "accessibility_note_en": "The ramp is in the yard.",
    "territory_ru": "ул. Абая:  1-35\nул. Ауэзова",
    "decision_ru": "Решение № 1",
}


def test_everything_a_row_says_is_kept(files):
    assert codes(files.stage(station(**FULL))) == []
    precinct = Precinct.objects.get()
    assert (precinct.uid, precinct.number, precinct.kind) == ("11-12А-territorial", "12А", "territorial")
    assert precinct.is_registering_no_fixed_residence
    assert precinct.territory == {"ru": "ул. Абая: 1-35\nул. Ауэзова"}
    assert precinct.decision == {"ru": "Решение № 1"}
    place = precinct.polling_location
    assert place.name == {"kk": "№ 1 мектеп", "ru": "Школа № 1", "en": "School No. 1"}
    assert place.directions == {"en": "From the square, two streets on."}
    assert (place.latitude, place.longitude) == (Decimal("53.283333"), Decimal("69.383333"))
    assert (place.latlng_source, place.phones) == ("surveyed", ["+7 (000) 000-00-01", "0 0000 00-00-02"])
    known = AccessibilityInformation.objects.get()
    assert (known.polling_location, known.has_ramp, known.has_lift, known.has_braille) == (place, True, False, None)
    assert known.note == {"en": "The ramp is in the yard."}
    assert [(hours.date, hours.start_time, hours.end_time) for hours in HoursOpen.objects.all()] == [
        (date(2026, 11, 20), time(7), time(20)),
        (date(2026, 11, 21), time(9), time(12, 30)),
    ]


def test_units_form_a_tree(files):
    files.stage(station(**FULL))
    settlement = Precinct.objects.get().locality
    chain = []
    unit = settlement
    while unit is not None:
        chain.append((unit.level, unit.code, unit.kind, unit.zone))
        unit = unit.parent
    assert chain == [
        ("settlement", "111010000", "city", "Asia/Almaty"),
        ("rural_district", "1132", "", ""),
        ("district", "113", "", ""),
        ("region", "11", "", ""),
    ]
    assert settlement.name == {"kk": "Көкшетау", "ru": "Кокшетау"}


@pytest.mark.parametrize("at_once", [1, 100])
def test_a_unit_is_named_once(files, monkeypatch, at_once):
    monkeypatch.setattr(staging, "ROWS_AT_ONCE", at_once)
    nameless = dict.fromkeys(("region_name_kk", "region_name_ru", "settlement_name_kk", "settlement_name_ru"), "")
    assert codes(files.stage(station(**nameless), other(), other(number="3", streets="ул. 1 | 1", **nameless))) == []
    assert AdminUnit.objects.count() == 2
    assert [dict(unit.name) for unit in AdminUnit.objects.order_by("pk")] == [
        {"kk": "Ақмола облысы", "ru": "Акмолинская область"},
        {"kk": "Көкшетау", "ru": "Кокшетау"},
    ]


def test_abroad_the_region_is_a_country(files):
    row = station(
        kind="abroad", region_code="DE", settlement_code="DE-BER", latitude="52.5", longitude="13.4", streets="",
        zone="Europe/Berlin",
    )  # fmt: skip
    assert codes(files.stage(row)) == []
    precinct = Precinct.objects.get()
    assert (precinct.uid, precinct.region.level) == ("DE-1-abroad", "country")
    assert precinct.locality.parent == precinct.region


HOUSES = ["1-35 нечётные; кроме 7", "2-40 чёт.", "1, 3, 5/1, 7А", "все дома", "12 дробь 1, 3 корп. 2", "от 12 до конца"]


@pytest.mark.parametrize("houses", HOUSES)
@pytest.mark.parametrize("in_cell", [True, False])
def test_houses_are_what_the_grammar_reads(files, houses, in_cell):
    line = f"ул. Абая | {houses}"
    rows = [] if in_cell else [segment(street="ул. Абая", houses=houses, source_text=line)]
    assert codes(files.stage(station(streets=line if in_cell else "ул. 1 | 1"), segments=rows)) == []
    written = StreetSegment.objects.exclude(source_text="ул. 1 | 1")
    assert HouseSet.of(row.segment for row in written) == parse_houses(houses)
    assert {row.source_text for row in written} == {line}
    assert {row.source_row for row in written} == {2}


def test_a_whole_settlement(files):
    files.stage(station(streets="весь поселок"), segments=[segment(street="", houses="all streets")])
    assert [(row.street, row.includes_all_streets) for row in StreetSegment.objects.all()] == [(None, True)] * 2


def test_rows_mean_one_street_if_they_spell_it_alike(files):
    streets = "ул. Абая | 1\nулица Абая | 3\nАбая | 5\nпр. Абая | 7\nмкр. Абая | 9"
    assert codes(files.stage(station(streets=streets))) == []
    found = {street.name["ru"]: street.segments.count() for street in Street.objects.all()}
    assert found == {"ул. Абая": 3, "пр. Абая": 1, "мкр. Абая": 1}
    assert sorted(street.kind for street in Street.objects.all()) == ["avenue", "microdistrict", "street"]


def test_a_street_is_in_the_language_of_its_words(files):
    files.stage(station(streets="Абай көшесі | 1\nул. Ауэзова | 1\nАлатау | 1"))
    names = [dict(street.name) for street in Street.objects.order_by("pk")]
    assert names == [{"kk": "Абай көшесі"}, {"ru": "ул. Ауэзова"}, {"kk": "Алатау"}]


def test_names_may_come_after_the_street(files):
    names = {"street_kk": "Абай көшесі", "street_ru": "улица Абая"}
    assert codes(files.stage(station(), segments=[segment(street="ул. Абая", houses="37", **names)])) == []
    assert Street.objects.get().name == {"kk": "Абай көшесі", "ru": "улица Абая"}


def test_a_street_within_a_microdistrict(files):
    rows = [
        segment(street="ул. Достык", microdistrict="мкр. Самал"),
        segment(street="ул. Достык"),
        segment(street="", microdistrict="мкр. Самал", houses="11"),
    ]
    assert codes(files.stage(station(streets=""), segments=rows)) == []
    samal = Street.objects.get(kind="microdistrict")
    assert {street.microdistrict for street in Street.objects.filter(kind="street")} == {samal, None}
    assert samal.segments.get().start_house_number == 11


def test_aliases(files):
    aliases = "former: ул. Ленина; former 1-35: ул. Гагарина\nproject: А24; short -9: Жамбыла; former: ул. Ленина"
    assert codes(files.stage(segments=[segment(aliases=aliases), segment(houses="11", aliases=aliases)])) == []
    found = StreetAlias.objects.order_by("pk").values_list(
        "kind", "text", "language", "start_house_number", "end_house_number"
    )
    assert list(found) == [
        ("former", "ул. Ленина", "ru", None, None),
        ("former", "ул. Гагарина", "ru", 1, 35),
        ("project", "А24", "", None, None),
        ("short", "Жамбыла", "", None, 9),
    ]


def test_a_settlement_without_a_station_of_its_own(files):
    row = segment(
        street="", houses="all streets", settlement_code="5", settlement_name_kk="Ауыл", settlement_name_ru="Село",
        settlement_kind="village",
    )  # fmt: skip
    assert codes(files.stage(segments=[row])) == []
    village = AdminUnit.objects.get(code="5")
    assert (village.kind, village.parent.code) == ("village", "11")


def test_two_stations_in_one_building_share_it(files):
    files.stage(station(), station(number="2", streets="ул. 1 | 1"), other(number="3", streets="ул. 2 | 1"))
    assert PollingLocation.objects.count() == 2
    assert Precinct.objects.get(number="1").polling_location == Precinct.objects.get(number="2").polling_location


HOSTILE = ["=1+1", "+7", "-1", "@SUM(A1)", "<b>x</b>", "'; DROP TABLE x; --", "{{ 7*7 }}", "%(x)s %s", "🙂"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_spreadsheet_or_a_page_might_run_stays_text(files, hostile):
    row = station(location_name_ru=hostile, decision_ru=hostile)
    staged = files.stage(row, segments=[segment(source_text=hostile)])
    assert codes(staged) == []
    assert PollingLocation.objects.get().name["ru"] == hostile
    assert StreetSegment.objects.filter(source_text=hostile).exists()


@pytest.mark.parametrize("column", STATION)
@pytest.mark.parametrize("hostile", ["=cmd|' /C calc'!A0", "%(value)s", "\u202eabc", "0" * 5_000, "🙂🙂", '"', "٣"])
def test_any_cell_may_hold_anything(files, column, hostile):
    staged = files.stage(station(**{column: hostile}))
    for finding in staged.findings.listed:
        assert "\u202e" not in finding.value
        assert len(finding.value) <= 121
        assert finding.message
    assert codes(staged) or Precinct.objects.count() == 1


def test_names_are_composed_and_single_spaced(files):
    files.stage(station(location_name_ru="  Шко\u0301ла\u00a0 №\t1 ", location_name_kk="И\u0306"))
    assert PollingLocation.objects.get().name == {"ru": "Шко\u0301ла № 1", "kk": "Й"}


def test_a_house_finds_its_segment(files):
    files.stage(station(), other(streets="ул. Абая | 2-40 чёт., 7"))
    sets = {
        precinct.number: HouseSet.of(row.segment for row in precinct.segments.all())
        for precinct in Precinct.objects.all()
    }
    held = {number: bool(houses.holds(parse_house("7"))) for number, houses in sets.items()}
    assert held == {"1": False, "2": True}
