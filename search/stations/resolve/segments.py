"""Which stations hold a house, a whole street, a whole settlement: statements of all decisions, by tiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from search.stations.enums import PrecinctKind
from search.stations.houses import Basis, House, Segment, held_by
from search.stations.models import Precinct, StreetSegment
from search.stations.resolve.places import Place

# Of streets without a house: stations that are looked at.
MOST_ROWS = 400


@dataclass(slots=True)
class Extent:
    """The stations of a street or of a settlement."""

    precincts: list[int]
    # Why all of it is one station's, or None.
    basis: Basis | None = None
    # Not all statements were read: stations may be missing, and nothing is sure to be all one's.
    is_cut: bool = False


def holders(places: Sequence[Place], house: House) -> list[dict[int, Basis]]:
    """For each street the stations that hold a house on the best basis met: several if decisions disagree. Two queries.

    Every decision's own exceptions count against its own statements, on the street and on the whole settlement.
    """
    number = house.number
    about = Q(start_house_number=None) | (
        Q(start_house_number__lte=number) & (Q(end_house_number=None) | Q(end_house_number__gte=number))
    )
    streets: dict[int, dict[int, list[Segment]]] = defaultdict(lambda: defaultdict(list))
    rows = StreetSegment.objects.filter(about, street_id__in=[place.street.pk for place in places if place.street])
    for row in rows.order_by("pk"):
        streets[row.street_id or 0][row.precinct_id].append(row.segment)
    wide = _wide(places)
    found = []
    for place in places:
        own = streets[place.street.pk if place.street else 0]
        everywhere = wide[place.settlement.pk]
        statements = {pk: [*own.get(pk, ()), *everywhere.get(pk, ())] for pk in (*own, *everywhere)}
        found.append(_best({pk: held_by(segments, house) for pk, segments in statements.items()}))
    return found


def _wide(places: Iterable[Place]) -> dict[int, dict[int, list[Segment]]]:
    """The statements about whole settlements, by settlement and station."""
    wide: dict[int, dict[int, list[Segment]]] = defaultdict(dict)
    rows = StreetSegment.objects.filter(settlement_id__in={place.settlement.pk for place in places}, street=None)
    for row in rows.order_by("pk"):
        wide[row.settlement_id].setdefault(row.precinct_id, []).append(row.segment)
    return wide


def _best(held: dict[int, Basis | None]) -> dict[int, Basis]:
    least = min((basis.rank for basis in held.values() if basis), default=None)
    return {pk: basis for pk, basis in held.items() if basis is not None and basis.rank == least}


class _Part(NamedTuple):
    """That a station has some, or all, of a street; or an exception from what it has."""

    precinct: int
    is_whole: bool
    is_exclusion: bool


def extents(places: Sequence[Place]) -> list[Extent]:
    """For each street, or settlement alone, its stations, and why it is all one's, if it is. At most three queries."""
    streets, is_cut_in_streets = _parts("street_id", {place.street.pk for place in places if place.street})
    alone, is_cut_alone = _parts("street__settlement_id", {place.settlement.pk for place in places if not place.street})
    wide = _wide(places)
    found = []
    for place in places:
        everywhere = set(wide[place.settlement.pk])
        if place.street:
            extent = _extent_of_street(streets[place.street.pk], everywhere)
            is_cut = is_cut_in_streets
        else:
            extent = _extent_of_settlement(alone[place.settlement.pk], everywhere)
            is_cut = is_cut_alone
        found.append(Extent(extent.precincts, None, is_cut=True) if is_cut else extent)
    return found


def _parts(column: str, keys: Collection[int]) -> tuple[dict[int, set[_Part]], bool]:
    """The parts of streets that stations have, by a column, and whether there are more."""
    parts: dict[int, set[_Part]] = defaultdict(set)
    if not keys:
        return parts, False
    rows = StreetSegment.objects.filter(**{f"{column}__in": keys}).order_by().distinct()
    columns = rows.values_list(column, "precinct_id", "includes_all_addresses", "is_exclusion")
    found = list(columns[: MOST_ROWS + 1])
    for key, *part in found[:MOST_ROWS]:
        parts[key].add(_Part(*part))
    return parts, len(found) > MOST_ROWS


def _extent_of_street(parts: set[_Part], wide: set[int]) -> Extent:
    """A statement about all of a street outranks those about the settlement, which have what is left of others."""
    own = {part.precinct for part in parts if not part.is_exclusion}
    has_exceptions = any(part.is_exclusion for part in parts)
    if len(own) == 1 and not has_exceptions and any(part.is_whole for part in parts):
        return Extent(sorted(own), Basis.STREET)
    precincts = sorted(own | wide)
    return Extent(precincts, Basis.SETTLEMENT if len(precincts) == 1 and wide and not has_exceptions else None)


def _extent_of_settlement(parts: set[_Part], wide: set[int]) -> Extent:
    precincts = sorted({part.precinct for part in parts if not part.is_exclusion} | wide)
    has_exceptions = any(part.is_exclusion for part in parts)
    return Extent(precincts, Basis.SETTLEMENT if len(precincts) == 1 and wide and not has_exceptions else None)


def stations_abroad(places: Sequence[Place]) -> list[tuple[Place, int]]:
    """The stations abroad in some settlements, by place. One query."""
    by_settlement = {place.settlement.pk: place for place in places if not place.street}
    abroad = Precinct.objects.filter(locality__in=by_settlement, kind=PrecinctKind.ABROAD)
    found = abroad.order_by("pk").values_list("locality", "pk")
    return [(by_settlement[locality], pk) for locality, pk in found]
