"""What single cells say. Each function reports what it can't read and then answers as if the cell were empty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from zoneinfo import available_timezones

from django.conf import settings

from portal.i18n.texts import can_be_seen, languages
from search.stations.imports.columns import in_language, required_languages
from search.stations.imports.messages import Code
from search.stations.imports.reading import Row

UNIT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")
NUMBER = re.compile(r"[1-9][0-9]{0,5}[^\W\d_]?")
# What a spreadsheet or a writer makes of a number: 206.0, No. 206, 0206.
NEARLY_NUMBER = re.compile(r"\D{0,12}0*([1-9][0-9]{0,5})(?:[.,]0+)?")
COORDINATE = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")
# VIP's columns hold six decimals: a tenth of a metre.
SIXTH = Decimal("0.000001")
PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{3,28}[0-9]")
PHONE_DIGITS = range(5, 16)
HOURS = re.compile(r"(\d{4}-\d\d-\d\d)\s+(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)")
LINES = re.compile(r"[;\n]")
YES_NO = {"yes": True, "no": False}

Hours = tuple[date, time, time]
Point = tuple[Decimal | None, Decimal | None]


def texts(row: Row, name: str, longest: int, *, lines: bool = False) -> dict[str, str]:
    """The texts of a field in the languages that have one; `lines`: each on its own line as it was written."""
    found = {}
    for language in languages():
        column = in_language(name, language)
        cell = row.cell(column)
        said = "\n".join(map(one_line, cell.splitlines())) if lines else one_line(cell)
        if said and not can_be_seen(said):
            row.found(Code.CONTROL_CHARACTER, column, said, character=f"U+{ord(said[0]):04X}")
        elif len(said) > longest:
            row.found(Code.TEXT_TOO_LONG, column, said, length=len(said), limit=longest)
        elif said:
            found[language] = said
    return found


def note_all_missing(row: Row, name: str, found: Mapping[str, str]) -> None:
    """Report the languages in which a name is missing; one that can't be read has its finding already."""
    for language in languages():
        if language not in found and not row.cell(in_language(name, language)):
            note_missing(row, name, language)


def note_missing(row: Row, name: str, language: str) -> None:
    """A name is missing: an error in a required language, a warning in another one."""
    column = in_language(name, language)
    if language in required_languages():
        row.found(Code.NAME_MISSING, column)
    elif column in row.columns:
        row.found(Code.TRANSLATION_MISSING, column)


def one_line(text: str) -> str:
    """A text in composed Unicode, with single spaces. What a spreadsheet may take for a formula stays as it is."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unit_code(row: Row, column: str, *, needed: bool = False) -> str:
    code = row.cell(column)
    if (needed or code) and not UNIT_CODE.fullmatch(code):
        row.found(Code.CODE_UNREADABLE, column, code)
        return ""
    return code


def number(row: Row) -> str:
    """The number of a station, its letter in upper case."""
    said = row.cell("number").upper()
    if NUMBER.fullmatch(said):
        return said
    nearly = NEARLY_NUMBER.fullmatch(said)
    row.found(Code.NUMBER_UNREADABLE, "number", said, nearly[1] if nearly else "")
    return ""


def choice(row: Row, column: str, choices: Iterable[str]) -> str:
    said, known = row.cell(column).lower(), list(choices)
    if said and said not in known:
        row.found(Code.CHOICE_UNKNOWN, column, said, choices=", ".join(known))
        return ""
    return said


def yes_no(row: Row, column: str) -> bool | None:
    """None: nobody has said."""
    said = row.cell(column).lower()
    if said and said not in YES_NO:
        row.found(Code.YES_NO_UNREADABLE, column, said)
    return YES_NO.get(said)


def zone(row: Row) -> str:
    said = row.cell("zone")
    if said and said not in _zones():
        row.found(Code.ZONE_UNKNOWN, "zone", said)
        return ""
    return said


@cache
def _zones() -> frozenset[str]:
    """Zones of places: those without a stroke, such as EST, are abbreviations."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def point(row: Row, *, is_abroad: bool) -> Point:
    """Latitude and longitude in degrees, to six decimals; None twice where there is none."""
    latitude, longitude = _coordinate(row, "latitude"), _coordinate(row, "longitude")
    if latitude is None or longitude is None:
        if bool(row.cell("latitude")) != bool(row.cell("longitude")):
            row.found(Code.POINT_INCOMPLETE, "longitude" if row.cell("latitude") else "latitude")
        elif not row.cell("latitude"):
            row.found(Code.POINT_MISSING, "latitude")
        return None, None
    said, turned = f"{latitude}, {longitude}", f"{longitude}, {latitude}"
    in_range = abs(latitude) <= 90 and abs(longitude) <= 180
    if _is_inside(latitude, longitude) or (is_abroad and in_range):
        return latitude.quantize(SIXTH), longitude.quantize(SIXTH)
    if not is_abroad and _is_inside(longitude, latitude):
        row.found(Code.COORDINATES_SWAPPED, "latitude", said, turned)
    else:
        row.found(Code.POINT_OUTSIDE if in_range else Code.COORDINATE_OUT_OF_RANGE, "latitude", said)
    return None, None


def _coordinate(row: Row, column: str) -> Decimal | None:
    said = row.cell(column)
    if not said:
        return None
    if not COORDINATE.fullmatch(said):
        point_for_comma = said.replace(",", ".")
        row.found(
            Code.COORDINATE_UNREADABLE, column, said, point_for_comma if COORDINATE.fullmatch(point_for_comma) else ""
        )
        return None
    return Decimal(said)


def _is_inside(latitude: Decimal, longitude: Decimal) -> bool:
    """Whether a point is in the country's box (south, west, north, east); without a box every one on Earth is."""
    south, west, north, east = map(Decimal, settings.STATIONS_BOUNDS or (-90, -180, 90, 180))
    return south <= latitude <= north and west <= longitude <= east


def phones(row: Row) -> list[str]:
    """Telephones as they were written, also those that look odd."""
    found = [one_line(part) for part in re.split(r"[,;\n]", row.cell("phones")) if part.strip()]
    for phone in found:
        digits = sum(map(str.isdecimal, phone))
        if not PHONE.fullmatch(phone) or digits not in PHONE_DIGITS:
            row.found(Code.PHONE_ODD, "phones", phone)
    return found


def hours(row: Row, voting_days: Collection[date]) -> list[Hours]:
    """Civil dates, once each, with times by the wall clocks of the settlement; any date if no voting day is known."""
    found: dict[date, Hours] = {}
    for part in filter(str.strip, LINES.split(row.cell("hours"))):
        said = HOURS.fullmatch(part.strip())
        try:
            day, opens, closes = said.groups() if said else ("", "", "")
            parsed = date.fromisoformat(day), time.fromisoformat(opens), time.fromisoformat(closes)
        except ValueError:
            row.found(Code.HOURS_UNREADABLE, "hours", part)
            continue
        if parsed[2] <= parsed[1]:
            row.found(Code.HOURS_REVERSED, "hours", part)
        elif found.setdefault(parsed[0], parsed) != parsed:
            row.found(Code.HOURS_GIVEN_TWICE, "hours", part)
        elif voting_days and parsed[0] not in voting_days:
            row.found(Code.NO_VOTING_DAY, "hours", part)
    return list(found.values())
