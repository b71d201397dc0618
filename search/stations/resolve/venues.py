"""A station that is asked for by its building: «школа 12», «дом культуры, Косшы», «дворец школьников»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from search.stations.answers import Answer, AnswerBasis, Outcome, Shown
from search.stations.engines import dictionary
from search.stations.engines.keys import Words
from search.stations.engines.splits import MOST_WORDS, settlement_parts
from search.stations.models import NameKey, NameUse, Tier, VenueUse
from search.stations.normalise.packs import Group
from search.stations.query import Understood
from search.stations.query.venues import kind_term
from search.stations.resolve.answering import MOST_SHOWN, ambiguous, resolved, stations
from search.stations.resolve.stations import Numbered

MOST_SETTLEMENTS = 200


class _Asked(NamedTuple):
    """Words of a building's name, and of its settlement."""

    words: Words
    settlement: Words


def by_building(reading: Understood, version: int, language: str, *, corrects: bool) -> Answer:
    """The stations in buildings whose names have all that was said; in the settlement, where one was named.

    A number is never corrected. Words that are called a street name no building.
    """
    if not reading.venue and (reading.named(Group.STREET) or reading.named(Group.MICRODISTRICT)):
        return Answer(Outcome.NOT_FOUND)
    asked = list(_readings(reading))
    kind = _names_of_kind(reading, version)
    groups = {(word,) for one in asked for word in one.words} | {one.settlement for one in asked if one.settlement}
    exact = dictionary.exact(version, sorted(groups)) if groups else {}
    names, is_corrected = exact, False
    if corrects and groups:
        wrong = dictionary.corrected(version, sorted(groups))
        names, is_corrected = {words: wrong.get(words, {}) | exact.get(words, {}) for words in groups}, True
    for one in asked:
        sets = [set(names.get((word,), ())) for word in one.words]
        if reading.venue:
            # A bare kind is what most buildings share: it is looked up last.
            sets.insert(0 if reading.venue_number else len(sets), kind)
        places = _settlements(names.get(one.settlement, {})) if one.settlement else None
        if all(sets) and (places is None or places):
            found = _locations(sets, places)
            if found:
                return _answer(found, version, language, is_corrected=is_corrected)
    return Answer(Outcome.NOT_FOUND)


def _readings(reading: Understood) -> Iterable[_Asked]:
    """The words as a building's and a settlement's; all of them the building's first."""
    settlements = settlement_parts(reading)
    if settlements:
        said = settlements[0].words
        yield _Asked(tuple(word for part in reading.parts if part != settlements[0] for word in part.words), said)
        return
    words = reading.words
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
    rows = NameKey.objects.filter(version_id=version, tier=Tier.STRICT, key=key)
    return set(rows.values_list("name_id", flat=True)[:1])


def _settlements(names: dict[int, Tier]) -> set[int]:
    rows = NameUse.objects.filter(name_id__in=names, street=None).values_list("settlement_id", flat=True)
    return set(rows[:MOST_SETTLEMENTS]) if names else set()


def _locations(sets: Sequence[set[int]], places: set[int] | None) -> list[int]:
    """Buildings that have a name of each set; bounded, for every school of the country has the word."""
    first, *others = sets
    rows = VenueUse.objects.filter(name_id__in=first)
    for names in others:
        rows = rows.filter(
            Exists(
                VenueUse.objects.filter(
                    name_id__in=names, location_id=OuterRef("location_id"), settlement_id=OuterRef("settlement_id")
                )
            )
        )
    if places is not None:
        rows = rows.filter(settlement_id__in=places)
    return list(
        rows.order_by("name_id", "settlement_id", "location_id").values_list("location_id", flat=True)[: MOST_SHOWN + 1]
    )


def _answer(locations: list[int], version: int, language: str, *, is_corrected: bool) -> Answer:
    rows = list(
        stations().filter(version_id=version, polling_location_id__in=locations).order_by("pk")[: MOST_SHOWN + 1]
    )
    found = [(Numbered(precinct), precinct.pk) for precinct in rows]
    if not found:
        return Answer(Outcome.NOT_FOUND)
    if len(found) == 1 and not is_corrected:
        return resolved(found[0][0].shown(None), AnswerBasis.VENUE, found[0], None)
    return ambiguous(Shown(is_corrected=is_corrected), found, None, language, has_more=len(locations) > MOST_SHOWN)
