"""The engine that needs nothing but the portal's own database, SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from search.stations.engines import StreetCandidate, StreetCandidates, Suggestion
from search.stations.engines.dictionary import Around, Dictionary, Found, Spelt
from search.stations.engines.keys import Words
from search.stations.engines.splits import Split, kind_said, splits_of
from search.stations.engines.statements import STREETS, among, narrowed
from search.stations.engines.suggestions import suggestions
from search.stations.engines.units import districts_said, innermost
from search.stations.normalise.packs import Group
from search.stations.query import Understood

# Rows of streets in settlements; one street has a few names.
MOST_USES = 400
# Streets whose settlement isn't said have a name in each language, and aliases.
NAMES_OF_A_STREET = 4
PLACES_WITH_HOUSES = frozenset({Group.STREET, Group.MICRODISTRICT})

# Candidates with what they are ordered by, once for each name of a place.
_Found = dict[tuple[int | None, ...], tuple[tuple, StreetCandidate]]


class _Use(NamedTuple):
    """A row of NameUse with the kind of its street."""

    name: int
    settlement: int
    street: int | None = None
    alias: int | None = None
    kind: str = ""


class EmbeddedIndex:
    """`StreetIndex` on the dictionary of names that `build_index` makes: for one question, whose names it remembers.

    Three or four small queries where a name is found as it stands, each bounded in rows.
    """

    def __init__(self) -> None:
        self._dictionaries: dict[int, Dictionary] = {}

    def candidates(
        self, readings: Sequence[Understood], version: int, limit: int, *, corrects: bool = True
    ) -> list[StreetCandidates]:
        names = self._dictionaries.setdefault(version, Dictionary(version))
        asked = [_Asked(reading, splits_of(reading), limit, names) for reading in readings]
        names.exact(words for one in asked for words in (*one.groups, *one.districts))
        found = [one.as_said(guesses=not corrects) for one in asked]
        if corrects:
            missing = [place for place, candidates in enumerate(found) if not candidates.found]
            wrong = names.corrected(words for place in missing for words in asked[place].groups)
            for place in missing:
                found[place] = asked[place].corrected(wrong)
        return found

    def suggest(self, prefix: str, language: str, limit: int, version: int) -> list[Suggestion]:
        return suggestions(prefix, language, limit, version)


@dataclass(slots=True)
class _Asked:
    """One reading of a query, and what its words may name."""

    reading: Understood
    splits: list[Split]
    limit: int
    names: Dictionary

    @property
    def groups(self) -> set[Words]:
        return {words for split in self.splits for words in split[:3] if words}

    @property
    def districts(self) -> list[Words]:
        return [part.words for part in districts_said(self.reading)]

    @property
    def whole(self) -> list[Split]:
        return [split for split in self.splits if not (split.is_makeshift or split.is_guess)]

    def as_said(self, *, guesses: bool) -> StreetCandidates:
        """What is called as the words are; where nothing is, some of them may say where it lies."""
        found = self._found(self.whole, self.names.exact(self.groups))
        return self._guessed() if guesses and not found.found else found

    def corrected(self, wrong: Found) -> StreetCandidates:
        """What is called so with a letter corrected, else by a guess, else what is around a street nobody knows."""
        exact = self.names.exact(self.groups)
        names = {words: wrong.get(words, {}) | exact[words] for words in self.groups}
        found = self._found(self.whole, names)
        if not found.found:
            found = self._guessed()
        if not found.found and any(split.around_is_said for split in self.whole):
            found = self._found(self.whole, exact, knows_around=False)
        return found if found.found else self._found([split for split in self.splits if split.is_makeshift], exact)

    def _guessed(self) -> StreetCandidates:
        exact = self.names.exact(self.groups)
        return self._found([split for split in self.splits if split.is_guess and exact[split.around]], exact)

    def _found(self, splits: Sequence[Split], names: Found, *, knows_around: bool = True) -> StreetCandidates:
        known = [split for split in splits if _is_known(split.street, names) and _is_known(split.settlement, names)]
        if not known:
            return StreetCandidates()
        around = innermost(self.names.units(districts_said(self.reading)).values())
        kind = kind_said(self.reading)
        said = kind[1] if kind and kind[0] in PLACES_WITH_HOUSES else ""
        return _Search(known, names, self.names, around, self.limit, knows_around).run(said)


def _is_known(words: Words, names: Found) -> bool:
    return not words or bool(names.get(words))


@dataclass(slots=True)
class _Search:
    """One look-up of splits whose words are known as names."""

    splits: Sequence[Split]
    names: Found
    dictionary: Dictionary
    around: Around
    limit: int
    # Whether a microdistrict that was said must be known in the settlement.
    knows_around: bool
    # Settlements by the keys of their names.
    settlements: dict[int, list[int]] = field(default_factory=dict)
    # Whether streets were left out, of settlements that were named and of others.
    is_cut: dict[bool, bool] = field(default_factory=dict)

    def run(self, kind: str) -> StreetCandidates:
        named = {name for split in self.splits if split.settlement for name in self.names[split.settlement]}
        if named:
            self.settlements = self.dictionary.settlements(named, self.around)
        found: _Found = {}
        splits = self.splits
        for candidate, order in chain(self._in_settlements(splits), self._anywhere(splits), self._alone(splits)):
            place = (candidate.settlement_id, candidate.street_id, candidate.alias_id)
            if place not in found or order < found[place][0]:
                found[place] = (order, candidate)
        best = _preferred(self._with_around(found).values(), kind)
        is_cut = any(self.is_cut.get(one.names_settlement) for one in best)
        return StreetCandidates(tuple(best[: self.limit]), is_cut or len(best) > self.limit)

    def _with_around(self, found: _Found) -> _Found:
        """The candidates whose settlement has the microdistrict that was said beside the street."""
        said = {one.around for _order, one in found.values() if one.around_is_said}
        if not said or not self.knows_around:
            return found
        names = {name: words for words in said for name in self.names.get(words, ())}
        places = {one.settlement_id for _order, one in found.values()}
        uses, _is_cut = self._uses(MOST_USES, names, places)
        known = {(use.settlement, names[use.name]) for use in uses}
        return {
            place: (order, replace(one, is_around_known=one.around_is_said))
            for place, (order, one) in found.items()
            if not one.around_is_said or (one.settlement_id, one.around) in known
        }

    def _in_settlements(self, splits: Sequence[Split]) -> Iterator[tuple[StreetCandidate, tuple]]:
        """Streets of a settlement that was named."""
        pairs = [split for split in splits if split.street and split.settlement]
        streets = {name for split in pairs for name in self.names[split.street]}
        places = {place for split in pairs for place, _spelt in self._places_of(split)}
        if not (streets and places):
            return
        uses, self.is_cut[True] = self._uses(MOST_USES, streets, places)
        for split in pairs:
            spelt = dict(self._places_of(split))
            for use in uses:
                if use.name in self.names[split.street] and use.settlement in spelt:
                    yield from self._candidate(split, use, spelt[use.settlement])

    def _anywhere(self, splits: Sequence[Split]) -> Iterator[tuple[StreetCandidate, tuple]]:
        """Streets of whatever settlement, where none was named."""
        single = [split for split in splits if split.street and not split.settlement]
        names = {name for split in single for name in self.names[split.street]}
        if not names:
            return
        uses, self.is_cut[False] = self._uses(self.limit * NAMES_OF_A_STREET, names)
        for split in single:
            for use in uses:
                if use.name in self.names[split.street]:
                    yield from self._candidate(split, use, None)

    def _alone(self, splits: Sequence[Split]) -> Iterator[tuple[StreetCandidate, tuple]]:
        for split in splits:
            if not split.street:
                for place, spelt in self._places_of(split):
                    yield from self._candidate(split, _Use(0, place), spelt)

    def _places_of(self, split: Split) -> Iterator[tuple[int, Spelt]]:
        """The settlements that a split names, the best spelling of each last."""
        names = self.names[split.settlement]
        for name in sorted(names, key=lambda name: -names[name]):
            yield from ((place, names[name]) for place in self.settlements.get(name, ()))

    def _candidate(self, split: Split, use: _Use, place: Spelt | None) -> Iterator[tuple[StreetCandidate, tuple]]:
        """A candidate and what it is ordered by; none where both of its names would have to be corrected."""
        spelt = [self.names[split.street][use.name]] if use.street is not None else []
        spelt += [place] if place is not None else []
        if sum(one.is_corrected for one in spelt) > 1:
            return
        worst = max(spelt, default=Spelt.STRICT)
        candidate = StreetCandidate(
            settlement_id=use.settlement,
            street_id=use.street,
            alias_id=use.alias,
            is_strict=worst == Spelt.STRICT,
            is_corrected=worst.is_corrected,
            names_settlement=place is not None,
            is_around=split.is_around,
            around=split.around,
            around_is_said=split.around_is_said,
            is_street_unknown=split.is_street_unknown,
        )
        order = (candidate.is_street_unknown, worst, use.street is None, use.alias is not None, use.kind)
        yield candidate, order

    def _uses(
        self, most: int, names: Iterable[int], settlements: Collection[int] | None = None
    ) -> tuple[list[_Use], bool]:
        """Uses of names for streets, in some settlements or in all, and whether there are more."""
        about, values = among("used.name_id"), [list(names)]
        if settlements is not None:
            about, values = f"{about} AND {among('used.settlement_id')}", [*values, list(settlements)]
        # Settlements that were named have been narrowed already.
        around = self.around if settlements is None else ()
        found = [_Use(*row) for row in narrowed(STREETS.format(about), values, around, most + 1)]
        return found[:most], len(found) > most


def _preferred(found: Iterable[tuple[tuple, StreetCandidate]], kind: str) -> list[StreetCandidate]:
    """The best first: a street around one that nobody knows says more than its settlement."""

    def rank(item: tuple) -> tuple:
        order, one = item
        return (*order[:-1], order[-1] != kind, one.settlement_id, one.street_id or 0)

    candidates = list(found)
    if any(one.is_around for _order, one in candidates):
        candidates = [item for item in candidates if item[1].is_around]
    return [one for _order, one in sorted(candidates, key=rank)]
