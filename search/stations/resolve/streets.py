"""An address, a street or a settlement: which station, and whether that is certain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.stations.answers import Answer, AnswerBasis, Outcome, Shown
from search.stations.engines import StreetCandidates
from search.stations.engines.dictionary import Dictionary
from search.stations.houses import Basis
from search.stations.query import Understood
from search.stations.resolve.answering import ambiguous, listed, resolved
from search.stations.resolve.places import Place, places_of
from search.stations.resolve.segments import extents, holders, stations_abroad

# `Basis.BASE`, the number without the letter, is said as a range.
SAID = {
    Basis.EXACT: AnswerBasis.EXACT,
    Basis.BASE: AnswerBasis.RANGE,
    Basis.RANGE: AnswerBasis.RANGE,
    Basis.STREET: AnswerBasis.STREET,
    Basis.SETTLEMENT: AnswerBasis.SETTLEMENT,
}


class Held(NamedTuple):
    """A place, and the stations that hold the house that was asked for, or all of it."""

    place: Place
    precincts: dict[int, Basis]


def by_address(reading: Understood, candidates: StreetCandidates, names: Dictionary, language: str) -> Answer:
    """What a reading's street and house, street or settlement answer."""
    places = places_of(reading, candidates.found, names)
    if not places:
        return Answer(Outcome.NOT_FOUND)
    if reading.house is None:
        return _whole(places, language, has_more=candidates.has_more)
    return _with_house(reading, places, language, has_more=candidates.has_more)


def _with_house(reading: Understood, places: Sequence[Place], language: str, *, has_more: bool) -> Answer:
    house = reading.house
    assert house is not None  # noqa: S101 - the caller's case
    streets = [place for place in places if place.has_numbers_asked]
    held = [Held(*pair) for pair in zip(streets, holders(streets, house), strict=True)] if streets else []
    # A settlement, or what is around a street that nobody knows, holds any house if all of it is one station's.
    others = [place for place in places if not place.has_numbers_asked]
    # But of several settlements whose street nobody knows, it may be one of those that have many stations.
    held += [
        Held(place, {} if extent.basis is None else {extent.precincts[0]: extent.basis})
        for place, extent in zip(others, extents(others) if others else (), strict=True)
        if extent.basis is not None or place.candidate.is_street_unknown
    ]
    if any(one.precincts for one in held):
        return _judged(held, reading, language, has_more=has_more)
    known = streets or [place for place in others if place.street]
    if not known and (abroad := _abroad(others, language)):
        return abroad
    if not known:
        return Answer(Outcome.NOT_FOUND, Shown(settlement=_only([place.settlement for place in others]), house=house))
    found = extents(known)
    pairs = [(place, pk) for place, extent in zip(known, found, strict=True) for pk in extent.precincts]
    shown = shown_for(known, reading)
    has_more = has_more or any(extent.is_cut for extent in found)
    return listed(Outcome.HOUSE_NOT_LISTED, shown, pairs, house, language, has_more=has_more)


def _whole(places: Sequence[Place], language: str, *, has_more: bool) -> Answer:
    """A street or a settlement without a house. Of a settlement whose street nobody knows all is one station's, or
    nothing is said.
    """
    found = extents(places)
    kept = [(p, e) for p, e in zip(places, found, strict=True) if e.basis or not p.candidate.is_street_unknown]
    if not any(extent.precincts for extent in found) and (abroad := _abroad(places, language)):
        return abroad
    if not kept:
        return Answer(Outcome.NOT_FOUND, Shown(settlement=_only([place.settlement for place in places])))
    has_more = has_more or len(kept) < len(places)
    places, found = [place for place, _extent in kept], [extent for _place, extent in kept]
    reading = Understood()
    sole = [Held(place, {e.precincts[0]: e.basis}) for place, e in zip(places, found, strict=True) if e.basis]
    if len(sole) == len(places):
        return _judged(sole, reading, language, has_more=has_more)
    pairs = [(place, pk) for place, extent in zip(places, found, strict=True) for pk in extent.precincts]
    has_more = has_more or any(extent.is_cut for extent in found)
    outcome = Outcome.AMBIGUOUS if pairs else Outcome.HOUSE_NOT_LISTED
    if not pairs and not any(place.street for place in places):
        outcome = Outcome.NOT_FOUND
    return listed(outcome, shown_for(places, reading), pairs, None, language, has_more=has_more)


def _abroad(places: Sequence[Place], language: str) -> Answer | None:
    """The stations of cities abroad, which have no territory: whoever is in the country may vote at any of it."""
    pairs = stations_abroad(places)
    return ambiguous(shown_for(places, Understood()), pairs, None, language) if pairs else None


def _judged(held: Sequence[Held], reading: Understood, language: str, *, has_more: bool) -> Answer:
    """Resolved, or every station that it may be."""
    holding = [one for one in held if one.precincts]
    places = [one.place for one in holding]
    pairs = [(one.place, pk) for one in holding for pk in one.precincts]
    shown = shown_for(places, reading)
    if len({pk for _place, pk in pairs}) == 1 and not has_more and _is_certain(held, holding):
        weakest = max((basis for one in holding for basis in one.precincts.values()), key=lambda basis: basis.rank)
        return resolved(shown, SAID[weakest], pairs[0], reading.house)
    return ambiguous(shown, pairs, reading.house, language, has_more=has_more)


def _is_certain(held: Sequence[Held], holding: Sequence[Held]) -> bool:
    """Whether the one station found is surely the voter's.

    Of several streets that were perhaps meant, all must lead there, for a house that is missing from one list may be
    the voter's all the same. But the name of a part of a street is bounded so as to tell its houses from another
    street's. A corrected name must have led to one street.
    """
    if not all(one.place.is_certain for one in held):
        return False
    if len(held) == 1:
        return True
    if any(one.place.candidate.is_corrected for one in held):
        return False
    is_one_settlement = len({one.place.settlement.pk for one in held}) == 1
    is_by_part = len(holding) == 1 and holding[0].place.is_by_part and is_one_settlement
    return is_by_part or len(holding) == len(held)


def shown_for(places: Sequence[Place], reading: Understood) -> Shown:
    """What some places have in common."""
    if len(places) == 1:
        return places[0].shown(reading.house)
    return Shown(
        settlement=_only([place.settlement for place in places]),
        street=_only([place.street for place in places]),
        house=reading.house,
        is_corrected=any(place.candidate.is_corrected for place in places),
    )


def _only(found):  # type: ignore[no-untyped-def]
    """What all are, or None."""
    return found[0] if found and all(one == found[0] for one in found) else None
