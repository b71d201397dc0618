"""A question with everything that would be a right answer to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Stratum(StrEnum):
    """The strata of the evaluation table, and a few that have no goal of their own."""

    CLEAN_KK = "clean_kk"
    CLEAN_RU = "clean_ru"
    SHAPES = "shapes"
    LAYOUT = "layout"
    LATIN = "latin"
    LATIN_RU = "latin_ru"
    ONE_EDIT = "one_edit"
    BY_HAND = "by_hand"
    TWO_EDITS = "two_edits"
    FORMER = "former"
    NUMBER = "number"
    VENUE = "venue"
    WHOLE = "whole_settlement"
    PREFIX_3 = "prefix_3"
    PREFIX_5 = "prefix_5"
    AMBIGUOUS = "ambiguous"
    UNCOVERED = "uncovered"
    NONSENSE = "nonsense"


CLEAN = frozenset({Stratum.CLEAN_KK, Stratum.CLEAN_RU})
# Judged by the street that the engine names; the next by the resolver's stations; then by the names suggested.
BY_STREET = frozenset(
    {
        *CLEAN,
        Stratum.SHAPES,
        Stratum.LAYOUT,
        Stratum.LATIN,
        Stratum.LATIN_RU,
        Stratum.ONE_EDIT,
        Stratum.BY_HAND,
        Stratum.TWO_EDITS,
        Stratum.FORMER,
    }
)
BY_STATION = frozenset({Stratum.NUMBER, Stratum.VENUE, Stratum.WHOLE})
BY_SUGGESTION = frozenset({Stratum.PREFIX_3, Stratum.PREFIX_5})
WITHOUT_STATION = frozenset({Stratum.UNCOVERED, Stratum.NONSENSE})


@dataclass(frozen=True, slots=True)
class Question:
    """`streets` are pairs of a settlement's key and a street's; `stations` uids. No station: nobody's house."""

    stratum: Stratum
    language: str
    text: str
    streets: tuple[tuple[int, int], ...] = ()
    stations: tuple[str, ...] = ()
    # What a suggestion should name.
    name: str = ""
    # Whether the name is among the five most used that begin so: more than these nobody can guess.
    is_attainable: bool = True


def write_questions(questions: Iterable[Question], path: Path) -> None:
    """One question a line."""
    with path.open("w", encoding="utf-8") as file:
        for question in questions:
            file.write(json.dumps(asdict(question), ensure_ascii=False) + "\n")


def read_questions(path: Path) -> Iterator[Question]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            row["stratum"] = Stratum(row["stratum"])
            row["streets"] = tuple((settlement, street) for settlement, street in row["streets"])
            row["stations"] = tuple(row["stations"])
            yield Question(**row)
