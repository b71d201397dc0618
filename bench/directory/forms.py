"""How voters write an address: in full, shortened, run together, in other letters."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.directory.rows import House, Place, Street
from bench.directory.tables import LATIN_SCHEMES, Bilingual, in_latin, on_russian_layout, toml

SLASH = "/"
CORPUS = "\u041a"
CORPUS_WORD = " \u043a\u043e\u0440\u043f. "


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of an address, before it is written down. Names are in one language."""

    language: str
    # Regions and districts that must be said, largest first, with the words for what they are.
    units: tuple[str, ...]
    settlement: str
    settlement_kind: str
    street: str = ""
    street_kind: str = ""
    microdistrict: str = ""
    house: House | None = None


def asked(place: Place, units: list[Bilingual], street: Street | None, house: House | None, language: str) -> Asked:
    """The address of a house in full."""
    outer = street.microdistrict if street else None
    return Asked(
        language,
        tuple(unit.text(language) for unit in units),
        place.settlement.name.text(language),
        place.settlement.kind,
        street.name.text(language) if street else "",
        street.kind if street else "",
        outer.name.text(language) if outer else "",
        house,
    )


def clean(address: Asked, rng: random.Random | None = None) -> str:
    """All words in full, from the largest to the house, with commas."""
    return ", ".join([*address.units, *_places(address, lambda forms: forms[0]), *_house(address)])


def as_called(address: Asked, name: str) -> Asked:
    """The address under another name of its street."""
    return replace(address, street=name)


def shapes(address: Asked, rng: random.Random) -> str:
    """Shortened, in another order, run together or without signs."""
    return rng.choice([_shortened, _reversed, _joined, _bare, _with_flat, _shouted])(address, rng)


def on_layout(address: Asked, rng: random.Random) -> str:
    """Kazakh without the letters that a Russian keyboard lacks."""
    return on_russian_layout(clean(address, rng))


def in_scheme(scheme: str) -> Callable[[Asked, random.Random], str]:
    """Names in a Latin scheme, words for places in any. Letters of houses stay: a Latin B may be one of two."""

    def write(address: Asked, rng: random.Random) -> str:
        words = toml("words")["latin"]
        parts = [in_latin(unit, scheme) for unit in address.units]
        parts.append(rng.choice(words[address.settlement_kind]).format(in_latin(address.settlement, scheme)))
        if address.microdistrict:
            parts.append(words["microdistrict"][0].format(in_latin(address.microdistrict, scheme)))
        if address.street:
            parts.append(rng.choice(words[address.street_kind]).format(in_latin(address.street, scheme)))
        return ", ".join([*parts, *_house(address)])

    return write


LATIN = tuple(in_scheme(scheme) for scheme in LATIN_SCHEMES)


def _shortened(address: Asked, rng: random.Random) -> str:
    *units, house = [*address.units, *_places(address, rng.choice), _called(address, rng)]
    return ", ".join(part for part in [*units, house] if part)


def _reversed(address: Asked, rng: random.Random) -> str:
    """The street and the house first, then where that is."""
    *before, street = _places(address, rng.choice)
    first = " ".join([street, *_house(address)])
    return ", ".join([first, *reversed(before), *reversed(address.units)])


def _joined(address: Asked, rng: random.Random) -> str:
    """No spaces after full stops and commas: «г.Алматы,ул.Абая12»."""
    places = _places(address, rng.choice)
    text = ",".join([*address.units, *places]) + rng.choice([",", " "]) + "".join(_house(address))
    return re.sub(r"\. ", ".", text)


def _bare(address: Asked, rng: random.Random) -> str:
    """No commas, no capitals; names as they are."""
    return " ".join([*address.units, *_places(address, lambda forms: forms[0]), *_house(address)]).lower()


def _with_flat(address: Asked, rng: random.Random) -> str:
    flat = rng.choice(toml("words")[address.language]["house"]["flats"]).format(rng.randint(1, 90))
    return f"{_shortened(address, rng)}, {flat}"


def _shouted(address: Asked, rng: random.Random) -> str:
    return _shortened(address, rng).upper()


def _places(address: Asked, choose: Callable[[list[str]], str]) -> list[str]:
    words = toml("words")[address.language]
    found = [choose(words["settlement"][address.settlement_kind]).format(address.settlement)]
    if address.microdistrict:
        found.append(choose(words["street"]["microdistrict"]).format(address.microdistrict))
    if address.street:
        found.append(choose(words["street"][address.street_kind]).format(address.street))
    return found


def _house(address: Asked) -> list[str]:
    return [f"{address.house.number}{address.house.suffix}"] if address.house else []


def _called(address: Asked, rng: random.Random) -> str:
    """The house with or without the word for it; what stands after its number is written in several ways."""
    if address.house is None:
        return ""
    suffix = address.house.suffix
    if suffix.startswith(CORPUS):
        suffix = rng.choice([suffix, CORPUS_WORD + suffix[1:]])
    elif suffix and not suffix.startswith(SLASH):
        suffix = rng.choice([suffix, suffix.lower(), f"-{suffix}", f" {suffix.lower()}"])
    form = rng.choice(toml("words")[address.language]["house"]["forms"])
    return str(form.format(f"{address.house.number}{suffix}"))
