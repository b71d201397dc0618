"""The engine that needs nothing but the portal's own database, SQLite or PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from search.stations.engines import StreetCandidate, StreetCandidates, Suggestion, dictionary
from search.stations.engines.dictionary import Found
from search.stations.engines.keys import Words
from search.stations.engines.splits import Split, kind_said, splits_of
from search.stations.engines.suggestions import suggestions
from search.stations.models import NameUse, Tier
from search.stations.normalise.packs import Group
from search.stations.query import Understood

# Settlements of one name: of fifty villages called Abai all are looked into.
MOST_SETTLEMENTS = 200
# Rows of streets in settlements; one street has a few names.
MOST_USES = 400
# Streets whose settlement isn't said have a name in each language, and aliases.
NAMES_OF_A_STREET = 4

CORRECTED = frozenset({Tier.STRICT_SHORT, Tier.SKELETON_SHORT})


# Candidates with what they are ordered by, once for each name of a place.
_Found = dict[tuple[int | None, ...], tuple[tuple, StreetCandidate]]


@dataclass(frozen=True, slots=True)
class _Use:
    """A row of NameUse with the kind of its street."""

    name: int
    settlement: int
    street: int | None
    alias: int | None
    kind: str


class EmbeddedIndex:
    """`StreetIndex` on the dictionary of names that `build_index` makes.

    Two or three small queries where a name is found as it stands, each bounded in rows.
    """

    def candidates(
        self, understood: Understood, version: int, limit: int, *, corrects: bool = True
    ) -> StreetCandidates:
        splits = splits_of(understood)
        whole = [split for split in splits if not (split.is_makeshift or split.is_guess)]
        guesses = [split for split in splits if split.is_guess]
        groups = list(dict.fromkeys(words for split in splits for words in split[:3] if words))
        exact = dictionary.exact(version, groups)
        found = _Search(whole, exact, limit).run(understood)
        if not found.found and guesses:
            found = _Search(guesses, exact, limit).run(understood)
        if found.found or not corrects:
            return found
        wrong = dictionary.corrected(version, sorted(groups, key=len, reverse=True))
        names = {words: wrong.get(words, {}) | exact.get(words, {}) for words in groups}
        found = _Search(whole, names, limit).run(understood)
        if found.found:
            return found
        found = _Search(whole, exact, limit, knows_around=False).run(understood)
        if found.found:
            return found
        return _Search([split for split in splits if split.is_makeshift], exact, limit).run(understood)

    def suggest(self, prefix: str, language: str, limit: int, version: int) -> list[Suggestion]:
        return suggestions(prefix, language, limit, version)


@dataclass(slots=True)
class _Search:
    """One look-up of splits whose words are known as names."""

    splits: Sequence[Split]
    names: Found
    limit: int
    # Whether a microdistrict that was said must be known in the settlement.
    knows_around: bool = True
    has_more: bool = False
    # Settlements by the keys of their names.
    settlements: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def run(self, understood: Understood) -> StreetCandidates:
        splits = [split for split in self.splits if all(map(self._is_known, (split.street, split.settlement)))]
        if not splits:
            return StreetCandidates()
        self._read_settlements(split.settlement for split in splits if split.settlement)
        found: _Found = {}
        for candidate, order in chain(self._in_settlements(splits), self._anywhere(splits), self._alone(splits)):
            place = (candidate.settlement_id, candidate.street_id, candidate.alias_id)
            if place not in found or order < found[place][0]:
                found[place] = (order, candidate)
        found = self._with_around(found)
        kind = kind_said(understood)
        best = _preferred(found.values(), kind[1] if kind and kind[0] in PLACES_WITH_HOUSES else "")
        return StreetCandidates(tuple(best[: self.limit]), self.has_more or len(best) > self.limit)

    def _with_around(self, found: _Found) -> _Found:
        """The candidates whose settlement has the microdistrict that was said beside the street."""
        said = {one.around for _order, one in found.values() if one.around_is_said}
        if not said or not self.knows_around:
            return found
        names = {name: words for words in said for name in self.names.get(words, ())}
        places = {one.settlement_id for _order, one in found.values()}
        uses = self._uses(MOST_USES, name_id__in=names, settlement_id__in=places)
        known = {(use.settlement, names[use.name]) for use in uses}
        return {
            place: (order, replace(one, is_around_known=one.around_is_said))
            for place, (order, one) in found.items()
            if not one.around_is_said or (one.settlement_id, one.around) in known
        }

    def _is_known(self, words: Words) -> bool:
        return not words or bool(self.names.get(words))

    def _read_settlements(self, groups: Iterable[Words]) -> None:
        names = {name for words in groups for name in self.names[words]}
        if names:
            rows = NameUse.objects.filter(name_id__in=names, street=None).order_by("settlement_id")
            for name, settlement in self._bounded(rows.values_list("name_id", "settlement_id"), MOST_SETTLEMENTS):
                self.settlements[name].append(settlement)

    def _in_settlements(self, splits: Sequence[Split]) -> Iterator[tuple[StreetCandidate, tuple]]:
        """Streets of a settlement that was named."""
        pairs = [split for split in splits if split.street and split.settlement]
        streets = {name for split in pairs for name in self.names[split.street]}
        places = {place for split in pairs for name in self.names[split.settlement] for place in self.settlements[name]}
        if not (streets and places):
            return
        uses = self._uses(MOST_USES, name_id__in=streets, settlement_id__in=places)
        for split in pairs:
            tiers = dict(self._places_of(split))
            for use in uses:
                if use.name in self.names[split.street] and use.settlement in tiers:
                    yield from self._candidate(split, use, tiers[use.settlement])

    def _anywhere(self, splits: Sequence[Split]) -> Iterator[tuple[StreetCandidate, tuple]]:
        """Streets of whatever settlement, where none was named."""
        single = [split for split in splits if split.street and not split.settlement]
        names = {name for split in single for name in self.names[split.street]}
        uses = self._uses(self.limit * NAMES_OF_A_STREET, name_id__in=names) if names else []
        for split in single:
            for use in uses:
                if use.name in self.names[split.street]:
                    yield from self._candidate(split, use, None)

    def _alone(self, splits: Sequence[Split]) -> Iterator[tuple[StreetCandidate, tuple]]:
        for split in splits:
            if not split.street:
                for place, tier in self._places_of(split):
                    yield from self._candidate(split, _Use(0, place, None, None, ""), tier)

    def _places_of(self, split: Split) -> Iterator[tuple[int, Tier]]:
        """The settlements that a split names, the best spelling of each last."""
        names = self.names[split.settlement]
        for name in sorted(names, key=lambda name: -names[name]):
            yield from ((place, names[name]) for place in self.settlements[name])

    def _candidate(self, split: Split, use: _Use, place: Tier | None) -> Iterator[tuple[StreetCandidate, tuple]]:
        """A candidate and what it is ordered by; none where both of its names would have to be corrected."""
        tiers = [self.names[split.street][use.name]] if use.street is not None else []
        tiers += [place] if place is not None else []
        wrong = sum(tier in CORRECTED for tier in tiers)
        if wrong > 1:
            return
        candidate = StreetCandidate(
            settlement_id=use.settlement,
            street_id=use.street,
            alias_id=use.alias,
            is_strict=all(tier in {Tier.STRICT, Tier.STRICT_SHORT} for tier in tiers),
            is_corrected=bool(wrong),
            names_settlement=place is not None,
            is_around=split.is_around,
            around=split.around,
            around_is_said=split.around_is_said,
            is_street_unknown=split.is_street_unknown,
        )
        order = (
            candidate.is_street_unknown,
            candidate.is_corrected,
            not candidate.is_strict,
            use.street is None,
            use.alias is not None,
            use.kind,
        )
        yield candidate, order

    def _uses(self, most: int, **wanted: object) -> list[_Use]:
        rows = NameUse.objects.filter(**wanted, street__isnull=False).order_by("name_id", "settlement_id", "street_id")
        columns = rows.values_list("name_id", "settlement_id", "street_id", "alias_id", "street__kind")
        return [_Use(*row) for row in self._bounded(columns, most)]

    def _bounded(self, rows, most: int) -> list:  # type: ignore[no-untyped-def]
        found = list(rows[: most + 1])
        self.has_more |= len(found) > most
        return found[:most]


PLACES_WITH_HOUSES = frozenset({Group.STREET, Group.MICRODISTRICT})


def _preferred(found: Iterable[tuple[tuple, StreetCandidate]], kind: str) -> list[StreetCandidate]:
    """The best first: a street around one that nobody knows says more than its settlement."""

    def rank(item: tuple) -> tuple:
        order, one = item
        return (*order[:-1], order[-1] != kind, one.settlement_id, one.street_id or 0)

    candidates = list(found)
    if any(one.is_around for _order, one in candidates):
        candidates = [item for item in candidates if item[1].is_around]
    return [one for _order, one in sorted(candidates, key=rank)]
