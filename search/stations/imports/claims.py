"""Houses that two stations have. A house listed by both refuses the import; where ranges overlap, voters would be shown
both, so the registrar is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count

from search.stations.houses import HIGHEST_NUMBER, House, Parity, Segment
from search.stations.imports.findings import Finding, Findings
from search.stations.imports.messages import Code
from search.stations.models import StreetSegment

# Of one street: it has to be written anew anyway.
MOST_OF_A_STREET = 50
FIELDS = (
    *("start_house_number", "end_house_number", "odd_even_both", "house_number_suffix"),
    *("includes_all_addresses", "includes_all_streets", "is_exclusion"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of one station about a street."""

    segment: Segment
    precinct: int
    # Of the station, as people know it.
    number: str
    street: str
    segment_id: int
    row: int

    @property
    def start(self) -> int:
        return self.segment.start_house_number or 1

    @property
    def end(self) -> int:
        return self.segment.end_house_number or HIGHEST_NUMBER

    def place(self) -> tuple[int, bool, int]:
        """Ranges stand before the houses in them."""
        return self.start, self.segment.house is not None, self.segment_id


@dataclass(slots=True)
class Street:
    """One street's claims, and what each station excepts from its own."""

    claims: list[Claim]
    excepted: dict[int, list[Segment]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for claim in self.claims:
            if claim.segment.is_exclusion:
                self.excepted.setdefault(claim.precinct, []).append(claim.segment)

    def leaves(self, claim: Claim, house: House) -> bool:
        """Whether a station excepts none of what its claim says of a house."""
        held = claim.segment.holds(house)
        excepted = (segment.holds(house) for segment in self.excepted.get(claim.precinct, ()))
        return held is not None and not any(basis and basis.rank <= held.rank for basis in excepted)

    def conflicts(self) -> Iterator[tuple[Code, Claim, Claim, str]]:
        """Later claim, earlier claim and the house or nothing, of each pair of stations once a kind of conflict."""
        included = [claim for claim in self.claims if not claim.segment.is_exclusion]
        yield from self._twice(claim for claim in included if claim.segment.house)
        numbered = [claim for claim in included if claim.segment.start_house_number]
        yield from self._overlapping(sorted(numbered, key=Claim.place))
        whole = [claim for claim in included if claim.segment.includes_all_addresses]
        for claim in whole[1:]:
            if claim.precinct != whole[0].precinct:
                yield Code.STREET_CLAIMED_TWICE, claim, whole[0], ""

    def _twice(self, claims: Iterable[Claim]) -> Iterator[tuple[Code, Claim, Claim, str]]:
        first: dict[House, Claim] = {}
        for claim in claims:
            house = claim.segment.house
            if house is None or not self.leaves(claim, house):
                continue
            other = first.setdefault(house, claim)
            if other.precinct != claim.precinct:
                yield Code.HOUSE_CLAIMED_TWICE, claim, other, str(house)

    def _overlapping(self, claims: list[Claim]) -> Iterator[tuple[Code, Claim, Claim, str]]:
        """From low numbers to high ones, with the ranges that go on at each."""
        going_on: list[Claim] = []
        told = set()
        for claim in claims:
            going_on = [other for other in going_on if other.end >= claim.start]
            for other in going_on:
                pair = (claim.precinct, other.precinct, claim.segment.house)
                if other.precinct == claim.precinct or pair in told:
                    continue
                if conflict := self._of_two(claim, other):
                    told.add(pair)
                    yield conflict
            is_new = all((claim.segment, claim.precinct) != (other.segment, other.precinct) for other in going_on)
            if claim.segment.house is None and is_new:
                going_on.append(claim)

    def _of_two(self, claim: Claim, other: Claim) -> tuple[Code, Claim, Claim, str] | None:
        house = claim.segment.house
        if house is not None:
            in_both = self.leaves(claim, house) and self.leaves(other, house)
            return (Code.HOUSE_IN_OTHERS_RANGE, claim, other, str(house)) if in_both else None
        for number in range(max(claim.start, other.start), min(claim.end, other.end) + 1):
            if self.leaves(claim, House(number)) and self.leaves(other, House(number)):
                return Code.RANGES_OVERLAP, claim, other, ""
        return None


def check_streets(version_id: int, first_id: int, findings: Findings, file_of: dict[int, str]) -> None:
    """Report the conflicts of all streets on which more than one station has houses."""
    written = StreetSegment.objects.filter(version_id=version_id, pk__gte=first_id)
    contested = written.values("street").annotate(stations=Count("precinct", distinct=True)).filter(stations__gt=1)
    rows = (
        written.filter(street__in=contested.values("street"))
        .order_by("street", "pk")
        .values_list("street", "precinct", "precinct__number", "street__name", "pk", "source_row", *FIELDS)
        .iterator(2_000)
    )
    for _street, group in groupby(rows, key=lambda row: row[0]):
        conflicts = Street([_claim(row) for row in group]).conflicts()
        for _place, conflict in zip(range(MOST_OF_A_STREET), conflicts, strict=False):
            findings.add(_finding(conflict, file_of))


def check_settlements(version_id: int, first_id: int, findings: Findings, file_of: dict[int, str]) -> None:
    """Report settlements that more than one station has as a whole."""
    whole = StreetSegment.objects.filter(version_id=version_id, pk__gte=first_id, includes_all_streets=True)
    rows = whole.order_by("settlement", "pk").values_list(
        "settlement", "precinct__number", "pk", "source_row", "precinct"
    )
    for _settlement, group in groupby(rows.iterator(2_000), key=lambda row: row[0]):
        first, *others = group
        for _same, number, pk, row, precinct in others:
            if precinct != first[4]:
                found = {"other": first[1]}
                code = Code.SETTLEMENT_CLAIMED_TWICE
                findings.add(Finding(_file(pk, file_of), row, "houses", code, number, "", found))


def _claim(row: tuple[Any, ...]) -> Claim:
    _street, precinct, number, name, pk, source_row, *values = row
    told: dict[str, Any] = dict(zip(FIELDS, values, strict=True))
    told["odd_even_both"] = Parity(told["odd_even_both"])
    return Claim(Segment(**told), precinct, number, str(name), pk, source_row)


def _finding(conflict: tuple[Code, Claim, Claim, str], file_of: dict[int, str]) -> Finding:
    code, claim, other, house = conflict
    params = {
        "house": house,
        "street": claim.street,
        "other": other.number,
        "houses": str(claim.segment),
        "other_houses": str(other.segment),
    }
    return Finding(_file(claim.segment_id, file_of), claim.row, "houses", code, str(claim.segment), "", params)


def _file(segment_id: int, file_of: dict[int, str]) -> str:
    """The file that a segment comes from: of each is known the id before which its segments begin."""
    return next(name for first, name in sorted(file_of.items(), reverse=True) if segment_id >= first)
