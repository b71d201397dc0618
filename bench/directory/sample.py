"""Which streets and stations are asked about: drawn while the directory streams by, each as likely as another."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from bench.directory.rows import Place, Station, Street
from bench.directory.tables import Bilingual, toml, typos

Drawn = TypeVar("Drawn")
MOST_NAMESAKES = 5
# Lengths of the beginnings that are asked for.
PREFIXES = (3, 5)
KAZAKH = set(toml("letters")["layout"])
YO = "\u0451"


class Pool(Generic[Drawn]):
    """At most `size` things out of many, each with the same chance (algorithm R)."""

    def __init__(self, size: int, rng: random.Random) -> None:
        self.size = size
        self.rng = rng
        self.seen = 0
        self.drawn: list[Drawn] = []

    def offer(self, thing: Drawn) -> None:
        self.seen += 1
        if len(self.drawn) < self.size:
            self.drawn.append(thing)
        elif (place := self.rng.randrange(self.seen)) < self.size:
            self.drawn[place] = thing


@dataclass(slots=True)
class Addressed:
    """A street in its settlement."""

    place: Place
    street: Street


@dataclass(slots=True)
class Housed:
    """A station in its settlement."""

    place: Place
    station: Station


@dataclass
class Sample:
    """Pools of what questions are made of, and which names of settlements need their district said."""

    rng: random.Random
    streets: Pool[Addressed] = field(init=False)
    kazakh: Pool[Addressed] = field(init=False)
    with_yo: Pool[Addressed] = field(init=False)
    renamed: Pool[Addressed] = field(init=False)
    misspelt: Pool[Addressed] = field(init=False)
    twins: Pool[Addressed] = field(init=False)
    stations: Pool[Housed] = field(init=False)
    venues: Pool[Housed] = field(init=False)
    whole: Pool[Place] = field(init=False)
    settlements: Counter[str] = field(default_factory=Counter)
    districts: Counter[str] = field(default_factory=Counter)
    # How often each name of a street is used, by language.
    names: dict[str, Counter[str]] = field(default_factory=lambda: {"kk": Counter(), "ru": Counter()})
    # The places that are called so in Russian, as long as they are few and each is one station's.
    namesakes: defaultdict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    _by_start: defaultdict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.streets = Pool(8000, self.rng)
        for name in ("kazakh", "renamed", "misspelt", "twins"):
            setattr(self, name, Pool(3000, self.rng))
        self.with_yo = Pool(600, self.rng)
        self.stations, self.venues = Pool(1500, self.rng), Pool(1500, self.rng)
        self.whole = Pool(800, self.rng)

    @cached_property
    def misspellings(self) -> dict[str, list[str]]:
        """What each name is written as, by hand."""
        found: dict[str, list[str]] = {}
        for right, wrong in typos():
            found.setdefault(right, []).append(wrong)
        return found

    def see(self, place: Place) -> None:
        """Take note of a place of the directory."""
        for unit in place.new_units:
            if unit.level == "district":
                self.districts.update(set(unit.name))
            if unit.level == "settlement":
                self.settlements.update(set(unit.name))
        self._see_streets(place)
        for station in place.stations:
            if station.kind != "abroad":
                self.stations.offer(Housed(place, station))
            if station.kind == "territorial":
                self.venues.offer(Housed(place, station))
        if place.is_whole:
            self.whole.offer(place)
        few = self.namesakes[place.settlement.name.ru]
        if len(few) <= MOST_NAMESAKES:
            few.append(place)

    def _see_streets(self, place: Place) -> None:
        names = Counter(street.name.ru for street in place.streets)
        for street in place.streets:
            for language, used in self.names.items():
                used[street.name.text(language)] += 1
            if not street.segments:
                continue
            addressed = Addressed(place, street)
            self.streets.offer(addressed)
            if KAZAKH & set(street.name.kk.lower()):
                self.kazakh.offer(addressed)
            if YO in street.name.ru or any(YO in alias.text for alias in street.aliases):
                self.with_yo.offer(addressed)
            if street.aliases:
                self.renamed.offer(addressed)
            if any(name in self.misspellings for name in street.name):
                self.misspelt.offer(addressed)
            if names[street.name.ru] > 1:
                self.twins.offer(addressed)

    def most_used(self, start: str, language: str) -> list[str]:
        """The five names that begin so and are used most."""
        if not self._by_start:
            for code, used in self.names.items():
                for name, count in used.items():
                    for length in PREFIXES:
                        self._by_start[code, name[:length].lower()].append((-count, name))
        return [name for _count, name in sorted(self._by_start[language, start])[:5]]

    def needed(self, place: Place, language: str) -> list[Bilingual]:
        """The units, largest first, that must be said with the settlement for it to be one."""
        name = place.settlement.name.text(language)
        if self.settlements[name] <= 1:
            return []
        if place.district is None:
            return [place.region.name]
        if self.districts[place.district.name.text(language)] <= 1:
            return [place.district.name]
        return [place.region.name, place.district.name]
