"""Makes the questions of every stratum out of a sample, with a seed that no code was tried on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from bench.directory import forms
from bench.directory.ask_stations import ambiguous, by_number, by_venue, nonsense, prefix, uncovered, whole
from bench.directory.forms import Asked, as_called, asked
from bench.directory.houses import random_house
from bench.directory.questions import Question, Stratum
from bench.directory.rows import House, Street
from bench.directory.sample import YO, Addressed, Sample
from bench.directory.truth import stations_of
from bench.directory.typos import slip

Write = Callable[[Asked, random.Random], str]
IE = "\u0435"


def ask(sample: Sample, rng: random.Random, count: int) -> Iterator[Question]:
    """`count` questions of each stratum, fewer where a small directory has no more to ask."""
    makers: dict[Stratum, Iterator[Question]] = {
        Stratum.CLEAN_KK: _addresses(
            sample.streets.drawn, sample, rng, stratum=Stratum.CLEAN_KK, write=forms.clean, language="kk"
        ),
        Stratum.CLEAN_RU: _addresses(
            sample.streets.drawn, sample, rng, stratum=Stratum.CLEAN_RU, write=forms.clean, language="ru"
        ),
        Stratum.SHAPES: _addresses(sample.streets.drawn, sample, rng, stratum=Stratum.SHAPES, write=forms.shapes),
        Stratum.LAYOUT: _layout(sample, rng),
        Stratum.LATIN: _latin(sample, rng),
        Stratum.LATIN_RU: _addresses(
            sample.streets.drawn,
            sample,
            rng,
            stratum=Stratum.LATIN_RU,
            write=forms.in_scheme("bgn_1947"),
            language="ru",
        ),
        Stratum.ONE_EDIT: _edited(sample, rng, Stratum.ONE_EDIT, 5, 1),
        Stratum.BY_HAND: _by_hand(sample, rng),
        Stratum.TWO_EDITS: _edited(sample, rng, Stratum.TWO_EDITS, 8, 2),
        Stratum.FORMER: _former(sample, rng),
        Stratum.NUMBER: by_number(sample, rng),
        Stratum.VENUE: by_venue(sample, rng),
        Stratum.WHOLE: whole(sample, rng),
        Stratum.PREFIX_3: prefix(sample, rng, Stratum.PREFIX_3, 3),
        Stratum.PREFIX_5: prefix(sample, rng, Stratum.PREFIX_5, 5),
        Stratum.AMBIGUOUS: ambiguous(sample, rng),
        Stratum.UNCOVERED: uncovered(sample, rng),
        Stratum.NONSENSE: nonsense(rng),
    }
    for questions in makers.values():
        yield from islice(questions, count)


def _addresses(
    pool: Sequence[Addressed],
    sample: Sample,
    rng: random.Random,
    *,
    stratum: Stratum,
    write: Write,
    language: str = "",
) -> Iterator[Question]:
    """Every street of a pool with one of its houses, once."""
    for number, addressed in enumerate(_shuffled(pool, rng)):
        chosen = language or ("kk", "ru")[number % 2]
        if question := _address(addressed, sample, rng, stratum=stratum, write=write, language=chosen):
            yield question


def _address(
    addressed: Addressed, sample: Sample, rng: random.Random, *, stratum: Stratum, write: Write, language: str
) -> Question | None:
    place, street = addressed.place, addressed.street
    house = random_house(street, rng)
    stations = stations_of(place, street, house) if house else set()
    if len(stations) != 1 or _has_namesake(addressed, street.name.text(language), house, sample):
        return None
    address = asked(place, sample.needed(place, language), street, house, language)
    return _question(stratum, language, write(address, rng), addressed, stations)


def _question(stratum: Stratum, language: str, text: str, addressed: Addressed, stations: set[str]) -> Question:
    key = (addressed.place.settlement.pk, addressed.street.pk)
    return Question(stratum, language, text, (key,), tuple(sorted(stations)))


def _has_namesake(addressed: Addressed, name: str, house: House | None, sample: Sample) -> bool:
    """Whether another street may be meant: of the same name and kind, in a microdistrict perhaps; or once called so."""
    street = addressed.street
    for other in addressed.place.streets:
        if other is street:
            continue
        lies_there = street.microdistrict in {None, other.microdistrict}
        same = name in other.name and other.kind == street.kind and lies_there
        if same or any(alias.text == name and house and alias.covers(house) for alias in other.aliases):
            return True
    return False


def _is_name_there(addressed: Addressed, name: str) -> bool:
    """Whether another street of the settlement is called so, or was."""
    return any(
        name in other.name or any(alias.text == name for alias in other.aliases)
        for other in addressed.place.streets
        if other is not addressed.street
    )


def _layout(sample: Sample, rng: random.Random) -> Iterator[Question]:
    """Four of Kazakh on a Russian layout, then one of Russian without «ё»."""
    kazakh = _addresses(sample.kazakh.drawn, sample, rng, stratum=Stratum.LAYOUT, write=forms.on_layout, language="kk")
    russian = _without_yo(sample, rng)
    for number, question in enumerate(kazakh):
        yield question
        if number % 4 == 3:
            yield from islice(russian, 1)


def _without_yo(sample: Sample, rng: random.Random) -> Iterator[Question]:
    def write(address: Asked, rng: random.Random) -> str:
        return forms.clean(address, rng).replace(YO, IE)

    for addressed in _shuffled(sample.with_yo.drawn, rng):
        if YO in addressed.street.name.ru:
            question = _address(addressed, sample, rng, stratum=Stratum.LAYOUT, write=write, language="ru")
        else:
            question = _by_alias(addressed, sample, rng, stratum=Stratum.LAYOUT, write=write, language="ru")
        if question:
            yield question


def _latin(sample: Sample, rng: random.Random) -> Iterator[Question]:
    for number, addressed in enumerate(_shuffled(sample.streets.drawn, rng)):
        write = forms.LATIN[number % len(forms.LATIN)]
        if question := _address(addressed, sample, rng, stratum=Stratum.LATIN, write=write, language="kk"):
            yield question


def _edited(sample: Sample, rng: random.Random, stratum: Stratum, shortest: int, edits: int) -> Iterator[Question]:
    for number, addressed in enumerate(_shuffled(sample.streets.drawn, rng)):
        language = ("kk", "ru")[number % 2]
        right = addressed.street.name.text(language)
        wrong: str | None = right
        for _ in range(edits):
            wrong = slip(wrong, rng, shortest) if wrong else None
        if wrong and wrong != right:
            yield from _misspelt(addressed, sample, rng, stratum=stratum, language=language, wrong=wrong)


def _by_hand(sample: Sample, rng: random.Random) -> Iterator[Question]:
    for addressed in _shuffled(sample.misspelt.drawn, rng):
        for language in ("kk", "ru"):
            if wrong := sample.misspellings.get(addressed.street.name.text(language)):
                yield from _misspelt(
                    addressed, sample, rng, stratum=Stratum.BY_HAND, language=language, wrong=rng.choice(wrong)
                )


def _misspelt(
    addressed: Addressed, sample: Sample, rng: random.Random, *, stratum: Stratum, language: str, wrong: str
) -> Iterator[Question]:
    """The address with its street misspelt, unless a street of the settlement is called just that."""

    def write(address: Asked, rng: random.Random) -> str:
        return forms.clean(as_called(address, wrong), rng)

    question = _address(addressed, sample, rng, stratum=stratum, write=write, language=language)
    if question and not _is_name_there(addressed, wrong):
        yield question


def _former(sample: Sample, rng: random.Random) -> Iterator[Question]:
    for number, addressed in enumerate(_shuffled(sample.renamed.drawn, rng)):
        language = ("kk", "ru")[number % 2]
        if question := _by_alias(addressed, sample, rng, stratum=Stratum.FORMER, write=forms.clean, language=language):
            yield question


def _by_alias(
    addressed: Addressed, sample: Sample, rng: random.Random, *, stratum: Stratum, write: Write, language: str
) -> Question | None:
    """A house of a street under another of its names. Where an end was renamed, the rest is no wrong street."""
    place, street = addressed.place, addressed.street
    alias = next((alias for alias in street.aliases if alias.language in {"", language}), None)
    house = random_house(street, rng)
    if alias is None or house is None or not alias.covers(house):
        return None
    called_so = [other for other in place.streets if other is not street and alias.text in other.name]
    once = [other for other in place.streets if other is not street and _was(other, alias.text)]
    stations = stations_of(place, street, house)
    if len(stations) != 1 or once or any(alias.start is None or stations_of(place, o, house) for o in called_so):
        return None
    address = as_called(asked(place, sample.needed(place, language), street, house, language), alias.text)
    keys = tuple((place.settlement.pk, one.pk) for one in [street, *called_so])
    return Question(stratum, language, write(address, rng), keys, tuple(stations))


def _was(street: Street, name: str) -> bool:
    return any(alias.text == name for alias in street.aliases)


def _shuffled(pool: Sequence[Addressed], rng: random.Random) -> list[Addressed]:
    return rng.sample(pool, len(pool))
