"""From a region down to a street: the directory read from above, for whoever doesn't want to type."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count
from django.utils.translation import get_language

from content.pagination import InPages
from portal.i18n.alphabets import initial, name_key
from search.stations.enums import Level
from search.stations.models import AdminUnit, Precinct, Street, StreetSegment
from search.stations.querysets import PrecinctQuerySet
from search.stations.resolve.context import units_above
from search.stations.station import Station
from search.stations.territories import houses_in_words


def by_name(found: list[Any]) -> list[Any]:
    """Units or streets in the alphabetical order of the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    return sorted(found, key=lambda one: name_key(one.name, language))


class Counted(NamedTuple):
    """A unit, and how many stations it has."""

    unit: AdminUnit
    stations: int


def regions_of(precincts: PrecinctQuerySet) -> list[Counted]:
    """The regions, or countries abroad, in which some stations are. Two queries."""
    counts = dict(precincts.order_by().values_list("region").annotate(Count("pk")))
    return [Counted(unit, counts[unit.pk]) for unit in by_name(list(AdminUnit.objects.filter(pk__in=counts)))]


@dataclass
class Place(InPages):
    """An administrative unit: what lies in it, and the stations that lie in no smaller one."""

    unit: AdminUnit
    page_number: int = 1
    per_page = 100

    @cached_property
    def above(self) -> list[AdminUnit]:
        """Where it lies, the largest first; a country at home says nothing."""
        return [unit for unit in units_above(self.unit.parent) if unit.level != Level.COUNTRY][::-1]

    @property
    def with_itself(self) -> list[AdminUnit]:
        return [*self.above, self.unit]

    @cached_property
    def below(self) -> list[AdminUnit]:
        return by_name(list(AdminUnit.objects.filter(parent=self.unit)))

    @cached_property
    def matches(self) -> Any:
        return Precinct.objects.filter(locality=self.unit).with_place().as_numbered()

    @cached_property
    def stations(self) -> list[Station]:
        """Those of this page of the list."""
        return Station.of(list(self.leaf.object_list))

    @cached_property
    def has_streets(self) -> bool:
        return Street.objects.filter(settlement=self.unit).exists()

    def page_query(self, number: int | None) -> str:
        return f"?page={number}" if number else ""


class StreetAndStations(NamedTuple):
    """A street, and which of its houses each station has."""

    street: Street
    stations: list[tuple[Station, str]]


@dataclass
class Streets(InPages):
    """The streets of a settlement under one letter of the reader's alphabet."""

    unit: AdminUnit
    letter: str = ""
    page_number: int = 1
    per_page = 100

    @cached_property
    def _by_letter(self) -> dict[str, list[Street]]:
        streets = by_name(list(Street.objects.filter(settlement=self.unit).select_related("microdistrict")))
        found: dict[str, list[Street]] = defaultdict(list)
        for street in streets:
            found[initial(str(street.name))].append(street)
        return found

    @property
    def letters(self) -> list[str]:
        """Those under which there are streets; the empty one stands for names that begin with a number."""
        return list(self._by_letter)

    @property
    def letter_links(self) -> list[tuple[str, str]]:
        return [(letter, "?" + urlencode({"letter": letter})) for letter in self.letters]

    @property
    def own_query(self) -> str:
        """Of this page of this letter."""
        return self.page_query(self.page_number if self.page_number > 1 else None)

    @property
    def current(self) -> str:
        """The letter asked for, else the first."""
        return self.letter if self.letter in self._by_letter else next(iter(self._by_letter), "")

    @property
    def matches(self) -> list[Street]:
        return self._by_letter.get(self.current, [])

    @cached_property
    def streets(self) -> list[StreetAndStations]:
        """Those of this page of the letter, each with its stations: those of its own, else the whole settlement's."""
        streets = list(self.leaf.object_list)
        named = StreetSegment.objects.filter(street__in=streets)
        whole = StreetSegment.objects.filter(settlement=self.unit, street=None)
        rows = list((named | whole).select_related("precinct__polling_location").order_by("precinct_id", "pk"))
        stations = {one.precinct.pk: one for one in Station.of(list({row.precinct for row in rows}))}
        by_street: dict[int | None, list[StreetSegment]] = defaultdict(list)
        for row in rows:
            by_street[row.street_id].append(row)
        return [
            StreetAndStations(street, _houses(by_street[street.pk] or by_street[None], stations)) for street in streets
        ]

    def page_query(self, number: int | None) -> str:
        return "?" + urlencode({"letter": self.current, **({"page": number} if number else {})})


def _houses(rows: list[StreetSegment], stations: dict[int, Station]) -> list[tuple[Station, str]]:
    """Rows of one street by station, and what they say together."""
    grouped = ((pk, list(said)) for pk, said in groupby(rows, key=lambda row: row.precinct_id))
    return [(stations[pk], houses_in_words(row.segment for row in said)) for pk, said in grouped]
