"""Stations that nobody finds by an address: abroad, in institutions, and those that register voters on the day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.pagination import InPages
from search.stations.enums import PrecinctKind
from search.stations.models import AdminUnit, Precinct, PublishedVersion
from search.stations.places import Counted, regions_of
from search.stations.station import Station


class Special(NamedTuple):
    """A list of stations: which, and what it says above them."""

    view: str
    which: Q
    title: Promise
    lead: Promise


ABROAD = Special(
    "stations_abroad",
    Q(kind=PrecinctKind.ABROAD),
    _("Voting abroad"),
    _("Stations at the embassies and consulates, by country. In any country you may vote at the one that is there."),
)
INSTITUTIONS = Special(
    "stations_institutions",
    Q(kind__in=[PrecinctKind.INSTITUTION, PrecinctKind.MILITARY]),
    _("In a hospital, a military unit, in custody"),
    _("Whoever is there on voting day votes at the station set up there."),
)
WITHOUT_RESIDENCE = Special(
    "stations_without_residence",
    Q(is_registering_no_fixed_residence=True),
    _("No registered residence"),
    _("These stations register on voting day voters who are on no list and have no registered residence."),
)

SPECIAL = (ABROAD, WITHOUT_RESIDENCE, INSTITUTIONS)


@dataclass
class SpecialList(InPages):
    """The stations of such a list, by region."""

    special: Special
    page_number: int = 1
    per_page = 200

    @cached_property
    def _precincts(self) -> Any:
        """Of the version that was published when the list was begun: another one may be published meanwhile."""
        version = PublishedVersion.objects.values_list("version_id", flat=True).first()
        return Precinct.objects.filter(self.special.which, version=version)

    @cached_property
    def regions(self) -> list[Counted]:
        """The regions, or countries, that have such stations."""
        return regions_of(self._precincts)

    @property
    def total(self) -> int:
        return sum(counted.stations for counted in self.regions)

    @cached_property
    def matches(self) -> Any:
        places = {counted.unit.pk: order for order, counted in enumerate(self.regions)}
        return sorted(self._precincts.with_place().as_numbered(), key=lambda precinct: places[precinct.region_id])

    @cached_property
    def by_region(self) -> list[tuple[AdminUnit, list[Station]]]:
        """Those of this page of the list, under their regions."""
        stations = Station.of(list(self.leaf.object_list))
        grouped = groupby(stations, key=lambda station: station.precinct.region)
        return [(region, list(found)) for region, found in grouped]

    def page_query(self, number: int | None) -> str:
        return f"?page={number}" if number else ""
