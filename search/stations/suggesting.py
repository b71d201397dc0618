"""What to offer while somebody types: settlements, streets, and stations by their number."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import gettext

from search.stations.engines.embedded import EmbeddedIndex
from search.stations.models import AdminUnit, Precinct, PublishedVersion
from search.stations.querysets import PARENTS
from search.stations.station import Station

MOST = 8
# As people write the number of a station: "206", "No 206", "32A".
NUMBER = re.compile(r"^\W*(\d{1,6}[^\W\d_]?)\s*$")


class Offer(NamedTuple):
    """What would stand in the field, and what tells it from others of the same name."""

    text: str
    where: str
    # Of a station that isn't open, that it isn't, and why.
    state: str = ""


def offers(typed: str, language: str) -> list[Offer]:
    """At most eight, in a language. Nothing for fewer than two letters, nor while nothing is published."""
    version = PublishedVersion.objects.values_list("version_id", flat=True).first()
    if version is None:
        return []
    if numbered := NUMBER.match(typed):
        return _stations(version, numbered[1])
    found = EmbeddedIndex().suggest(typed, language, MOST, version)
    units = AdminUnit.objects.select_related(PARENTS).in_bulk({one.settlement_id for one in found})
    return [
        Offer(one.text, _where(units[one.settlement_id], is_street=one.street_id is not None, count=one.count))
        for one in found
    ]


def _stations(version: int, number: str) -> list[Offer]:
    """Stations whose number begins so, the shortest first."""
    found = Precinct.objects.filter(version=version, number__startswith=number.upper()).as_numbered()
    return [_station(station) for station in Station.of(list(found.with_place()[:MOST]))]


def _station(station: Station) -> Offer:
    precinct, state = station.precinct, station.state
    text = gettext("No. %(number)s, %(region)s") % {"number": precinct.number, "region": precinct.region}
    why = [station.state_in_words, str(state.reason)] if state and not station.is_open else []
    return Offer(text, str(precinct.polling_location), ". ".join(filter(None, why)))


def _where(settlement: AdminUnit, *, is_street: bool, count: int) -> str:
    """Where the only place of a name lies; of several, that they are several."""
    if count > 1:
        return gettext("in several places")
    units = [settlement if is_street else settlement.parent]
    return ", ".join(str(unit) for unit in units if unit is not None)
