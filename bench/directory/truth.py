"""Whose a house is, by the rules of the directory, said once more.

The portal has its own code for this. Here it is written again on purpose, as plainly as possible.
"""

from __future__ import annotations

from collections.abc import Iterable

from bench.directory.rows import House, Place, Segment, Station, Street

# The number and its suffix, the number, a range, the whole street, the whole settlement: a smaller tier decides.
EXACT, NUMBER, RANGE, STREET, SETTLEMENT = range(5)


def stations_of(place: Place, street: Street, house: House) -> set[str]:
    """The uids of the stations that have a house: none, one, or several where the decisions overlap."""
    tiers: dict[str, int] = {}
    rows = [*street.segments, *place.whole]
    for station in _stations(rows):
        tier = _tier_of_station([row for row in rows if row.station is station], house)
        if tier is not None:
            tiers[station.uid] = tier
    best = min(tiers.values(), default=None)
    return {uid for uid, tier in tiers.items() if tier == best}


def tier_of(segment: Segment, house: House) -> int | None:
    """How specifically one statement speaks of a house; None: it doesn't."""
    if segment.all_streets:
        return SETTLEMENT
    if segment.all_addresses:
        return STREET
    start, end = segment.start or 1, segment.end
    if segment.suffix:
        return EXACT if (start, segment.suffix) == (house.number, house.suffix) else None
    is_within = start <= house.number and (end is None or house.number <= end)
    fits = segment.parity == "both" or (house.number % 2 == 1) == (segment.parity == "odd")
    if not (is_within and fits):
        return None
    if start == end:
        return NUMBER if house.suffix else EXACT
    return RANGE


def _tier_of_station(rows: Iterable[Segment], house: House) -> int | None:
    """The most specific statement that includes the house, unless one as specific or more excludes it."""
    included: int | None = None
    excluded: int | None = None
    for row in rows:
        tier = tier_of(row, house)
        if tier is None:
            continue
        if row.is_exclusion:
            excluded = tier if excluded is None else min(excluded, tier)
        else:
            included = tier if included is None else min(included, tier)
    if included is None or (excluded is not None and excluded <= included):
        return None
    return included


def _stations(rows: Iterable[Segment]) -> list[Station]:
    return list({row.station.uid: row.station for row in rows}.values())
