"""Names of streets and settlements, out of roots: some tens of thousands, the common ones as often as in life."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from bench.directory.tables import Bilingual, in_russian, pairs, toml

GENITIVES = {"\u0439": "\u044f", "\u044c": "\u044f", "\u0430": "\u044b", "\u044f": "\u0438"}
VOWELS = set("\u0430\u0435\u0451\u0438\u043e\u0443\u044b\u044d\u044e\u044f")
A, HARD_SIGN_FREE_I = "\u0430", "\u0438"
AFTER_THESE_I = set("\u0433\u043a\u0445\u0436\u0448\u0447\u0449")
OV, OI = "\u043e\u0432", "\u043e\u0439"
WOMANS = "~f"
# How many persons have streets, and how much more often the well-known ones.
PERSONS = 8_000
FAME = 3


def street_name(rng: random.Random) -> Bilingual:
    """A street's own name, without the word for its kind."""
    return _chosen(rng, _street_makers())(rng)


def settlement_name(rng: random.Random, *, is_compound: bool = False) -> Bilingual:
    """A village's name, of which it may be the upper or the lower one; in Russian it isn't in the genitive."""
    name = _chosen(rng, _settlement_makers())(rng)
    kk = f"{rng.choice(_table('village_first'))} {name.kk}" if is_compound else name.kk
    return Bilingual(kk, in_russian(kk))


def former_name(rng: random.Random) -> Bilingual:
    return rng.choice(pairs("former"))


def common_name(rng: random.Random) -> Bilingual:
    """A name met in every town, the first ones of the table oftener."""
    names = pairs("common")
    return rng.choices(names, cum_weights=_zipf(len(names)))[0]


def project_name(rng: random.Random) -> str:
    """What a street is called on the plans before it has a name."""
    letter = chr(rng.choice([0x0410, 0x0412, 0x0415, 0x041A, 0x0421]))
    form = rng.randrange(3)
    if form == 0:
        return f"{letter}{rng.randint(2, 199)}"
    return f"{letter}-{rng.randint(2, 299)}" if form == 1 else f"{rng.randint(11, 49)}-{rng.randint(2, 49)}"


def person_name(rng: random.Random) -> Bilingual:
    """One of some thousand persons, a few of whom are well known: streets of many towns are called after them."""
    return _person(int(PERSONS * rng.random() ** FAME))


@cache
def _person(number: int) -> Bilingual:
    """A given name and a surname: in Kazakh as they are, in Russian in the genitive."""
    rng = random.Random(f"person {number}")
    given = rng.choice(_table("given"))
    is_woman = given.endswith(WOMANS)
    given = given.removesuffix(WOMANS)
    surname = _surname(rng, is_woman)
    return Bilingual(f"{given} {surname.kk}", f"{genitive(in_russian(given))} {surname.ru}")


def surname(rng: random.Random) -> Bilingual:
    return _surname(rng, False)


def titled_name(rng: random.Random) -> Bilingual:
    name, title = rng.choice(_table("titled")), rng.choice(pairs("titles"))
    return Bilingual(f"{name} {title.kk}", f"{in_russian(name)} {title.ru}")


def nature_name(rng: random.Random) -> Bilingual:
    kk = rng.choice(_table("nature_first")) + rng.choice(_table("nature_second"))
    return Bilingual(kk, in_russian(kk))


def plain_name(rng: random.Random) -> Bilingual:
    kk = rng.choice(_table("plain"))
    return Bilingual(kk, in_russian(kk))


def russian_name(rng: random.Random) -> Bilingual:
    ru = rng.choice(_table("russian"))
    return Bilingual(ru, ru)


def genitive(name: str) -> str:
    """A given name in the Russian genitive; what ends in another vowel stays."""
    last = name[-1]
    if last == A and name[-2] in AFTER_THESE_I:
        return name[:-1] + HARD_SIGN_FREE_I
    if last in GENITIVES:
        return name[:-1] + GENITIVES[last]
    return name if last in VOWELS else name + A


def _surname(rng: random.Random, is_woman: bool) -> Bilingual:
    root, ending = rng.choice(_table("surname_roots")), rng.choice(pairs("surname_endings"))
    kk, ru = root + ending.kk, in_russian(root) + ending.ru
    if not ru.endswith(OV[1]):
        return Bilingual(kk, ru)
    return Bilingual(kk + A, ru + OI) if is_woman else Bilingual(kk, ru + A)


Maker = Callable[[random.Random], Bilingual]


def _street_makers() -> dict[Maker, int]:
    return {
        common_name: 50,
        person_name: 18,
        nature_name: 12,
        surname: 7,
        titled_name: 5,
        russian_name: 5,
        plain_name: 3,
    }


def _settlement_makers() -> dict[Maker, int]:
    return {nature_name: 55, plain_name: 10, titled_name: 12, common_name: 8, surname: 15}


def _chosen(rng: random.Random, makers: dict[Maker, int]) -> Maker:
    return rng.choices(list(makers), weights=list(makers.values()))[0]


@cache
def _zipf(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (place + 8) for place in range(count)))


def _table(key: str) -> list[str]:
    table: list[str] = toml("names")[key]
    return table
