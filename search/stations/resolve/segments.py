"""Which stations hold a house, a whole street, a whole settlement: statements of all decisions, by tiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from search.stations.houses import Basis, House, Segment, held_by
from search.stations.models import StreetSegment
from search.stations.resolve.places import Place

# Of streets without a house: stations that are looked at.
MOST_ROWS = 400


@dataclass(slots=True)
class Extent:
    """The stations of a street or of a settlement."""

    precincts: list[int] = field(default_factory=list)
    # Why all of it is one station's, or None.
    basis: Basis | None = None


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


def extents(places: Sequence[Place]) -> list[Extent]:
    """For each street, or settlement alone, its stations, and why it is all one's, if it is. At most three queries."""
    rows: dict[tuple[str, int], set[tuple[int, bool, bool]]] = defaultdict(set)
    streets = [place.street.pk for place in places if place.street]
    alone = {place.settlement.pk for place in places if not place.street}
    columns = ("precinct_id", "includes_all_addresses", "is_exclusion")
    if streets:
        found = StreetSegment.objects.filter(street_id__in=streets).values_list("street_id", *columns)
        for street, *row in found.distinct().order_by()[:MOST_ROWS]:
            rows["street", street].add(tuple(row))
    if alone:
        found = StreetSegment.objects.filter(street__settlement_id__in=alone)
        for settlement, *row in found.values_list("street__settlement_id", *columns).distinct().order_by()[:MOST_ROWS]:
            rows["settlement", settlement].add(tuple(row))
    wide = _wide(places)
    return [
        _extent(rows["street", place.street.pk], set(wide[place.settlement.pk]), is_street=True)
        if place.street
        else _extent(rows["settlement", place.settlement.pk], set(wide[place.settlement.pk]), is_street=False)
        for place in places
    ]


def _extent(rows: set[tuple[int, bool, bool]], wide: set[int], *, is_street: bool) -> Extent:
    """All is one station's if no other has a part of it, and it has the whole without exceptions."""
    own = {precinct for precinct, _whole, is_exclusion in rows if not is_exclusion}
    precincts = sorted(own | wide)
    if len(precincts) != 1 or any(is_exclusion for *_rest, is_exclusion in rows):
        return Extent(precincts)
    if is_street and any(whole for _precinct, whole, _exclusion in rows):
        return Extent(precincts, Basis.STREET)
    return Extent(precincts, Basis.SETTLEMENT if wide else None)
