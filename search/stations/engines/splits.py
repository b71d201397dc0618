"""Which words of a reading may be the street's, and which the settlement's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from search.stations.engines.keys import Words
from search.stations.engines.units import RURAL_DISTRICT
from search.stations.normalise.packs import Group
from search.stations.query import Part, Understood

# More words of which nobody says what they name aren't split.
MOST_WORDS = 7


class Split(NamedTuple):
    """Words as a street, a settlement and what is around; every naming word is somewhere. Empty: not named."""

    street: Words = ()
    settlement: Words = ()
    around: Words = ()
    around_is_said: bool = False
    # The street is the microdistrict around one that is called otherwise.
    is_around: bool = False
    # The settlement alone of a query that names a street as well.
    is_street_unknown: bool = False

    @property
    def is_guess(self) -> bool:
        """Whether it takes words for what is around that nobody called so: only where they are no settlement."""
        return bool(self.around) and not self.around_is_said

    @property
    def is_makeshift(self) -> bool:
        """Whether it leaves the street out: only where no other reading of the words leads anywhere."""
        return self.is_around or self.is_street_unknown


def kind_said(understood: Understood) -> tuple[Group, str] | None:
    """The kind of the street, where the text says it."""
    part = understood.named(Group.STREET) or understood.named(Group.MICRODISTRICT)
    return (part.group, part.kind) if part is not None and part.group is not None else None


def settlement_parts(understood: Understood) -> list[Part]:
    """The settlements that are called so."""
    return [part for part in understood.parts if part.group == Group.SETTLEMENT and part.kind != RURAL_DISTRICT]


def splits_of(understood: Understood) -> list[Split]:
    """The ways to read a reading's words, without repetition."""
    return list(dict.fromkeys(_splits(understood)))


def _splits(understood: Understood) -> Iterator[Split]:
    settlements = settlement_parts(understood)
    street, micro = _words(understood, Group.STREET), _words(understood, Group.MICRODISTRICT)
    loose = _words(understood, None)
    for settlement in [part.words for part in settlements] or [()]:
        # Of two settlements one is what a decision names, and the other must lie around it.
        beside = tuple(word for part in settlements if part.words != settlement for word in part.words)
        for split in _around_one(street, micro, loose, settlement):
            if not beside:
                yield split
            elif not split.around:
                yield Split(split.street, split.settlement, beside, False, split.is_around, split.is_street_unknown)


def _around_one(street: Words, micro: Words, loose: Words, settlement: Words) -> Iterator[Split]:
    for to_street, to_settlement in _shares(loose):
        named, place = (*street, *to_street), (*settlement, *to_settlement)
        if named:
            yield Split(named, place, micro, bool(micro))
        elif micro:
            yield Split(micro, place)
        elif place:
            yield Split((), place)
        if street and micro and not to_street:
            yield Split(micro, place, is_around=True)
    if street and loose and not micro:
        yield Split(street, settlement, loose)
    if not (settlement or loose):
        yield from _taken_apart(street or micro, micro if street else ())
    if settlement and (street or micro or loose):
        yield Split((), settlement, is_street_unknown=True)


def _taken_apart(claimed: Words, around: Words) -> Iterator[Split]:
    """A settlement among the words that a word for a kind claims, all that stand on its side: «Abay» and «Almaty» in
    «Almaty Abay kóshesi».
    """
    for to_street, to_settlement in _shares(claimed):
        if to_street and to_settlement:
            yield Split(to_street, to_settlement, around, bool(around))


def _shares(loose: Words) -> Iterator[tuple[Words, Words]]:
    """Loose words shared between street and settlement: a beginning to one, the rest to the other."""
    yield loose, ()
    if not loose:
        return
    yield (), loose
    if len(loose) <= MOST_WORDS:
        for end in range(1, len(loose)):
            yield loose[end:], loose[:end]
            yield loose[:end], loose[end:]


def _words(understood: Understood, group: Group | None) -> Words:
    return tuple(word for part in understood.parts if part.group == group for word in part.words)
