"""What an engine has found, read from the directory and held against everything else that was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from search.stations.answers import Shown
from search.stations.engines import StreetCandidate
from search.stations.engines.dictionary import Dictionary
from search.stations.engines.splits import kind_said, settlement_parts
from search.stations.engines.units import NamedUnit, districts_said, is_unsaid
from search.stations.houses import House
from search.stations.models import AdminUnit, Street, StreetAlias
from search.stations.query import Part, Understood
from search.stations.querysets import PARENTS
from search.stations.resolve.context import Fit, fit_of, fit_of_around, lies_in

# Districts and regions that were said, and the units that each may be.
Known = Mapping[Part, Sequence[NamedUnit]]


@dataclass(frozen=True, slots=True)
class Place:
    """A street, or a settlement alone, that a query may mean."""

    settlement: AdminUnit
    street: Street | None
    alias: StreetAlias | None
    candidate: StreetCandidate
    # Whether nothing that was said is contradicted, or left open where it would matter.
    is_certain: bool = True

    @property
    def has_numbers_asked(self) -> bool:
        """Whether the house that was asked for is one of this street's."""
        return self.street is not None and not self.candidate.is_around

    @property
    def is_by_part(self) -> bool:
        """Whether the name is that of a part of the street."""
        alias = self.alias
        return alias is not None and (alias.start_house_number, alias.end_house_number) != (None, None)

    def shown(self, house: House | None) -> Shown:
        return Shown(self.settlement, self.street, house, self.alias, self.candidate.is_corrected)


def places_of(reading: Understood, candidates: Iterable[StreetCandidate], names: Dictionary) -> list[Place]:
    """The places that a reading may mean, the best first. At most five queries.

    Names of a part of a street count for its houses. In one settlement, a name as it is spelt outranks one that only
    sounds so, and a kind that was said outranks others. What was said of districts and microdistricts chooses where it
    is confirmed somewhere; where it is nowhere, no place is certain.
    """
    found = _read(list(candidates))
    found = [place for place in found if _is_of_houses(place.alias, reading.house)]
    known = names.units(districts_said(reading)) if found else {}
    found = [_without_doubt(place, reading, known, names) for place in _in_context(known, found)]
    found = _of_kind_said(reading, found)
    found = _best_in_settlement(found, _spelling_rank)
    kind = kind_said(reading)
    if kind is not None:
        found = _best_in_settlement(found, lambda place: _kind_rank(place, kind[1]))
    once: dict[tuple[int, int | None], Place] = {}
    for place in found:
        once.setdefault((place.settlement.pk, place.street.pk if place.street else None), place)
    return list(once.values())


def _read(candidates: list[StreetCandidate]) -> list[Place]:
    streets = Street.objects.select_related(f"settlement__{PARENTS}", "microdistrict").in_bulk(
        [one.street_id for one in candidates if one.street_id]
    )
    alone = {one.settlement_id for one in candidates if not one.street_id}
    settlements = AdminUnit.objects.select_related(PARENTS).in_bulk(alone) if alone else {}
    named = [one.alias_id for one in candidates if one.alias_id]
    aliases = StreetAlias.objects.in_bulk(named) if named else {}
    found = []
    for one in candidates:
        street = streets.get(one.street_id or 0)
        settlement = street.settlement if street else settlements[one.settlement_id]
        found.append(Place(settlement, street, aliases.get(one.alias_id or 0), one))
    return found


def _is_of_houses(alias: StreetAlias | None, house: House | None) -> bool:
    """Whether a name is that of the part in which a house lies."""
    if alias is None or house is None:
        return True
    start, end = alias.start_house_number, alias.end_house_number
    return (start is None or start <= house.number) and (end is None or house.number <= end)


def _in_context(known: Known, places: list[Place]) -> list[Place]:
    fits = [(place, _fits(known, place)) for place in places]
    # Words that nobody called a microdistrict, a district or a region are one, or the reading is none.
    fits = [(place, fit) for place, fit in fits if not _is_guess(place) or fit[-1] == Fit.CONFIRMED]
    guessed = [is_unsaid(part) for part in known]
    fits = [(place, fit) for place, fit in fits if _is_named(place) or _are_confirmed(compress(fit, guessed))]
    confirmed = [(place, fit) for place, fit in fits if _are_confirmed(fit)]
    return [replace(place, is_certain=_is_certain(place, fit)) for place, fit in confirmed or fits]


def _without_doubt(place: Place, reading: Understood, known: Known, names: Dictionary) -> Place:
    """Not certain where words taken for a district may be the settlement's: «Талғар, Жамбыл 3» is a street in Talgar
    that nobody knows, or a village of the district of that name.
    """
    if not place.is_certain or _is_named(place) or settlement_parts(reading):
        return place
    unsaid = [part.words for part in known if is_unsaid(part)]
    unsaid += [place.candidate.around] if _is_guess(place) and lies_in(place.settlement, place.candidate.around) else []
    return replace(place, is_certain=not any(map(names.is_settlement, unsaid)))


def _is_named(place: Place) -> bool:
    """Whether a street was named with its settlement: a district beside them that is another's is a mistake."""
    return place.street is not None and place.candidate.names_settlement


def _are_confirmed(fits: Iterable[Fit]) -> bool:
    return all(fit == Fit.CONFIRMED for fit in fits)


def _is_guess(place: Place) -> bool:
    """Whether words of the query would be what the place lies in, and nobody called them so."""
    return bool(place.candidate.around) and not place.candidate.around_is_said


def _fits(known: Known, place: Place) -> list[Fit]:
    """How each thing that was said of the surroundings fits; the last is what stood beside the street."""
    said = place.candidate.names_settlement
    fits = [fit_of(part, units, place.settlement, is_settlement_said=said) for part, units in known.items()]
    if place.candidate.around:
        fits.append(fit_of_around(place.candidate.around, place.street, place.settlement))
    return fits


def _is_certain(place: Place, fits: list[Fit]) -> bool:
    """Whether all is confirmed; with the settlement said, what the directory doesn't know may stay open.

    But a microdistrict must be one of the settlement's: nobody says in which one each street lies.
    """
    candidate = place.candidate
    least = Fit.UNKNOWN if candidate.names_settlement else Fit.CONFIRMED
    is_strange = candidate.around_is_said and not candidate.is_around_known
    return all(fit >= least for fit in fits) and not (is_strange and fits[-1] < Fit.CONFIRMED)


def _of_kind_said(reading: Understood, places: list[Place]) -> list[Place]:
    """The places in settlements of the kind that was said, a city or a village, if there are any."""
    kinds = {part.kind for part in settlement_parts(reading)}
    fitting = [place for place in places if not place.settlement.kind or place.settlement.kind in kinds]
    return fitting if kinds and fitting else places


def _best_in_settlement(places: list[Place], rank) -> list[Place]:  # type: ignore[no-untyped-def]
    """Of each settlement the places of the lowest rank, and those that have none."""
    best: dict[int, int] = {}
    for place in places:
        if (own := rank(place)) is not None:
            best[place.settlement.pk] = min(own, best.get(place.settlement.pk, own))
    return [place for place in places if rank(place) in {None, best.get(place.settlement.pk)}]


def _spelling_rank(place: Place) -> int | None:
    """As it is spelt, or as it sounds. Of mistakes neither is better."""
    return None if place.candidate.is_corrected or place.street is None else int(not place.candidate.is_strict)


def _kind_rank(place: Place, kind: str) -> int | None:
    """The kind that was said, or another; a street whose kind nobody recorded may be either."""
    return None if place.street is None or not place.street.kind else int(place.street.kind != kind)
