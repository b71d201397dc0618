"""A directory of any size, settlement by settlement: the same for the same seed, in constant memory."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count, groupby

from bench.directory import names
from bench.directory.rows import Place, Segment, Station, Unit
from bench.directory.settle import Settler
from bench.directory.tables import Bilingual, District, districts, pairs, regions, toml

# Abroad Kazakhstan has about 80 stations of 10,400.
ABROAD = 0.008
# 181 of them register voters without residence.
NO_RESIDENCE = 181 / 10_400
# Of villages with one station, how many decisions name no street of.
WHOLE_VILLAGES = 0.5
# Stations of a village; the first of each district is its centre and has more.
VILLAGE_SIZES = [1] * 28 + [2] * 7 + [3] * 3 + [4, 6]
LARGEST_CENTRE = 12
# A directory larger than the country's own has more towns, not larger ones.
TOWN_SIZES = [3, 5, 8, 12, 20, 35, 60]

# Names that are tried for a village before one of two words is.
SIMPLE_NAMES = 5


class Directory:
    """`stations` polling stations in the country's proportions. Iterating again gives the same rows again."""

    def __init__(self, stations: int, seed: int = 1) -> None:
        self.stations = stations
        self.seed = seed

    def __iter__(self) -> Iterator[Place]:
        return _Writer(random.Random(f"directory {self.seed}"), self.stations).places()


def apportioned(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers that add up to the total, in the proportion of the weights (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(value) for value in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: whole[place] - exact[place])
    for place in by_remainder[: total - sum(whole)]:
        whole[place] += 1
    return whole


@cache
def cities() -> frozenset[str]:
    """What no village is called: else nobody could ask for a city by its name."""
    return frozenset(district.city.ru for district in districts() if district.city)


class _Writer:
    """Numbers everything in the order in which it is written."""

    def __init__(self, rng: random.Random, total: int) -> None:
        self.rng = rng
        self.total = total
        self.unit_pks = count(1)
        self.settler = Settler(rng)
        self.used: defaultdict[int, set[str]] = defaultdict(set)
        self.numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
        self.waiting: list[Unit] = []

    def places(self) -> Iterator[Place]:
        abroad = round(self.total * ABROAD)
        table = districts()
        shares = apportioned(self.total - abroad, [district.stations for district in table])
        rows = sorted(zip(table, shares, strict=True), key=lambda row: row[0].region)
        for code, group in groupby(rows, key=lambda row: row[0].region):
            region = self._unit(None, "region", "", regions()[code], code)
            self.used.clear()
            yield from self._places_of_region(region, list(group))
        yield from self._abroad(abroad)

    def _places_of_region(self, region: Unit, rows: Sequence[tuple[District, int]]) -> Iterator[Place]:
        cities: dict[Bilingual, list[tuple[District, int]]] = {}
        for district, share in rows:
            if district.city:
                cities.setdefault(district.city, []).append((district, share))
        for city, parts in cities.items():
            self.used[region.pk].add(city.ru)
            yield from self._city(region, city, parts)
        for district, share in rows:
            if district.name and not district.city:
                unit = self._unit(region, "district", "", district.name)
                yield from self._villages(region, unit, share)

    def _city(self, region: Unit, name: Bilingual, parts: Sequence[tuple[District, int]]) -> Iterator[Place]:
        """A city in its own size, by its districts if it has some; then the towns that a larger directory has."""
        settlement = self._settlement(region, "city", name)
        place = Place(region, None, settlement)
        more = 0
        for district, share in parts:
            if district.name:
                self._unit(region, "district", "", district.name)
            size = min(share, district.stations)
            more += share - size
            stations = self._stations(place, size)
            self.settler.settle_city(place, stations)
        yield self._done(place)
        while more:
            size = min(more, self.rng.choice(TOWN_SIZES))
            more -= size
            place = Place(region, None, self._settlement(region, "city" if size > 10 else "village"))
            self.settler.settle_city(place, self._stations(place, size))
            yield self._done(place)

    def _villages(self, region: Unit, district: Unit, share: int) -> Iterator[Place]:
        size = max(1, min(LARGEST_CENTRE, share // 4)) if share else 0
        while share:
            place = Place(region, district, self._settlement(district, "village"))
            share -= size
            stations = self._stations(place, size)
            if size == 1 and self.rng.random() < WHOLE_VILLAGES:
                place.whole.append(Segment(stations[0], None, all_streets=True))
            else:
                self.settler.settle_village(place, stations)
            yield self._done(place)
            size = min(share, self.rng.choice(VILLAGE_SIZES))

    def _abroad(self, stations: int) -> Iterator[Place]:
        """One station for a whole city abroad; some have two in one building."""
        cities = [text.split("|") for text in toml("names")["abroad"]]
        countries: dict[str, Unit] = {}
        for place_number in range(stations):
            code, kk, ru, city_kk, city_ru = cities[place_number % len(cities)]
            if code not in countries:
                countries[code] = self._unit(None, "country", "", Bilingual(kk, ru), code)
            turn = place_number // len(cities)
            name = (
                Bilingual(city_kk, city_ru) if not turn else Bilingual(f"{city_kk}-{turn + 1}", f"{city_ru}-{turn + 1}")
            )
            settlement = self._settlement(countries[code], "city", name)
            place = Place(countries[code], None, settlement)
            (station,) = self._stations(place, 1, kind="abroad")
            place.whole.append(Segment(station, None, all_streets=True))
            yield self._done(place)

    def _stations(self, place: Place, size: int, kind: str = "territorial") -> list[Station]:
        """Stations with the region's next numbers. In a city some are in institutions and have no territory."""
        made: list[Station] = []
        for _ in range(size):
            number = str(next(self.numbers["abroad" if kind == "abroad" else place.region.code]))
            its_kind = kind
            if place.settlement.kind == "city" and kind == "territorial" and made and self.rng.random() < 0.03:
                its_kind = self.rng.choice(["institution", "institution", "military"])
            location = self.settler.location(place, its_kind)
            uid = f"{place.region.code}-{number}-{its_kind}"
            pk, takes_no_residence = next(self.settler.station_pks), self.rng.random() < NO_RESIDENCE
            station = Station(pk, uid, place.region, place.settlement, number, its_kind, location, takes_no_residence)
            place.stations.append(station)
            made.append(station)
        return [station for station in made if station.kind in {"territorial", "abroad"}]

    def _settlement(self, parent: Unit, kind: str, name: Bilingual | None = None) -> Unit:
        """A settlement whose name its district hasn't yet."""
        used = self.used[parent.pk]
        if name is None or (name.ru in used and kind == "village"):
            name = self._unused_name(used)
        used.add(name.ru)
        return self._unit(parent, "settlement", kind, name)

    def _unused_name(self, used: set[str]) -> Bilingual:
        """A district of a directory larger than the country's has more villages than there are names of one word."""
        tried = 0
        while True:
            name = names.settlement_name(self.rng, is_compound=tried >= SIMPLE_NAMES)
            if name.ru not in used and name.ru not in cities():
                return name
            tried += 1

    def _unit(self, parent: Unit | None, level: str, kind: str, name: Bilingual, code: str = "") -> Unit:
        pk = next(self.unit_pks)
        code = code or f"{parent.code[:2] if parent else ''}{pk:07}"
        unit = Unit(pk, parent, code, level, kind, name)
        self.waiting.append(unit)
        return unit

    def _done(self, place: Place) -> Place:
        place.new_units, self.waiting = self.waiting, []
        return place


def common_names() -> frozenset[str]:
    """Names that every directory has, in both languages."""
    return frozenset(text for name in pairs("common") for text in name)
