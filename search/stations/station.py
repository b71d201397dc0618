"""One polling station as voters read it: where, when, for whom, and what is known of its doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import NamedTuple
from uuid import uuid5
from zoneinfo import ZoneInfo

import segno
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.calendars.entries import Entry
from content.feeds import absolute
from portal import clock
from portal.elections.models import Election
from portal.i18n.formatting import moment, utc_offset
from portal.publication.elections import public_elections
from search.stations.engines.keys import name_of
from search.stations.enums import Level, PointSource, PrecinctKind
from search.stations.models import AccessibilityInformation, AdminUnit, Precinct, PrecinctNotice, PrecinctState
from search.stations.normalise.packs import Group
from search.stations.states import notices_of, revision_of, states_of


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
    """Something for people with disabilities of which it was recorded whether it is there."""

    name: str
    is_there: bool


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
    def name(self) -> str:
        """Its number and its building: what a link and a title call it."""
        words = {"number": self.precinct.number, "building": self.precinct.polling_location.name}
        return gettext("No. %(number)s, %(building)s") % words

    @property
    def is_open(self) -> bool:
        return self.state is None or self.state.status == "open"

    @property
    def has_point(self) -> bool:
        """Whether a map may show it: a wrong point, or the middle of a town, leads a voter to a wrong door."""
        place = self.precinct.polling_location
        is_hidden = self.state is not None and self.state.point_hidden
        is_vague = place.latlng_source == PointSource.SETTLEMENT
        return None not in {place.latitude, place.longitude} and not (is_hidden or is_vague)

    @cached_property
    def units(self) -> list[AdminUnit]:
        """Where it lies, the largest unit first."""
        found: list[AdminUnit] = []
        unit: AdminUnit | None = self.precinct.locality
        while unit is not None:
            found.insert(0, unit)
            unit = unit.parent
        return found

    @property
    def units_at_home(self) -> list[AdminUnit]:
        """Where it lies, without the country where that is one's own: nobody needs to be told."""
        is_abroad = self.precinct.kind == PrecinctKind.ABROAD
        return [unit for unit in self.units if is_abroad or unit.level != Level.COUNTRY]

    @property
    def surroundings(self) -> list[AdminUnit]:
        """Where it lies, in few words: of a city that is a region of its own, the city alone."""
        units = self.units_at_home
        called = [name_of(str(unit.name)).words for unit in units]
        return [unit for place, unit in enumerate(units) if called[place] not in called[place + 1 :]]

    @property
    def town(self) -> AdminUnit | None:
        """The settlement, unless the address says it already: in "Abay, 5" Abay is a street."""
        unit, parts = self.precinct.locality, str(self.precinct.polling_location.address_line).split(",")
        called = name_of(str(unit.name)).words
        groups = [name.kind and name.kind.group for name in map(name_of, parts) if name.words == called]
        is_said = Group.SETTLEMENT in groups or (None in groups and len(parts) > 2)
        return None if is_said else unit

    @property
    def address(self) -> str:
        """In one line that leads there from anywhere, the settlement first."""
        said = [str(self.town)] if self.town else []
        return ", ".join([*said, str(self.precinct.polling_location.address_line)])

    @property
    def point(self) -> tuple[str, str] | None:
        """Latitude and longitude in degrees (WGS 84), unless an editor has hidden them."""
        place = self.precinct.polling_location
        return (str(place.latitude), str(place.longitude)) if self.has_point else None

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

    @property
    def since(self) -> datetime | None:
        """Since when it is not open, on its own clocks."""
        at = self.state.since if self.state is not None else None
        return timezone.localtime(at, self.zone) if at is not None else None

    @property
    def state_in_words(self) -> str:
        """That it isn't open, and since when: "Suspended, 1 December 2026, 01:00 (UTC+5)"; empty while it is."""
        if self.state is None or self.is_open:
            return ""
        words = capfirst(self.state.get_status_display())
        return f"{words}, {moment(self.since)} ({utc_offset(self.since)})" if self.since else words

    @property
    def hours(self) -> list[Hours]:
        """When one votes there: nothing while it isn't open, so that no card and no calendar sends anybody there."""
        return self.planned_hours if self.is_open else []

    @cached_property
    def planned_hours(self) -> list[Hours]:
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
        """What is known of the building, first what is there. What nobody recorded isn't among it."""
        known = getattr(self.precinct.polling_location, "accessibility", None)
        fields = [field for field in AccessibilityInformation._meta.fields if field.name.startswith("has_")]
        found = [(str(field.verbose_name), getattr(known, field.name, None)) for field in fields]
        recorded = [Feature(name, is_there) for name, is_there in found if is_there is not None]
        return sorted(recorded, key=lambda feature: not feature.is_there)

    @property
    def services(self) -> str:
        """For whom it is there beside its territory."""
        if self.precinct.is_registering_no_fixed_residence:
            return str(_("It registers voters who are on no list and have no registered residence."))
        return ""

    @cached_property
    def qr_code(self) -> SafeString:
        """Its address as a QR code (ISO/IEC 18004), drawn into the page."""
        code = segno.make(absolute(self.url), error="m", micro=False)
        drawn = code.svg_inline(scale=3, border=4, omitsize=True, svgclass="qr-code", lineclass=None)
        return mark_safe(drawn)  # noqa: S308 (drawn here, of an address of our own)

    def voting_days(self) -> list[Entry]:
        """Its voting days for a calendar: where and when, with the hours of this station."""
        if self.election is None:
            return []
        revision = revision_of(self.precinct.uid)
        return [
            Entry(
                key=uuid5(self.election.key, f"{self.precinct.uid}:{hours.day}"),
                sequence=revision.number,
                title=gettext("I vote: station %(station)s") % {"station": self.name},
                starts=hours.opens_at,
                ends=hours.closes_at,
                zone=hours.zone.key,
                is_cancelled=not self.is_open,
                place=f"{self.precinct.polling_location.name}, {self.address}",
                url=self.url,
                changed_at=revision.changed_at,
            )
            for hours in self.planned_hours
        ]
