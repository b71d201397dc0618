"""A station that is asked for by its building: «школа 12», «дом культуры, Косшы», «дворец школьников»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.stations.answers import Answer, AnswerBasis, Outcome, Shown
from search.stations.engines.dictionary import Around, Dictionary
from search.stations.engines.keys import Words
from search.stations.engines.splits import MOST_WORDS, settlement_parts
from search.stations.engines.statements import HAS_TOO, NAMES, VENUES, among, narrowed, rows
from search.stations.engines.units import districts_said, innermost, is_unsaid
from search.stations.models import Precinct
from search.stations.normalise.packs import Group
from search.stations.query import Understood
from search.stations.query.venues import kind_term
from search.stations.resolve.answering import MOST_SHOWN, ambiguous, resolved
from search.stations.resolve.context import Fit, fit_of
from search.stations.resolve.places import Known
from search.stations.resolve.stations import Numbered


class _Asked(NamedTuple):
    """Words of a building's name, and of its settlement."""

    words: Words
    settlement: Words


def by_building(reading: Understood, names: Dictionary, language: str, *, corrects: bool) -> Answer:
    """The stations in buildings whose names have all that was said; in the settlement, where one was named.

    A number is never corrected. Words that are called a street name no building, and those that are called a district
    only say where it is.
    """
    if not reading.venue and (reading.named(Group.STREET) or reading.named(Group.MICRODISTRICT)):
        return Answer(Outcome.NOT_FOUND)
    asked = list(_readings(reading))
    kind = _names_of_kind(reading, names.version)
    groups = {(word,) for one in asked for word in one.words} | {one.settlement for one in asked if one.settlement}
    found = exact = names.exact(groups)
    if corrects:
        wrong = names.corrected(groups)
        found = {words: wrong[words] | exact[words] for words in groups}
    around = innermost(names.units(districts_said(reading)).values())
    for one in asked:
        sets = [set(found[(word,)]) for word in one.words]
        if reading.venue:
            # A bare kind is what most buildings share: it is looked up last.
            sets.insert(0 if reading.venue_number else len(sets), kind)
        places = names.settlements(found[one.settlement], around) if one.settlement else None
        if sets and all(sets) and (places is None or places):
            inside = None if places is None else {place for some in places.values() for place in some}
            if locations := _locations(sets, inside, around):
                return _answer(reading, locations, names, language, is_corrected=corrects)
    return Answer(Outcome.NOT_FOUND)


def _readings(reading: Understood) -> Iterable[_Asked]:
    """The words as a building's and a settlement's; all of them the building's first."""
    aside = [*districts_said(reading), *settlement_parts(reading)[:1]]
    words = tuple(word for part in reading.parts if part not in aside for word in part.words)
    settlements = settlement_parts(reading)
    if settlements:
        yield _Asked(words, settlements[0].words)
        return
    if reading.venue or words:
        yield _Asked(words, ())
    if reading.venue:
        yield _Asked((), words)
    if len(words) <= MOST_WORDS:
        for end in range(1, len(words)):
            yield _Asked(words[:end], words[end:])
            yield _Asked(words[end:], words[:end])


def _names_of_kind(reading: Understood, version: int) -> set[int]:
    if not reading.venue:
        return set()
    key = kind_term(reading.venue, reading.venue_number)
    return {name for _tier, _key, name in rows(NAMES.format(among("key")), version, [key], 1)}


def _locations(sets: Sequence[set[int]], places: set[int] | None, around: Around) -> list[int]:
    """Buildings that have a name of each set; bounded, for every school of the country has the word."""
    about = " AND ".join([among("used.name_id"), *[HAS_TOO.format(among("too.name_id"))] * (len(sets) - 1)])
    values = [list(names) for names in sets]
    if places is not None:
        about, values, around = f"{about} AND {among('used.settlement_id')}", [*values, list(places)], ()
    return [location for (location,) in narrowed(VENUES.format(about), values, around, MOST_SHOWN + 1)]


def _answer(
    reading: Understood, locations: list[int], names: Dictionary, language: str, *, is_corrected: bool
) -> Answer:
    here = Precinct.objects.with_place().filter(version_id=names.version, polling_location_id__in=locations)
    precincts = list(here.order_by("pk")[: MOST_SHOWN + 1])
    known = names.units(districts_said(reading))
    lying = [precinct for precinct in precincts if _lies_there(precinct, reading, known)]
    if not precincts or (not lying and any(map(is_unsaid, known))):
        return Answer(Outcome.NOT_FOUND)
    found = [(Numbered(precinct), precinct.pk) for precinct in precincts]
    is_doubtful = any(is_unsaid(part) and names.is_settlement(part.words) for part in known)
    if len(found) == len(lying) == 1 and not is_corrected and not is_doubtful:
        return resolved(found[0][0].shown(None), AnswerBasis.VENUE, found[0], None)
    return ambiguous(Shown(is_corrected=is_corrected), found, None, language, has_more=len(locations) > MOST_SHOWN)


def _lies_there(precinct: Precinct, reading: Understood, known: Known) -> bool:
    """Whether a station lies in all regions and districts that were said, as far as the directory knows."""
    is_said = bool(settlement_parts(reading))
    least = Fit.UNKNOWN if is_said else Fit.CONFIRMED
    place = precinct.locality
    return all(fit_of(part, units, place, is_settlement_said=is_said) >= least for part, units in known.items())
