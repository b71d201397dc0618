"""One polling station as voters read it: where, when, for whom, and what is known of its doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.elections.models import Election
from portal.publication.elections import public_elections
from search.stations.models import AccessibilityInformation, AdminUnit, Precinct, PrecinctNotice, PrecinctState
from search.stations.states import notices_of, states_of


class Hours(NamedTuple):
    """Opening and closing on one voting day, on the station's own clocks."""

    day: date
    opens: time
    closes: time
    zone: ZoneInfo

    @property
    def opens_at(self) -> datetime:
        return datetime.combine(self.day, self.opens, tzinfo=self.zone)

    @property
    def closes_at(self) -> datetime:
        return datetime.combine(self.day, self.closes, tzinfo=self.zone)


class Feature(NamedTuple):
    """Something for people with disabilities; None: nobody recorded whether it is there."""

    name: str
    is_there: bool | None


@dataclass(frozen=True)
class Station:
    """A station of the published version, with what editors have decided about it."""

    precinct: Precinct
    state: PrecinctState | None = None
    notices: tuple[PrecinctNotice, ...] = ()

    @classmethod
    def of(cls, precincts: list[Precinct]) -> list[Station]:
        """In the order given, with states and notices in two queries."""
        states, notices = states_of(precincts), notices_of(precincts, clock.now())
        return [cls(one, states.get(one.uid), tuple(notices.get(one.uid, ()))) for one in precincts]

    @property
    def url(self) -> str:
        return reverse("station", args=[self.precinct.uid])

    @property
    def is_open(self) -> bool:
        return self.state is None or self.state.status == "open"

    @property
    def has_point(self) -> bool:
        """Whether a map may show it: a wrong point leads a voter to a wrong door."""
        place = self.precinct.polling_location
        return place.latitude is not None and not (self.state is not None and self.state.point_hidden)

    @cached_property
    def units(self) -> list[AdminUnit]:
        """Where it lies, the largest unit first."""
        found: list[AdminUnit] = []
        unit: AdminUnit | None = self.precinct.locality
        while unit is not None:
            found.insert(0, unit)
            unit = unit.parent
        return found

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The clocks of the nearest unit that has any."""
        name = next((unit.zone for unit in reversed(self.units) if unit.zone), "")
        return ZoneInfo(name) if name else None

    @cached_property
    def election(self) -> Election | None:
        """The election for which the directory was published, once the public may know of it."""
        pk = self.precinct.version.election_id
        return public_elections().with_dates().filter(pk=pk).first() if pk else None

    @cached_property
    def hours(self) -> list[Hours]:
        """On each voting day that is today or ahead: the station's own, else those that hold everywhere."""
        if self.election is None or self.election.is_cancelled:
            return []
        zone, now = self.zone or self.election.zone_info, clock.now()
        own = {row.date: (row.start_time, row.end_time) for row in self.precinct.hours.all()}
        found = []
        for day in self.election.voting_days:
            opens_closes = own.get(day) or self.election.polling_hours
            if opens_closes and day >= now.astimezone(zone).date():
                found.append(Hours(day, *opens_closes, zone))
        return found

    @cached_property
    def features(self) -> list[Feature]:
        """What is known of the building, then what nobody recorded; nothing where nobody recorded anything."""
        known = AccessibilityInformation.objects.filter(pk=self.precinct.polling_location_id).first()
        if known is None:
            return []
        fields = [field for field in known._meta.fields if field.name.startswith("has_")]
        found = [Feature(str(field.verbose_name), getattr(known, field.name)) for field in fields]
        if all(feature.is_there is None for feature in found):
            return []
        return sorted(found, key=lambda feature: (feature.is_there is None, feature.is_there is False))

    @property
    def services(self) -> str:
        """For whom it is there beside its territory."""
        if self.precinct.is_registering_no_fixed_residence:
            return str(_("It registers voters who are on no list and have no registered residence."))
        return ""
