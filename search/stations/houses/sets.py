"""Houses of one street as a decision gives them to a station; fields and values are those of VIP 6's StreetSegment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from search.stations.houses.refusals import Reason, Refused
from search.stations.houses.values import House, check_number


class Parity(StrEnum):
    """Which numbers of a range are meant."""

    BOTH = "both"
    ODD = "odd"
    EVEN = "even"

    def fits(self, number: int) -> bool:
        return self == Parity.BOTH or (self == Parity.ODD) == bool(number % 2)


class Basis(StrEnum):
    """What a house is held by, the most specific first: this is the order in which answers outrank one another."""

    # This very house is listed.
    EXACT = "exact"
    # Its number is listed, without its suffix: 7 for 7А.
    BASE = "base"
    RANGE = "range"
    STREET = "street"
    SETTLEMENT = "settlement"

    @property
    def rank(self) -> int:
        """0 for the most specific."""
        return RANKS[self]


RANKS = {basis: rank for rank, basis in enumerate(Basis)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One statement of a decision. Raises Refused for one that says nothing or two things.

    Numbers are inclusive and bare: as in VIP, a suffix needs start = end, and `includes_all_*` has neither numbers nor
    parity. `end_house_number` None is the end of the street. `includes_all_streets` is the whole settlement.
    """

    start_house_number: int | None = None
    end_house_number: int | None = None
    odd_even_both: Parity = Parity.BOTH
    house_number_suffix: str = ""
    includes_all_addresses: bool = False
    includes_all_streets: bool = False
    is_exclusion: bool = False

    def __post_init__(self) -> None:
        if self.start_house_number is None:
            self._check_whole()
        else:
            self._check_numbers(self.start_house_number)

    def _check_whole(self) -> None:
        numbered = self.end_house_number is not None or self.house_number_suffix or self.odd_even_both != Parity.BOTH
        if numbered or self.is_exclusion or self.includes_all_addresses == self.includes_all_streets:
            raise Refused(Reason.SEGMENT_INCONSISTENT)

    def _check_numbers(self, start: int) -> None:
        end = self.end_house_number
        if self.includes_all_addresses or self.includes_all_streets:
            raise Refused(Reason.SEGMENT_INCONSISTENT)
        for number in (start, start if end is None else end):
            check_number(number)
        if end is not None and end < start:
            raise Refused(Reason.RANGE_REVERSED)
        if self.house_number_suffix and end != start:
            raise Refused(Reason.SUFFIX_ON_RANGE)
        House(start, self.house_number_suffix)
        if start == end and self.odd_even_both != Parity.BOTH:
            fits = self.odd_even_both.fits(start)
            raise Refused(Reason.SEGMENT_INCONSISTENT if fits else Reason.RANGE_HOLDS_NOTHING)

    @classmethod
    def of(cls, house: House, *, is_exclusion: bool = False) -> Segment:
        """The statement that lists one house."""
        return cls(
            start_house_number=house.number,
            end_house_number=house.number,
            house_number_suffix=house.suffix,
            is_exclusion=is_exclusion,
        )

    @property
    def house(self) -> House | None:
        """The house that is listed, if it is one."""
        is_one = self.start_house_number is not None and self.start_house_number == self.end_house_number
        return House(self.start_house_number or 0, self.house_number_suffix) if is_one else None

    @property
    def basis(self) -> Basis:
        """On what a house may be held at the least."""
        if self.includes_all_streets:
            return Basis.SETTLEMENT
        if self.includes_all_addresses:
            return Basis.STREET
        if self.start_house_number != self.end_house_number:
            return Basis.RANGE
        return Basis.EXACT if self.house_number_suffix else Basis.BASE

    def holds(self, house: House) -> Basis | None:
        """On what the statement is about a house, or None. A listed suffix is that one house and no other."""
        start, end = self.start_house_number, self.end_house_number
        if start is None:
            return self.basis
        if self.house_number_suffix:
            return Basis.EXACT if self.house == house else None
        is_within = start <= house.number and (end is None or house.number <= end)
        if not is_within or not self.odd_even_both.fits(house.number):
            return None
        return Basis.EXACT if start == end and not house.suffix else self.basis

    def takes_from(self, other: Segment) -> bool:
        """Whether, as an exclusion, it leaves fewer houses of another statement."""
        if self.basis.rank > other.basis.rank:
            return False
        if other.start_house_number is None:
            return True
        if self.house_number_suffix and other.house_number_suffix:
            return self.house == other.house
        return _overlap(self, other)

    def __str__(self) -> str:
        return f"except {self._text}" if self.is_exclusion else self._text

    @property
    def _text(self) -> str:
        if self.includes_all_streets:
            return "all streets"
        if self.includes_all_addresses:
            return "all addresses"
        if self.house:
            return str(self.house)
        end = "end" if self.end_house_number is None else self.end_house_number
        parity = "" if self.odd_even_both == Parity.BOTH else f" {self.odd_even_both}"
        return f"{self.start_house_number}-{end}{parity}"

    @property
    def _order(self) -> tuple[bool, int, int, float, str, str]:
        start, end = self.start_house_number or 0, self.end_house_number or float("inf")
        whole = RANKS[self.basis] if not start else 0
        suffix_key = self.house.sort_key if self.house else ""
        return self.is_exclusion, -whole, start, end, suffix_key, self.odd_even_both


def _overlap(one: Segment, other: Segment) -> bool:
    start = max(one.start_house_number or 0, other.start_house_number or 0)
    end = min(segment.end_house_number or float("inf") for segment in (one, other))
    return any(
        number <= end and one.odd_even_both.fits(number) and other.odd_even_both.fits(number)
        for number in (start, start + 1)
    )


def held_by(segments: Collection[Segment], house: House) -> Basis | None:
    """On what some statements of one decision hold a house, or None: `HouseSet.holds`, also for those few of them that
    are about this house at all.
    """
    held = _most_specific(segments, house, is_exclusion=False)
    excluded = _most_specific(segments, house, is_exclusion=True)
    if held is None or (excluded is not None and excluded.rank <= held.rank):
        return None
    return held


def _most_specific(segments: Collection[Segment], house: House, *, is_exclusion: bool) -> Basis | None:
    found = (segment.holds(house) for segment in segments if segment.is_exclusion == is_exclusion)
    return min((basis for basis in found if basis), key=lambda basis: basis.rank, default=None)


@dataclass(frozen=True, slots=True)
class HouseSet:
    """What one decision says of one street, each statement once and in order. Raises Refused if that is nothing.

    Its text is canonical: `parse_houses(str(houses)) == houses`.
    """

    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "segments", tuple(sorted(set(self.segments), key=lambda x: x._order)))
        included = [segment for segment in self.segments if not segment.is_exclusion]
        for exclusion in self.segments[len(included) :]:
            if not any(exclusion.takes_from(segment) for segment in included):
                raise Refused(Reason.EXCLUDES_NOTHING)
        if not included:
            raise Refused(Reason.EMPTY)

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> HouseSet:
        return cls(tuple(segments))

    def holds(self, house: House) -> Basis | None:
        """On what a house belongs to the set, or None.

        As in a search by tiers, the most specific statement decides: this house, its number, a range, the whole street,
        the whole settlement. A range knows bare numbers: 1-35 odd holds 7А as it holds 7, and 7 holds 7А where nobody
        lists that; 7А never holds 7 nor 7Б. Where no source says more, the cautious reading is taken: an exclusion
        wins over an equally specific statement, and takes the suffixes of its number with it unless they are
        listed: of «1-35, 7А except 7», 7А is held and 7Б isn't.
        """
        return held_by(self.segments, house)

    def __str__(self) -> str:
        return "; ".join(map(str, self.segments))
