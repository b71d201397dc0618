"""What rows say about houses: lines of the cell `streets` of a station, and rows of the file of segments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.stations.houses import HouseSet, Reason, Refused, Segment, parse_houses
from search.stations.imports import cells
from search.stations.imports.messages import REASONS, Code
from search.stations.imports.reading import Row
from search.stations.imports.streets import Named

ALL_STREETS = Segment(includes_all_streets=True)
BETWEEN = "|"


class Said(NamedTuple):
    """Houses of one street; without a street, the whole settlement."""

    street: Named | None
    microdistrict: Named | None
    houses: HouseSet
    source_text: str


def in_cell(row: Row) -> Iterator[Said]:
    """The lines of the cell `streets`, each "street | houses" or the words for a whole settlement."""
    for line in row.cell("streets").splitlines():
        if not line.strip():
            continue
        name, found, houses = line.partition(BETWEEN)
        street = cells.one_line(name)
        if not found:
            if is_whole_settlement(line):
                yield Said(None, None, HouseSet.of([ALL_STREETS]), line.strip())
            else:
                row.found(Code.HOUSES_MISSING, "streets", line.strip(), f"{street} | all addresses")
        elif not street:
            row.found(Code.STREET_MISSING, "streets", line.strip())
        else:
            read = read_houses(row, "streets", houses)
            if read is not None and _is_of_street(row, "streets", read):
                yield Said(Named(street, {}), None, read, line.strip())


def in_row(row: Row) -> Said | None:
    """A row of the file of segments; None with a finding for one that can't be read."""
    texts = cells.texts(row, "street", 200)
    spelt, inside = cells.one_line(row.cell("street")), cells.one_line(row.cell("microdistrict"))
    street = Named(spelt or next(iter(texts.values()), ""), texts)
    microdistrict = Named(inside, {}) if inside else None
    if microdistrict and not street.text:
        street, microdistrict = microdistrict, None
    houses = read_houses(row, "houses", row.cell("houses"))
    if houses is None:
        return None
    source = row.cell("source_text") or " | ".join(filter(None, [inside, spelt, row.cell("houses")]))
    if street.text:
        return Said(street, microdistrict, houses, source) if _is_of_street(row, "houses", houses) else None
    if houses.segments != (ALL_STREETS,):
        row.found(Code.STREET_MISSING, "street", row.cell("houses"))
        return None
    return Said(None, None, houses, source)


def read_houses(row: Row, column: str, text: str) -> HouseSet | None:
    """The houses of a text; None with the reason and the place, counted from 1 and from the first that is written."""
    text = text.strip()
    if not text:
        row.found(Code.HOUSES_MISSING, column, text, "all addresses")
        return None
    try:
        return _parsed(text)
    except Refused as refused:
        is_reversed = refused.reason == Reason.RANGE_REVERSED
        code = Code.RANGE_REVERSED if is_reversed else Code.HOUSES_UNREADABLE
        row.found(code, column, text, position=refused.position + 1, reason=REASONS[refused.reason])
        return None


# Many streets have the same houses, and most of the time of an import goes into reading them.
_parsed = lru_cache(1 << 14)(parse_houses)


def is_whole_settlement(text: str) -> bool:
    try:
        return _parsed(text.strip()).segments == (ALL_STREETS,)
    except Refused:
        return False


def _is_of_street(row: Row, column: str, houses: HouseSet) -> bool:
    if any(segment.includes_all_streets for segment in houses.segments):
        row.found(Code.WHOLE_SETTLEMENT_ON_STREET, column, str(houses))
        return False
    return True
