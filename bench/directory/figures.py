"""What is counted: how often the right street or station came, and how often a wrong station was asserted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.directory.questions import (
    BY_STATION,
    BY_STREET,
    BY_SUGGESTION,
    CLEAN,
    WITHOUT_STATION,
    Question,
    Stratum,
)
from bench.directory.subject import Answered

RESOLVED, AMBIGUOUS = "resolved", "ambiguous"
# Hit@1, hit@5 and MRR@10 by the evaluation table.
GOALS: dict[Stratum, tuple[float | None, float | None, float | None]] = {
    Stratum.CLEAN_KK: (0.99, 1.00, 0.99),
    Stratum.CLEAN_RU: (0.99, 1.00, 0.99),
    Stratum.SHAPES: (0.97, 0.99, 0.98),
    Stratum.LAYOUT: (0.97, 0.99, 0.98),
    Stratum.LATIN: (0.93, 0.98, 0.95),
    Stratum.ONE_EDIT: (0.93, 0.98, 0.95),
    Stratum.BY_HAND: (0.93, 0.98, 0.95),
    Stratum.TWO_EDITS: (0.80, 0.93, 0.85),
    Stratum.FORMER: (0.97, 0.99, 0.98),
    Stratum.NUMBER: (1.00, 1.00, 1.00),
    Stratum.VENUE: (0.90, 0.97, 0.93),
    Stratum.PREFIX_3: (None, 0.60, None),
    Stratum.PREFIX_5: (None, 0.85, None),
}
# At 1,000,000 stations the engine has to do better.
ONE_EDIT_AT_A_MILLION = 0.96
GOAL_WRONG_CLEAN, GOAL_WRONG = 0.0, 0.001
GOAL_LISTED, GOAL_UNCOVERED = 1.0, 0.98


@dataclass(frozen=True, slots=True)
class Result:
    """What the finder made of a question. Streets are asked for in the address strata, suggestions in theirs."""

    question: Question
    streets: Sequence[tuple[int, int]] = ()
    answer: Answered | None = None
    suggested: Sequence[str] | None = None

    @property
    def rank(self) -> int:
        """Where the first right thing stands, from 1; 0: nowhere among the first ten."""
        question = self.question
        found: Sequence[Any]
        right: set[Any]
        if question.stratum in BY_STREET:
            found, right = self.streets, set(question.streets)
        elif question.stratum in BY_SUGGESTION:
            found, right = self.suggested or (), {question.name}
        else:
            found, right = self.answer.stations if self.answer else (), set(question.stations)
        return next((place for place, one in enumerate(found[:10], 1) if one in right), 0)

    @property
    def asserts_wrongly(self) -> bool:
        """Whether it says for certain what isn't: another station, or one of several that it may be."""
        if self.answer is None or self.answer.outcome != RESOLVED:
            return False
        right = set(self.question.stations)
        if self.question.stratum == Stratum.VENUE:
            return not set(self.answer.stations) <= right
        return set(self.answer.stations) != right

    @property
    def lists_all(self) -> bool:
        answer = self.answer
        if answer is None or answer.outcome != AMBIGUOUS:
            return False
        return set(self.question.stations) <= set(answer.stations)

    @property
    def is_right(self) -> bool:
        """Whether it is what its stratum wants, by the strictest measure."""
        if self.question.stratum in WITHOUT_STATION:
            return self.refuses
        if self.question.stratum == Stratum.AMBIGUOUS:
            return self.lists_all
        if self.question.stratum in BY_SUGGESTION:
            return 0 < self.rank <= 5
        return self.rank == 1 and self.answer is not None and self.answer.outcome == RESOLVED

    @property
    def refuses(self) -> bool:
        """Whether it says that nobody has the house, or that nothing is so called."""
        return self.answer is not None and self.answer.outcome in {"not_found", "house_not_listed"}


@dataclass
class Figures:
    """Of one stratum. Rates are of all its questions."""

    count: int = 0
    hit_1: float | None = None
    hit_5: float | None = None
    mrr_10: float | None = None
    resolved_rightly: float | None = None
    wrong: int = 0
    listed: float | None = None
    refused: float | None = None
    # Of beginnings of names: hit@5 of who suggests the five most used that begin so.
    attainable: float | None = None
    outcomes: dict[str, int] = field(default_factory=dict)


def figures(results: Sequence[Result]) -> Figures:
    """The figures of the results of one stratum."""
    stratum, count = results[0].question.stratum, len(results)
    made = Figures(count=count, wrong=sum(result.asserts_wrongly for result in results))
    for result in results:
        if result.answer:
            made.outcomes[result.answer.outcome] = made.outcomes.get(result.answer.outcome, 0) + 1
    if stratum in BY_STREET | BY_STATION or (stratum in BY_SUGGESTION and results[0].suggested is not None):
        ranks = [result.rank for result in results]
        made.hit_1 = sum(rank == 1 for rank in ranks) / count
        made.hit_5 = sum(0 < rank <= 5 for rank in ranks) / count
        made.mrr_10 = sum(1 / rank for rank in ranks if rank) / count
    if stratum in BY_SUGGESTION:
        made.attainable = sum(result.question.is_attainable for result in results) / count
    if stratum in BY_STREET | BY_STATION:
        right = [r for r in results if r.answer and r.answer.outcome == RESOLVED and not r.asserts_wrongly]
        made.resolved_rightly = len(right) / count
    if stratum == Stratum.AMBIGUOUS:
        made.listed = sum(result.lists_all for result in results) / count
    if stratum in WITHOUT_STATION:
        made.refused = sum(result.refuses for result in results) / count
    return made


def wrong_rates(results: Iterable[Result]) -> tuple[float, float]:
    """How often a wrong station is asserted: on clean input, and overall."""
    asked = [result for result in results if result.answer is not None]
    clean = [result for result in asked if result.question.stratum in CLEAN]
    return _rate(clean), _rate(asked)


def _rate(results: Sequence[Result]) -> float:
    return sum(result.asserts_wrongly for result in results) / len(results) if results else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
