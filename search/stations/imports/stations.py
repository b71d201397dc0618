"""A row of the file of stations: the polling station, its building, and the houses listed in its cell `streets`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from portal.i18n.texts import Texts
from search.stations.enums import PointSource, PrecinctKind
from search.stations.imports import cells
from search.stations.imports.bulk import Table
from search.stations.imports.columns import ACCESSIBILITY
from search.stations.imports.messages import Code
from search.stations.imports.reading import Row
from search.stations.imports.units import Unit, Units
from search.stations.models import AccessibilityInformation, HoursOpen, PollingLocation, Precinct


def uid_of(region_code: str, number: str, kind: str) -> str:
    """What a station is called in every version: links and editors' decisions hold on to it."""
    return f"{region_code}-{number}-{kind}"


class Seen(NamedTuple):
    """A station of this import."""

    id: int
    row: int
    region: Unit
    settlement: Unit


@dataclass(frozen=True, slots=True)
class Building:
    """A polling location as a row gives it."""

    name: Texts
    address: Texts
    directions: Texts
    point: cells.Point
    point_source: str
    phones: list[str]
    accessibility: dict[str, bool | None]
    note: Texts

    @property
    def is_known(self) -> bool:
        """Whether anything was said of its accessibility."""
        return bool(self.note) or any(value is not None for value in self.accessibility.values())

    @property
    def digest(self) -> bytes:
        parts = (self.name, self.address, self.directions, self.point, self.phones, self.accessibility, self.note)
        return blake2b(repr(parts).encode(), digest_size=16).digest()


@dataclass(slots=True)
class Stations:
    """The stations of an import. Per station some 400 bytes are kept, for what names it later."""

    version_id: int
    units: Units
    # Of the election that they are for; empty: of none.
    voting_days: frozenset[date]
    by_uid: dict[str, Seen] = field(default_factory=dict)
    # Rows of other files that mean these are no mistake of theirs.
    refused: set[str] = field(default_factory=set)
    # Of those that need houses: the ids that have none so far.
    without_houses: dict[int, int] = field(default_factory=dict)
    _buildings: dict[bytes, int] = field(default_factory=dict)
    precincts: Table = field(
        default_factory=lambda: Table(
            *(Precinct, "id", "version", "uid", "region", "locality", "number", "kind", "polling_location"),
            *("is_registering_no_fixed_residence", "territory", "decision"),
        )
    )
    hours: Table = field(default_factory=lambda: Table(HoursOpen, "id", "precinct", "date", "start_time", "end_time"))
    locations: Table = field(
        default_factory=lambda: Table(
            *(PollingLocation, "id", "version", "name", "address_line", "directions"),
            *("latitude", "longitude", "latlng_source", "phones"),
        )
    )
    accessibility: Table = field(
        default_factory=lambda: Table(AccessibilityInformation, "polling_location", *ACCESSIBILITY, "note")
    )

    def add(self, row: Row) -> Seen | None:
        """Note a row's station to be written; None if it has errors, all of which are found."""
        kind = cells.choice(row, "kind", PrecinctKind.values) or PrecinctKind.TERRITORIAL
        number = cells.number(row)
        region = self.units.region(row, kind)
        settlement = self.units.settlement(row, region) if region else None
        building = read_building(row, is_abroad=kind == PrecinctKind.ABROAD)
        hours = cells.hours(row, self.voting_days)
        no_residence = cells.yes_no(row, "is_registering_no_fixed_residence")
        territory, decision = _long_texts(row, "territory", 20_000), Texts(cells.texts(row, "decision", 300))
        if kind == PrecinctKind.ABROAD and not row.cell("zone") and not (settlement and settlement.zone):
            row.found(Code.ZONE_MISSING, "zone")
        uid = uid_of(region.code, number, kind) if region else ""
        if region and number and uid in self.by_uid:
            row.found(Code.STATION_REPEATED, "number", number, other_row=self.by_uid[uid].row)
        if row.has_errors or region is None or settlement is None:
            self.refused.add(uid)
            return None
        seen = self.by_uid[uid] = Seen(self.precincts.next_id(), row.number, region, settlement)
        location = self._location(building)
        self.precincts.add(
            *(seen.id, self.version_id, uid, region.id, settlement.id, number, str(kind), location),
            *(bool(no_residence), territory, decision),
        )
        for day, opens, closes in hours:
            self.hours.add(self.hours.next_id(), seen.id, day, opens, closes)
        if kind == PrecinctKind.TERRITORIAL:
            self.without_houses[seen.id] = row.number
        if kind in {PrecinctKind.TERRITORIAL, PrecinctKind.ABROAD}:
            settlement.is_served = True
        return seen

    def _location(self, building: Building) -> int:
        """The building's row; stations that say the same of theirs share one."""
        digest = building.digest
        if digest in self._buildings:
            return self._buildings[digest]
        made = self._buildings[digest] = self.locations.next_id()
        self.locations.add(
            *(made, self.version_id, building.name, building.address, building.directions),
            *(*building.point, building.point_source, building.phones),
        )
        if building.is_known:
            self.accessibility.add(made, *building.accessibility.values(), building.note)
        return made

    def find(self, row: Row) -> Seen | None:
        """The station that a row of another file means; None with a finding."""
        number = cells.number(row)
        region = row.cell("region_code")
        kinds = [cells.choice(row, "kind", PrecinctKind.values)] if row.cell("kind") else PrecinctKind.values
        uids = [uid_of(region, number, kind) for kind in kinds]
        found = [self.by_uid[uid] for uid in uids if uid in self.by_uid]
        if number and not found and self.refused.isdisjoint(uids):
            row.found(Code.STATION_UNKNOWN, "number", row.cell("number"), number=number, region=region or "-")
        return found[0] if found else None

    def flush(self) -> None:
        for table in (self.locations, self.accessibility, self.precincts, self.hours):
            table.flush()


def read_building(row: Row, *, is_abroad: bool) -> Building:
    name, address = cells.texts(row, "location_name", 300), cells.texts(row, "address_line", 300)
    if not name and not address:
        row.found(Code.LOCATION_MISSING, "location_name")
    else:
        cells.note_all_missing(row, "location_name", name)
        cells.note_all_missing(row, "address_line", address)
    return Building(
        name=Texts(name),
        address=Texts(address),
        directions=Texts(cells.texts(row, "directions", 500)),
        point=cells.point(row, is_abroad=is_abroad),
        point_source=cells.choice(row, "latlng_source", PointSource.values),
        phones=cells.phones(row),
        accessibility={column: cells.yes_no(row, column) for column in ACCESSIBILITY},
        note=Texts(cells.texts(row, "accessibility_note", 300)),
    )


def _long_texts(row: Row, name: str, longest: int) -> Texts:
    """Texts whose lines stay lines."""
    return Texts(cells.texts(row, name, longest, lines=True))
