"""What stands in a settlement: streets with their names and aliases, and buildings to vote in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import count

from bench.directory import names
from bench.directory.rows import Alias, Location, Place, Segment, Station, Street
from bench.directory.tables import Bilingual, pairs, toml
from bench.directory.territory import share_out, split_in_two

# Of streets: with a former name, with a name from the plans, whose end alone was renamed.
RENAMED = 0.2
PROJECT_ALIAS = 0.04
PROJECT_NAME = 0.01
PART_RENAMED = 0.02
# Stations for each microdistrict of a city.
STATIONS_PER_MICRODISTRICT = 6
KINDS = ["street"] * 16 + ["avenue", "avenue", "dead_end", "boulevard"]


class Settler:
    """Fills places. Numbers streets, aliases, stations and locations in the order in which it makes them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.street_pks, self.alias_pks = count(1), count(1)
        self.station_pks, self.location_pks = count(1), count(1)

    def settle_village(self, place: Place, stations: Sequence[Station]) -> None:
        """Two to four streets a station; at times one station has all the streets that no other has."""
        size = self.rng.randint(2, 4) if len(stations) == 1 else round(1.6 * len(stations)) + 1
        streets = self._streets(place, size, ["street"])
        owners = list(stations)
        if len(owners) > 1 and self.rng.random() < 0.1:
            rest = owners.pop()
            place.whole.append(Segment(rest, None, all_streets=True))
        self._share_out(place, streets, owners)

    def settle_city(self, place: Place, stations: Sequence[Station]) -> None:
        """Streets, and microdistricts with houses of their own or with streets that the city has elsewhere too."""
        if not stations:
            return
        streets = self._streets(place, max(3, 2 * len(stations)), KINDS)
        for _ in range(len(stations) // STATIONS_PER_MICRODISTRICT):
            streets += self._microdistrict(place, streets)
        self._share_out(place, streets, stations)

    def location(self, place: Place, kind: str) -> Location:
        """A building; stations of one settlement share one now and then."""
        rng = self.rng
        if place.locations and kind == "territorial" and rng.random() < 0.06:
            return place.locations[-1]
        name = self._venue(place, kind)
        street, house = names.common_name(rng), rng.randint(1, 120)
        location = Location(
            next(self.location_pks),
            name,
            _address(street, house),
            round(rng.uniform(41, 55), 6),
            round(rng.uniform(47, 87), 6),
        )
        place.locations.append(location)
        return location

    def _venue(self, place: Place, kind: str) -> Bilingual:
        rng, number = self.rng, len(place.locations) + 1
        if kind in {"institution", "military"}:
            return rng.choice(pairs("institutions")).filled(number)
        if kind == "abroad":
            return pairs("embassies")[0]
        if place.settlement.kind == "city":
            return rng.choice(pairs("schools")).filled(number)
        if rng.random() < 0.5:
            form, name = rng.choice(pairs("named_venues")), names.common_name(rng)
            return Bilingual(form.kk.format(name.kk), form.ru.format(name.ru))
        return rng.choice(pairs("village_venues"))

    def _streets(self, place: Place, size: int, kinds: Sequence[str]) -> list[Street]:
        """Streets of which no two share name and kind, nor a name in one language."""
        used = {(street.kind, text) for street in place.streets if not street.microdistrict for text in street.name}
        made: list[Street] = []
        for _ in range(size * 3):
            if len(made) == size:
                break
            kind, name = self.rng.choice(kinds), self._name()
            if any((kind, text) in used for text in name):
                continue
            used |= {(kind, text) for text in name}
            made.append(self._street(place, kind, name))
        return made

    def _name(self) -> Bilingual:
        if self.rng.random() < PROJECT_NAME:
            text = names.project_name(self.rng)
            return Bilingual(text, text)
        return names.street_name(self.rng)

    def _microdistrict(self, place: Place, others: Sequence[Street]) -> list[Street]:
        """One with houses, or one with streets. The settlement has no other of its name."""
        rng = self.rng
        used = {text for street in place.streets for text in street.name}
        name = names.plain_name(rng)
        if name.kk in used or rng.random() < 0.4:
            number = next(n for n in count(1) if f"{name.kk}-{n}" not in used)
            name = Bilingual(f"{name.kk}-{number}", f"{name.ru}-{number}")
        outer = self._street(place, "microdistrict", name)
        if rng.random() < 0.5:
            return [outer]
        inner = {}
        for _ in range(rng.randint(2, 4)):
            shared = rng.choice(others).name if rng.random() < 0.4 else names.common_name(rng)
            inner[shared.ru] = shared
        return [self._street(place, "street", shared, outer) for shared in inner.values()]

    def _street(self, place: Place, kind: str, name: Bilingual, outer: Street | None = None) -> Street:
        street = Street(next(self.street_pks), kind, name, outer)
        place.streets.append(street)
        return street

    def _share_out(self, place: Place, streets: Sequence[Street], stations: Sequence[Station]) -> None:
        rng = self.rng
        for first, second in zip(streets[::2], streets[1::2], strict=False):
            if {first.kind, second.kind} == {"street"} and rng.random() < 2 * PART_RENAMED:
                start, end = split_in_two(first, second, stations, rng)
                self._called(second, first.name, "former", start, end)
        share_out(streets, stations, rng)
        for street in streets:
            if street.kind != "microdistrict" and not street.aliases:
                if rng.random() < RENAMED:
                    self._called(street, names.former_name(rng), "former")
                elif place.settlement.kind == "city" and rng.random() < PROJECT_ALIAS:
                    text = names.project_name(rng)
                    street.aliases.append(Alias(next(self.alias_pks), street, text, "", "project"))

    def _called(
        self, street: Street, name: Bilingual, kind: str, start: int | None = None, end: int | None = None
    ) -> None:
        for language in ("kk", "ru"):
            text = name.text(language)
            street.aliases.append(Alias(next(self.alias_pks), street, text, language, kind, start, end))


def _address(street: Bilingual, house: int) -> Bilingual:
    words = toml("words")
    return Bilingual(
        *(f"{words[code]['street']['street'][0].format(street.text(code))}, {house}" for code in ("kk", "ru"))
    )
