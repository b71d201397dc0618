"""A small directory of polling stations, from the table beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from portal import clock

TABLE = Path(__file__).with_suffix(".toml")


def texts(kk, ru, en):
    return {"kk": kk, "ru": ru, "en": en}


def version(staged_by=None):
    """An empty version."""
    from search.stations.models import DatasetVersion
    from tests.factories.people import user

    return DatasetVersion.objects.create(source_sha256="0" * 64, staged_at=clock.now(), staged_by=staged_by or user())


def publish(which):
    """Move the pointer."""
    from search.stations.models import PublishedVersion

    PublishedVersion.objects.update_or_create(pk=1, defaults={"version": which})


def table():
    """The rows of the table, by kind."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def staged(change=None):
    """The table as an indexed version nobody is answered from; `change(table)` may change the table first."""
    from search.stations.engines.build import build_index

    rows = table()
    if change is not None:
        change(rows)
    made = version()
    _World(made, rows).make()
    build_index(made.pk)
    return made


def world(change=None):
    """The table, published."""
    made = staged(change)
    publish(made)
    return made


class _World:
    def __init__(self, made, table):
        self.version = made
        self.table = table

    def make(self):
        self.units = {}
        for key, parent, level, kind, *names in self.table["units"]:
            self.units[key] = self._unit(key, self.units.get(parent), level, kind, names)
        self.streets = {}
        for key, settlement, kind, micro, *names in self.table["streets"]:
            self.streets[key] = self._street(settlement, kind, self.streets.get(micro), names)
        for alias in self.table["aliases"]:
            self._alias(*alias)
        self.locations = {key: self._location(names) for key, *names in self.table["locations"]}
        self.precincts = {row[0]: self._precinct(*row) for row in self.table["precincts"]}
        for row in self.table["segments"]:
            self._segments(*row)

    def _unit(self, key, parent, level, kind, names):
        from search.stations.models import AdminUnit

        return AdminUnit.objects.create(
            version=self.version, code=key, parent=parent, level=level, kind=kind, name=texts(*names)
        )

    def _street(self, settlement, kind, micro, names):
        from search.stations.models import Street

        return Street.objects.create(
            version=self.version,
            settlement=self.units[settlement],
            kind=kind,
            microdistrict=micro,
            name=texts(*names),
        )

    def _alias(self, street, text, language, kind, start, end):
        from search.stations.models import StreetAlias

        StreetAlias.objects.create(
            version=self.version,
            street=self.streets[street],
            text=text,
            language=language,
            kind=kind,
            start_house_number=start or None,
            end_house_number=end or None,
        )

    def _location(self, names):
        from search.stations.models import PollingLocation

        return PollingLocation.objects.create(
            version=self.version, name=texts(*names[:3]), address_line=texts(*names[3:])
        )

    def _precinct(self, key, number, region, locality, kind, location):
        from search.stations.models import Precinct

        return Precinct.objects.create(
            version=self.version,
            uid=key,
            region=self.units[region],
            locality=self.units[locality],
            number=number,
            kind=kind,
            polling_location=self.locations[location],
        )

    def _segments(self, precinct, place, houses):
        from dataclasses import asdict

        from search.stations.houses import parse_houses
        from search.stations.models import StreetSegment

        street = None if place.startswith("@") else self.streets[place]
        settlement = self.units[place[1:]] if street is None else street.settlement
        for segment in parse_houses(houses).segments:
            StreetSegment.objects.create(
                version=self.version,
                precinct=self.precincts[precinct],
                settlement=settlement,
                street=street,
                **asdict(segment),
            )
