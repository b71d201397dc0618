"""Regions and districts that a query names, so as to say where a settlement lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from search.stations.engines.keys import Words, name_of
from search.stations.enums import Level
from search.stations.models import AdminUnit
from search.stations.normalise.packs import Group
from search.stations.query import Part, Understood

# A settlement is named by its own name; the rural district around it is a district.
RURAL_DISTRICT = "rural_district"
REGIONS = frozenset({Level.REGION, Level.COUNTRY})
DISTRICTS = frozenset({Level.DISTRICT, Level.RURAL_DISTRICT})


class NamedUnit(NamedTuple):
    """A region or a district that has a name, as the engine reads it."""

    pk: int
    level: str
    kind: str
    # As {language: text}.
    name: Mapping[str, str]
    parent_id: int | None
    grandparent_id: int | None


def districts_said(understood: Understood) -> list[Part]:
    """The parts that only say where a settlement lies."""
    groups = {Group.DISTRICT, Group.REGION}
    return [part for part in understood.parts if part.group in groups or part.kind == RURAL_DISTRICT]


def unsaid(words: Words) -> Part:
    """Words as a region or a district, where nobody says that they are one."""
    return Part(Group.REGION, "", words)


def is_unsaid(part: Part) -> bool:
    return part.group == Group.REGION and not part.kind


def levels_of(part: Part) -> frozenset[Level]:
    """The levels of what a part may name."""
    if is_unsaid(part):
        return REGIONS | DISTRICTS
    return REGIONS if part.group == Group.REGION else DISTRICTS


def likeness(unit: AdminUnit | NamedUnit, part: Part) -> int:
    """How well the kind of a unit is the kind that was said: 2 it is, 1 nobody says, 0 it is another.

    «Алматы облысы» is a region, and no way to say the city of that name.
    """
    kinds = (
        {unit.kind} if unit.kind else {name.kind.kind for text in unit.name.values() if (name := name_of(text)).kind}
    )
    if not kinds or not part.kind:
        return 1
    return 2 if part.kind in kinds else 0


def closest(units: Iterable[NamedUnit], part: Part) -> list[NamedUnit]:
    """Of units that are called as a part is, those of its level and most of its kind."""
    units = [unit for unit in units if unit.level in levels_of(part)]
    best = max((likeness(unit, part) for unit in units), default=0)
    return [unit for unit in units if best and likeness(unit, part) == best]


def innermost(known: Iterable[Sequence[NamedUnit]]) -> list[NamedUnit]:
    """The smallest units that were said: of districts those in the regions that were said, if any are."""
    districts: list[NamedUnit] = []
    regions: list[NamedUnit] = []
    for units in known:
        (districts if any(unit.level in DISTRICTS for unit in units) else regions).extend(units)
    keys = {unit.pk for unit in regions}
    inside = [unit for unit in districts if {unit.parent_id, unit.grandparent_id} & keys]
    return inside or districts or regions
