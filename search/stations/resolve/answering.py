"""Answers made of stations' keys: read once, and in an order that favours none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from portal.i18n.alphabets import Key, name_key, sort_key
from search.stations.answers import Answer, AnswerBasis, Candidate, Outcome, Shown
from search.stations.houses import House
from search.stations.models import Precinct

# Stations of one answer: a voter doesn't read more, and is asked for the settlement.
MOST_SHOWN = 40


class Showing(Protocol):
    """What a station is a candidate for."""

    def shown(self, house: House | None) -> Shown: ...


Pair = tuple[Showing, int]


def resolved(shown: Shown, basis: AnswerBasis, pair: Pair, house: House | None) -> Answer:
    """The one station."""
    return replace(listed(Outcome.RESOLVED, shown, [pair], house, ""), basis=basis)


def ambiguous(
    shown: Shown, pairs: Sequence[Pair], house: House | None, language: str, *, has_more: bool = False
) -> Answer:
    """Every station that it may be."""
    return listed(Outcome.AMBIGUOUS, shown, pairs, house, language, has_more=has_more)


def listed(
    outcome: Outcome,
    shown: Shown,
    pairs: Sequence[Pair],
    house: House | None,
    language: str,
    *,
    has_more: bool = False,
) -> Answer:
    """An answer with stations, at most `MOST_SHOWN`. One query."""
    kept = list(dict.fromkeys(pk for _place, pk in pairs))[:MOST_SHOWN]
    precincts = Precinct.objects.with_place().in_bulk(kept) if kept else {}
    candidates = [Candidate(precincts[pk], place.shown(house)) for place, pk in pairs if pk in precincts]
    has_more = has_more or len({pk for _place, pk in pairs}) > len(precincts)
    return Answer(outcome, shown, None, in_order(candidates, language), has_more)


def in_order(candidates: Iterable[Candidate], language: str) -> tuple[Candidate, ...]:
    """By settlement and street as the reader's language writes them, then by number: no ranking chooses a station."""

    def place(candidate: Candidate) -> tuple[Key, Key, Key]:
        shown = candidate.shown
        settlement = shown.settlement or candidate.precinct.locality
        return (
            name_key(settlement.name, language),
            name_key(shown.street.name, language) if shown.street else (),
            sort_key(candidate.precinct.number, language),
        )

    return tuple(sorted(dict.fromkeys(candidates), key=place))
