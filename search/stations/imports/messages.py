"""The sentences of the report. A code is a promise to scripts; its sentence is for people."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from search.stations.houses import Reason


class Code(StrEnum):
    """What may be found; the first group refuses a whole file."""

    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    NOT_UTF8 = "not_utf8"
    NUL_CHARACTER = "nul_character"
    CSV_BROKEN = "csv_broken"
    CELL_TOO_LONG = "cell_too_long"
    HEADER_EMPTY = "header_empty"
    HEADER_REPEATED = "header_repeated"
    HEADER_UNKNOWN = "header_unknown"
    HEADER_MISSING = "header_missing"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"

    RAGGED_ROW = "ragged_row"
    CONTROL_CHARACTER = "control_character"
    TEXT_TOO_LONG = "text_too_long"
    NAME_MISSING = "name_missing"
    CODE_UNREADABLE = "code_unreadable"
    UNIT_CONTRADICTED = "unit_contradicted"
    UNIT_UNKNOWN = "unit_unknown"
    STATION_UNKNOWN = "station_unknown"
    STATION_REPEATED = "station_repeated"
    NUMBER_UNREADABLE = "number_unreadable"
    LOCATION_MISSING = "location_missing"
    CHOICE_UNKNOWN = "choice_unknown"
    YES_NO_UNREADABLE = "yes_no_unreadable"
    ZONE_UNKNOWN = "zone_unknown"
    ZONE_MISSING = "zone_missing"
    COORDINATE_UNREADABLE = "coordinate_unreadable"
    COORDINATE_OUT_OF_RANGE = "coordinate_out_of_range"
    COORDINATES_SWAPPED = "coordinates_swapped"
    POINT_OUTSIDE = "point_outside"
    POINT_INCOMPLETE = "point_incomplete"
    HOURS_UNREADABLE = "hours_unreadable"
    HOURS_REVERSED = "hours_reversed"
    HOURS_GIVEN_TWICE = "hours_given_twice"
    STREET_MISSING = "street_missing"
    STREET_UNREADABLE = "street_unreadable"
    HOUSES_MISSING = "houses_missing"
    HOUSES_UNREADABLE = "houses_unreadable"
    RANGE_REVERSED = "range_reversed"
    WHOLE_SETTLEMENT_ON_STREET = "whole_settlement_on_street"
    ALIAS_UNREADABLE = "alias_unreadable"
    HOUSE_CLAIMED_TWICE = "house_claimed_twice"

    TRANSLATION_MISSING = "translation_missing"
    POINT_MISSING = "point_missing"
    PHONE_ODD = "phone_odd"
    NO_VOTING_DAY = "no_voting_day"
    STREET_NAMED_OTHERWISE = "street_named_otherwise"
    HOUSE_IN_OTHERS_RANGE = "house_in_others_range"
    RANGES_OVERLAP = "ranges_overlap"
    STREET_CLAIMED_TWICE = "street_claimed_twice"
    SETTLEMENT_CLAIMED_TWICE = "settlement_claimed_twice"
    NO_TERRITORY = "no_territory"
    SETTLEMENT_WITHOUT_STATION = "settlement_without_station"
    ELECTION_VANISHES = "election_vanishes"
    STATIONS_VANISH = "stations_vanish"
    REGION_VANISHES = "region_vanishes"


ERRORS: dict[Code, Any] = {
    Code.FILE_EMPTY: _("The file is empty."),
    Code.FILE_TOO_LARGE: _("The file has more than %(limit)s bytes."),
    Code.NOT_UTF8: _("The file isn't in UTF-8 (byte %(byte)s). Save it as “CSV UTF-8”."),
    Code.NUL_CHARACTER: _("The file has a NUL character: it is no text, or not in UTF-8."),
    Code.CSV_BROKEN: _("The file is no valid CSV from this row on: %(reason)s."),
    Code.CELL_TOO_LONG: _("A cell has more than %(limit)s characters. Is a quotation mark not closed?"),
    Code.HEADER_EMPTY: _("Column %(place)s has no name in the first row."),
    Code.HEADER_REPEATED: _("Two columns are called “%(column)s”."),
    Code.HEADER_UNKNOWN: _("No column is called “%(column)s”."),
    Code.HEADER_MISSING: _("The column “%(column)s” is missing."),
    Code.NO_ROWS: _("The file has no rows below its header."),
    Code.TOO_MANY_ROWS: _("The file has more than %(limit)s rows."),
    Code.RAGGED_ROW: _("The row has %(found)s cells where the header has %(expected)s."),
    Code.CONTROL_CHARACTER: _("The cell has a character that can't be seen (%(character)s)."),
    Code.TEXT_TOO_LONG: _("The text has %(length)s characters; %(limit)s are allowed."),
    Code.NAME_MISSING: _("“%(column)s” is empty. A name is needed in this language."),
    Code.CODE_UNREADABLE: _("A code has 1 to 20 Latin letters, digits, dots or hyphens."),
    Code.UNIT_CONTRADICTED: _("Code %(unit)s is given otherwise in row %(other_row)s: %(known)s."),
    Code.UNIT_UNKNOWN: _("Nothing says what code %(unit)s is: no row names it."),
    Code.STATION_UNKNOWN: _("There is no station %(number)s in region %(region)s."),
    Code.STATION_REPEATED: _("Row %(other_row)s has a station of the same region, number and kind."),
    Code.NUMBER_UNREADABLE: _("The number of a station is 1 to 999999, with at most one letter after it."),
    Code.LOCATION_MISSING: _("The station has no location: neither a name nor an address."),
    Code.CHOICE_UNKNOWN: _("Only these are known here: %(choices)s."),
    Code.YES_NO_UNREADABLE: _("Only yes, no or nothing may stand here."),
    Code.ZONE_UNKNOWN: _("There is no such time zone. Give its IANA name, such as Asia/Almaty."),
    Code.ZONE_MISSING: _("A station abroad needs the time zone of its settlement."),
    Code.COORDINATE_UNREADABLE: _("A coordinate is in degrees with a decimal point, such as 43.238949."),
    Code.COORDINATE_OUT_OF_RANGE: _("A latitude lies between -90 and 90, a longitude between -180 and 180."),
    Code.COORDINATES_SWAPPED: _("Latitude and longitude are swapped."),
    Code.POINT_OUTSIDE: _("The point lies outside of the country."),
    Code.POINT_INCOMPLETE: _("A point needs both its latitude and its longitude."),
    Code.HOURS_UNREADABLE: _("Hours are written as 2026-11-20 07:00-20:00, several with semicolons."),
    Code.HOURS_REVERSED: _("Polls close after they open."),
    Code.HOURS_GIVEN_TWICE: _("The day is given twice, with other hours."),
    Code.STREET_MISSING: _("Which street? Only a whole settlement has none."),
    Code.STREET_UNREADABLE: _("This is no name of a street."),
    Code.HOUSES_MISSING: _("Which houses? Write “street | houses”; for all of them “street | all addresses”."),
    Code.HOUSES_UNREADABLE: _("The houses can't be read for certain, from character %(position)s on: %(reason)s."),
    Code.RANGE_REVERSED: _("The range ends before it begins, at character %(position)s."),
    Code.WHOLE_SETTLEMENT_ON_STREET: _("A whole settlement is given without a street, and nothing else beside it."),
    Code.ALIAS_UNREADABLE: _(
        "Other names are written as former: name; project: name; short: name; with houses as former 1-35: name."
    ),
    Code.HOUSE_CLAIMED_TWICE: _("House %(house)s of %(street)s is also listed at station %(other)s."),
}

WARNINGS: dict[Code, Any] = {
    Code.TRANSLATION_MISSING: _("“%(column)s” is empty: readers of this language see another one."),
    Code.POINT_MISSING: _("The station has no point on the map."),
    Code.PHONE_ODD: _("This doesn't look like a telephone number."),
    Code.NO_VOTING_DAY: _("Nobody votes on this day in the election that the stations are for: it isn't shown."),
    Code.STREET_NAMED_OTHERWISE: _("An earlier row names this street otherwise; its names are kept."),
    Code.HOUSE_IN_OTHERS_RANGE: _(
        "House %(house)s of %(street)s lies in a range of station %(other)s. Who lists the house has it."
    ),
    Code.RANGES_OVERLAP: _(
        "%(street)s: %(houses)s and %(other_houses)s of station %(other)s overlap. Voters there are shown both."
    ),
    Code.STREET_CLAIMED_TWICE: _("The whole of %(street)s is also given to station %(other)s."),
    Code.SETTLEMENT_CLAIMED_TWICE: _("The whole settlement is also given to station %(other)s."),
    Code.NO_TERRITORY: _("The station has no houses: no address leads to it."),
    Code.SETTLEMENT_WITHOUT_STATION: _("Settlement %(unit)s has no station for its territory."),
    Code.ELECTION_VANISHES: _(
        "The published stations are for the election %(slug)s, these for none: hours, calendar entries and times on "
        "cards leave every page. Name it with --election."
    ),
    Code.STATIONS_VANISH: _("%(count)s of %(total)s published stations are not in this import."),
    Code.REGION_VANISHES: _("Region %(region)s has %(count)s published stations and none in this import."),
}

REASONS: dict[Reason, Any] = {
    Reason.EMPTY: _("nothing is there"),
    Reason.TOO_LONG: _("the list is too long"),
    Reason.UNEXPECTED_CHARACTER: _("a character that stands in no list of houses"),
    Reason.UNKNOWN_WORD: _("a word that isn't known"),
    Reason.MISPLACED: _("this doesn't belong here"),
    Reason.NUMBER_MISSING: _("a number is missing"),
    Reason.NUMBER_IS_ZERO: _("there is no house 0"),
    Reason.LEADING_ZERO: _("a number begins with 0"),
    Reason.NUMBER_TOO_HIGH: _("the number is too high"),
    Reason.SUFFIX_NOT_CANONICAL: _("what follows the number can't be read"),
    Reason.SUFFIX_TOO_LONG: _("what follows the number is too long"),
    Reason.SUFFIX_ON_RANGE: _("a range has plain numbers; list houses with letters one by one"),
    Reason.RANGE_NOT_HOUSE: _("a range where one house is expected"),
    Reason.RANGE_REVERSED: _("the range ends before it begins"),
    Reason.RANGE_LIKE_BUILDING: _("a range of one number; write a building as 1/2"),
    Reason.RANGES_OVERLAP: _("ranges overlap; say which is odd and which is even"),
    Reason.RANGE_HOLDS_NOTHING: _("the range holds no such number"),
    Reason.SEGMENT_INCONSISTENT: _("this says two things at once"),
    Reason.PARITY_CONTRADICTED: _("the number is not of this side"),
    Reason.PARITY_AMBIGUOUS: _("it isn't certain which range is odd or even"),
    Reason.EXCLUDES_NOTHING: _("the exception takes nothing away"),
    Reason.EXCLUSION_AMBIGUOUS: _("it isn't certain what is excepted"),
    Reason.BRACKET_NOT_CLOSED: _("a bracket isn't closed"),
    Reason.SEPARATOR_MISSING: _("a comma is missing"),
}
