"""Which words of a query belong to which word for a kind: «г. Алматы, ул. Абая», «Алматы қаласы Абай көшесі»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from search.stations.normalise.names import Kind, Normaliser, kind_of_its_own
from search.stations.normalise.packs import Group
from search.stations.query.understood import NAMING, Part
from search.stations.query.units import Unit


@dataclass(slots=True)
class _Place:
    """A word for a kind and the words that it claims."""

    unit: Unit
    kind: Kind
    words: list[str] = field(default_factory=list)

    @property
    def part(self) -> Part:
        return Part(self.kind.group, self.kind.kind, tuple(self.words))


def parts_of(clauses: Iterable[Sequence[Unit]], normaliser: Normaliser, *, has_house: bool) -> tuple[Part, ...]:
    """The places that a query names, clause by clause; a clause is what no comma and no house divides."""
    found = _merged([part for clause in clauses for part in _parts_of_clause(clause)], has_house)
    return tuple(Part(part.group, part.kind, normaliser.essential(part.words)) for part in found)


def _parts_of_clause(clause: Sequence[Unit]) -> Iterator[tuple[Part, bool]]:
    """Parts, and whether one letter says what they are.

    Words between two words for kinds go to the one that expects them on that side, else they are nobody's.
    """
    places, runs = _places_and_runs(clause)
    for number, run in enumerate(runs):
        left = places[number - 1] if number else None
        right = places[number] if number < len(places) else None
        _give(run, left, right)
    for number, place in enumerate(places):
        if not place.words:
            side = next((run for run in (runs[number + 1], runs[number]) if run), [])
            place.words += side
            side.clear()
    _name_by_kinds(places)
    for number, run in enumerate(runs):
        if run:
            yield Part(None, "", tuple(run)), False
        if number < len(places) and places[number].words:
            yield places[number].part, places[number].unit.is_letter


def _places_and_runs(clause: Sequence[Unit]) -> tuple[list[_Place], list[list[str]]]:
    """The words for kinds, and the words before, between and after them."""
    places: list[_Place] = []
    runs: list[list[str]] = [[]]
    for place, unit in enumerate(clause):
        if not isinstance(unit.meaning, Kind):
            runs[-1] += unit.words
        elif not unit.is_letter or _has_its_name(clause, place, unit.meaning):
            places.append(_Place(unit, unit.meaning))
            runs.append([])
    return places, runs


def _has_its_name(clause: Sequence[Unit], place: int, kind: Kind) -> bool:
    """Whether one letter may be «г.» and no initial: the name stands where it should, and none on the other side."""
    before = place > 0 and not isinstance(clause[place - 1].meaning, Kind)
    after = place + 1 < len(clause) and not isinstance(clause[place + 1].meaning, Kind)
    return after if kind.kind_first else before and not after


def _give(run: list[str], left: _Place | None, right: _Place | None) -> None:
    """Give words to the side that expects them; of words that both expect, the left one has the first."""
    to_left = left is not None and left.kind.kind_first
    to_right = right is not None and not right.kind.kind_first
    count = len(run) if not to_right else min(1, len(run))
    if left is not None and to_left:
        left.words += run[:count]
        del run[:count]
    if right is not None and to_right:
        right.words += run
        run.clear()


def _name_by_kinds(places: Sequence[_Place]) -> None:
    """«ул. Набережная», «Набережная»: a word for a kind beside no name is the name, and another one says the kind."""
    nameless = [place for place in places if not place.words and not place.unit.is_letter]
    if nameless and len(nameless) == len(places):
        own = nameless[kind_of_its_own([place.kind for place in nameless]) or 0]
        names = [place for place in nameless if place is not own] or [own]
        own.words += [word for name in names for word in name.unit.words]


def _merged(found: Sequence[tuple[Part, bool]], has_house: bool) -> list[Part]:
    """The parts, with one for all words of which nobody says what they name."""
    parts = [part for part, _ in found if part.group is not None]
    unnamed = [word for part, _ in found if part.group is None for word in part.words]
    naming = [(part, by_letter) for part, by_letter in found if part.group in NAMING]
    if not unnamed and len(naming) == 1:
        only, by_letter = naming[0]
        kept = _words_kept(only, by_letter, has_house)
        unnamed = list(only.words[kept:])
        parts = [Part(part.group, part.kind, part.words[:kept]) if part is only else part for part in parts]
    return [part for part in (*parts, Part(None, "", tuple(unnamed))) if part.words]


def _words_kept(only: Part, by_letter: bool, has_house: bool) -> int:
    """How many words of the only named place are surely its own.

    Where a house stands, a settlement isn't all: «г. Алматы Абая 12». And «С. Сейфуллина» is a street rather than a
    village: a kind that one letter says needs another name beside it.
    """
    if has_house and len(only.words) > 1 and only.group == Group.SETTLEMENT:
        return 1
    return 0 if by_letter else len(only.words)
