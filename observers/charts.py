"""Bars drawn on the server. Widths are per cent of the figure, heights are em: text never shrinks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from observers.figures import written
from observers.records.polls import Answer, Poll, Question

ROW = Decimal("3.7")
LAST_ROW = Decimal("0.2")
WHOLE = Decimal(100)


class Bar(NamedTuple):
    """One answer's row: lengths and heights as SVG writes them, with a decimal point in every language."""

    answer: Answer
    percent: str
    text_at: str
    bar_at: str
    error_at: str
    width: str
    error_from: str
    error_until: str


@dataclass(frozen=True)
class Chart:
    """A question's answers as bars, each with the poll's error."""

    question: Question
    poll: Poll

    @property
    def bars(self) -> list[Bar]:
        return [self._bar(row, answer) for row, answer in enumerate(self.question.given)]

    def _bar(self, row: int, answer: Answer) -> Bar:
        top = ROW * row
        return Bar(
            answer=answer,
            percent=written(answer.percent),
            text_at=f"{top + 1}em",
            bar_at=f"{top + Decimal('1.6')}em",
            error_at=f"{top + Decimal('2.1')}em",
            width=f"{answer.percent}%",
            error_from=f"{max(answer.percent - self.poll.error, Decimal(0))}%",
            error_until=f"{min(answer.percent + self.poll.error, WHOLE)}%",
        )

    @property
    def height(self) -> str:
        return f"{ROW * len(self.question.given) + LAST_ROW}em"

    @property
    def asked(self) -> int:
        return self.question.people_asked(self.poll)

    @property
    def error(self) -> str:
        return written(self.poll.error)

    @property
    def total(self) -> str:
        """The sum of the percentages as published; empty where people could give several answers."""
        if self.question.several_answers:
            return ""
        return written(sum((answer.percent for answer in self.question.given), Decimal(0)))

    @property
    def shows_people(self) -> bool:
        return any(answer.people is not None for answer in self.question.given)
