"""Questions that aren't a house of one street: stations, buildings, beginnings of names, what has several answers."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench.directory import forms
from bench.directory.forms import asked
from bench.directory.houses import outside, random_house
from bench.directory.names import street_name
from bench.directory.questions import Question, Stratum
from bench.directory.rows import Place, Street
from bench.directory.sample import Sample
from bench.directory.tables import toml
from bench.directory.truth import stations_of
from bench.directory.typos import slip

# More would be no list to choose from.
MOST_LISTED = 5


def by_number(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """A station's number with its region, before or after."""
    for number, housed in enumerate(rng.sample(sample.stations.drawn, len(sample.stations.drawn))):
        language = ("kk", "ru")[number % 2]
        station = housed.station
        text = rng.choice(toml("words")[language]["station"]["forms"]).format(station.number)
        parts = [text, _region(housed.place, language)]
        yield Question(Stratum.NUMBER, language, ", ".join(rng.sample(parts, 2)), stations=(station.uid,))


def by_venue(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """A building by its name in its settlement; every second one has an edit, never in a number."""
    for number, housed in enumerate(rng.sample(sample.venues.drawn, len(sample.venues.drawn))):
        language = ("kk", "ru")[number % 2]
        place = housed.place
        name = housed.station.location.name
        stations = tuple(sorted(x.uid for x in place.stations if x.location.name == name))
        text = name.text(language)
        if number % 4 > 1:
            text = slip(text, rng, 5) or text
        address = asked(place, sample.needed(place, language), None, None, language)
        yield Question(Stratum.VENUE, language, f"{forms.clean(address)}, {text}", stations=stations)


def whole(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """A village that is one station's: its name alone, or with a street that no decision names."""
    for number, place in enumerate(rng.sample(sample.whole.drawn, len(sample.whole.drawn))):
        language = ("kk", "ru")[number % 2]
        if place.region.level == "country":
            continue
        address = asked(place, sample.needed(place, language), None, None, language)
        text = forms.clean(address)
        if number % 4 > 1:
            street = toml("words")[language]["street"]["street"][0].format(street_name(rng).text(language))
            text = f"{text}, {street}, {rng.randint(1, 60)}"
        yield Question(Stratum.WHOLE, language, text, stations=(place.stations[0].uid,))


def prefix(sample: Sample, rng: random.Random, stratum: Stratum, length: int) -> Iterator[Question]:
    """The first letters of a street's name, common names as often as they are used."""
    for number, addressed in enumerate(rng.sample(sample.streets.drawn, len(sample.streets.drawn))):
        language = ("kk", "ru")[number % 2]
        name = addressed.street.name.text(language)
        if len(name) > length and name[:length].isalpha():
            start = name[:length].lower()
            is_attainable = name in sample.most_used(start, language)
            yield Question(stratum, language, start, name=name, is_attainable=is_attainable)


def ambiguous(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """In turn: a name that a city has several times, a street of several stations, a name of several villages."""
    kinds = [_twins(sample, rng), _undivided(sample, rng), _namesakes(sample, rng)]
    while kinds:
        for kind in list(kinds):
            question = next(kind, None)
            if question is None:
                kinds.remove(kind)
            else:
                yield question


def uncovered(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """A house of a known street that no station has."""
    for number, addressed in enumerate(rng.sample(sample.streets.drawn, len(sample.streets.drawn))):
        language = ("kk", "ru")[number % 2]
        place, street = addressed.place, addressed.street
        house, name = outside(street, rng), street.name.text(language)
        if any(stations_of(place, one, house) for one in place.streets if one is street or _may_be(one, name)):
            continue
        address = asked(place, sample.needed(place, language), street, house, language)
        key = (place.settlement.pk, street.pk)
        yield Question(Stratum.UNCOVERED, language, forms.clean(address), (key,))


def nonsense(rng: random.Random) -> Iterator[Question]:
    """Lines written by hand, then words of syllables that no name has."""
    table = toml("nonsense")
    for line in table["lines"]:
        yield Question(Stratum.NONSENSE, "ru", line)
    while True:
        words = ["".join(rng.choices(table["syllables"], k=rng.randint(2, 3))) for _ in range(rng.randint(1, 2))]
        form = rng.choice(toml("words")["ru"]["street"]["street"])
        yield Question(Stratum.NONSENSE, "ru", f"{form.format(' '.join(words))}, {rng.randint(1, 99)}")


def _twins(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """Without the word for the street's kind and without its microdistrict."""
    for addressed in rng.sample(sample.twins.drawn, len(sample.twins.drawn)):
        place = addressed.place
        for language in ("kk", "ru"):
            name = addressed.street.name.text(language)
            house = random_house(addressed.street, rng)
            if house is None:
                continue
            meant = [street for street in place.streets if _may_be(street, name)]
            stations = {uid for street in meant for uid in stations_of(place, street, house)}
            if 1 < len(stations) <= MOST_LISTED:
                yield _listed(sample, place, language, f"{name}, {house.number}{house.suffix}", stations)


def _undivided(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """A street without a house, which several stations share."""
    for number, addressed in enumerate(rng.sample(sample.streets.drawn, len(sample.streets.drawn))):
        language = ("kk", "ru")[number % 2]
        place, street = addressed.place, addressed.street
        stations = {row.station.uid for row in street.segments if not row.is_exclusion}
        is_one = sum(_may_be(other, street.name.text(language)) for other in place.streets) == 1
        if is_one and 1 < len(stations) <= MOST_LISTED and not place.whole:
            text = toml("words")[language]["street"][street.kind][0].format(street.name.text(language))
            yield _listed(sample, place, language, text, stations)


def _namesakes(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """A village's name without its district."""
    for places in list(sample.namesakes.values()):
        if 1 < len(places) <= MOST_LISTED and all(place.is_whole for place in places):
            stations = {place.stations[0].uid for place in places}
            language = rng.choice(["kk", "ru"])
            form = toml("words")[language]["settlement"]["village"][0]
            text = form.format(places[0].settlement.name.text(language))
            yield Question(Stratum.AMBIGUOUS, language, text, (), tuple(sorted(stations)))


def _listed(sample: Sample, place: Place, language: str, text: str, stations: set[str]) -> Question:
    address = asked(place, sample.needed(place, language), None, None, language)
    return Question(Stratum.AMBIGUOUS, language, f"{forms.clean(address)}, {text}", (), tuple(sorted(stations)))


def _may_be(street: Street, name: str) -> bool:
    return name in street.name or any(alias.text == name for alias in street.aliases)


def _region(place: Place, language: str) -> str:
    """A region; a city that is one is called a city."""
    name = place.region.name.text(language)
    is_city = place.region.name == place.settlement.name
    return toml("words")[language]["settlement"]["city"][0].format(name) if is_city else name
