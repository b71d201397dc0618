"""The rows of a directory, numbered by the generator so that truth can name them before any database does."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.directory.tables import Bilingual


@dataclass(frozen=True, slots=True)
class House:
    number: int
    suffix: str = ""


@dataclass(slots=True)
class Unit:
    """A region, a district, a settlement, or a country abroad."""

    pk: int
    parent: Unit | None
    code: str
    level: str
    kind: str
    name: Bilingual


@dataclass(slots=True, eq=False)
class Street:
    pk: int
    kind: str
    name: Bilingual
    microdistrict: Street | None = None
    aliases: list[Alias] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class Alias:
    """Another name of a street; of a part of it where it has houses, inclusive."""

    pk: int
    street: Street
    text: str
    language: str
    kind: str
    start: int | None = None
    end: int | None = None

    def covers(self, house: House) -> bool:
        return (self.start or 0) <= house.number <= (self.end or house.number)


@dataclass(slots=True)
class Location:
    pk: int
    name: Bilingual
    address: Bilingual
    latitude: float
    longitude: float


@dataclass(slots=True)
class Station:
    pk: int
    uid: str
    region: Unit
    locality: Unit
    number: str
    kind: str
    location: Location
    takes_no_residence: bool = False


@dataclass(slots=True)
class Segment:
    """These houses belong to this station, in the columns of VIP's StreetSegment. No street: every street."""

    station: Station
    street: Street | None
    start: int | None = None
    end: int | None = None
    parity: str = "both"
    suffix: str = ""
    all_addresses: bool = False
    all_streets: bool = False
    is_exclusion: bool = False


@dataclass(slots=True)
class Place:
    """A settlement with everything in it; `new_units` are the units that no earlier place had."""

    region: Unit
    district: Unit | None
    settlement: Unit
    new_units: list[Unit] = field(default_factory=list)
    streets: list[Street] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    stations: list[Station] = field(default_factory=list)
    # Statements about every street of the settlement.
    whole: list[Segment] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether one station has the whole settlement, and no street of it is listed."""
        return bool(self.whole) and not self.streets
