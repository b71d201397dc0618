"""The tables in `data/`, read once. `data/README.md` says where each comes from."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"
LATIN_SCHEMES = ("decree_2018", "project_2021", "bgn_1979", "qazaqparat")


class Bilingual(NamedTuple):
    """A text in Kazakh and in Russian."""

    kk: str
    ru: str

    def text(self, language: str) -> str:
        return self.kk if language == "kk" else self.ru

    def filled(self, number: int | str) -> Bilingual:
        return Bilingual(self.kk.format(number), self.ru.format(number))


class District(NamedTuple):
    """A row of districts.csv. A city without districts has no name of its own but the city's."""

    region: str
    city: Bilingual | None
    name: Bilingual | None
    stations: int


@cache
def regions() -> dict[str, Bilingual]:
    """Names of regions by code."""
    return {row["code"]: Bilingual(row["kk"], row["ru"]) for row in _rows("regions")}


@cache
def districts() -> tuple[District, ...]:
    return tuple(
        District(
            row["region"],
            Bilingual(row["city_kk"], row["city_ru"]) if row["city_ru"] else None,
            Bilingual(row["kk"], row["ru"]) if row["ru"] else None,
            int(row["stations"]),
        )
        for row in _rows("districts")
    )


@cache
def typos() -> tuple[tuple[str, str], ...]:
    """Right and wrong spellings, written by hand."""
    return tuple((row["right"], row["wrong"]) for row in _rows("typos"))


@cache
def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@cache
def pairs(key: str) -> tuple[Bilingual, ...]:
    """A list of names.toml whose entries are "Kazakh|Russian", or Kazakh alone."""
    found = []
    for text in toml("names")[key]:
        kk, _, ru = text.partition("|")
        found.append(Bilingual(kk, ru or in_russian(kk)))
    return tuple(found)


def in_russian(text: str) -> str:
    """A Kazakh name in Russian letters."""
    return replaced(text, toml("letters")["russian"])


def on_russian_layout(text: str) -> str:
    return replaced(text, toml("letters")["layout"])


@cache
def latin(scheme: str) -> dict[str, str]:
    """Cyrillic letters and what a scheme writes for them."""
    table = {}
    for pair in toml("letters")["latin"][scheme]["letters"].split(", "):
        letter, written = pair.split(" ")
        table[letter] = "" if written == "-" else written
    return table


def in_latin(text: str, scheme: str) -> str:
    return replaced(text, latin(scheme))


def replaced(text: str, table: dict[str, str]) -> str:
    """Each letter by its entry; a capital's entry begins with a capital."""
    return "".join(table.get(letter, letter) if letter in table else _capital(table, letter) for letter in text)


def _capital(table: dict[str, str], letter: str) -> str:
    small = table.get(letter.lower())
    return letter if small is None else small[:1].upper() + small[1:]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
