from __future__ import annotations

from dataclasses import dataclass

from search.stations.houses.refusals import Refused
from search.stations.houses.sets import Parity, Segment
from search.stations.houses.values import House
from search.stations.houses.words import Role, Roles


@dataclass(slots=True)
class Statement:
    """One statement while what follows may still change it."""

    position: int
    # What is listed together: «7 және 9-дан басқа» excepts both, «7, 9-дан басқа» may mean one.
    group: int
    # Where its list begins, among all statements.
    list_start: int
    house: House | None = None
    called: Roles = frozenset()
    start: int | None = None
    end: int | None = None
    whole: Role | None = None
    parity: Parity | None = None
    is_exclusion: bool = False

    @property
    def is_range(self) -> bool:
        return self.start is not None

    def place_of_range(self) -> tuple[int, bool, int]:
        """Ranges that may overlap stand side by side in this order."""
        return self.list_start, self.is_exclusion, self.start or 0

    def overlaps(self, before: Statement) -> bool:
        """Whether a range of the same list goes on where this one, which begins no earlier, has begun."""
        together = (self.list_start, self.is_exclusion) == (before.list_start, before.is_exclusion)
        return together and (before.end is None or (self.start or 0) <= before.end)

    def has_bounds_of(self, parity: Parity) -> bool:
        return all(parity.fits(bound) for bound in (self.start, self.end) if bound is not None)

    def segment(self) -> Segment:
        try:
            if self.house:
                return Segment.of(self.house, is_exclusion=self.is_exclusion)
            return Segment(
                start_house_number=self.start,
                end_house_number=self.end,
                odd_even_both=self.parity or Parity.BOTH,
                includes_all_addresses=self.whole == Role.ALL_ADDRESSES,
                includes_all_streets=self.whole == Role.ALL_STREETS,
                is_exclusion=self.is_exclusion,
            )
        except Refused as refused:
            raise Refused(refused.reason, self.position) from None
