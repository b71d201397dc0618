"""When may something not be published? Worked out of an election's dates, never stored and never typed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from portal.elections.law.enums import RESEARCH, Anchor, Rounds, Unit, VotingDay, ZonePolicy
from portal.elections.law.rules import BlackoutRule, Moment, law_in_force
from portal.elections.models import Area, Election, VotingRound

STEPS = {Unit.HOUR: timedelta(hours=1), Unit.MINUTE: timedelta(minutes=1), Unit.SECOND: timedelta(seconds=1)}


class EmptyWindowError(ValueError):
    """An election's dates make a window end before it begins. Whoever asks must take everything for closed."""


@dataclass(frozen=True, order=True)
class Window:
    """`[start, end)` in UTC, of one rule and one round of voting (0: of all rounds together)."""

    start: datetime
    end: datetime
    rule: BlackoutRule = field(compare=False)
    round_number: int = field(default=0, compare=False)

    def covers(self, now: datetime) -> bool:
        return self.start <= now < self.end


class Place(NamedTuple):
    """Clocks, and the hours in which people vote by them. Where nobody has said the hours, the whole day."""

    zone: ZoneInfo
    opens: time = time.min
    closes: time | None = None

    def opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens, tzinfo=self.zone).astimezone(UTC)

    def closing(self, day: date) -> datetime:
        if self.closes is None:
            return self.midnight(day + timedelta(days=1))
        # Of an hour that clocks show twice, the second: voting never ends too early.
        return datetime.combine(day, self.closes, tzinfo=self.zone).replace(fold=1).astimezone(UTC)

    def midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, tzinfo=self.zone).astimezone(UTC)


class Voting(NamedTuple):
    """What a rule counts from: the days of a round, or of all of them, and where people vote."""

    number: int
    first_day: date
    last_day: date
    called_on: date
    places: Sequence[Place]
    domestic: Sequence[Place]

    def instant(self, moment: Moment, place: Place) -> datetime:
        """A moment at a place, in UTC."""
        if moment.at is not None:
            return _stepped(moment.at.astimezone(UTC), moment)
        days = timedelta(days=moment.offset if moment.unit == Unit.CALENDAR_DAY else 0)
        return _stepped(self._anchored(moment, place, days), moment)

    def _anchored(self, moment: Moment, place: Place, days: timedelta) -> datetime:
        day = (self.first_day if moment.day == VotingDay.FIRST else self.last_day) + days
        match moment.anchor:
            case Anchor.DAY_START:
                return place.midnight(day)
            case Anchor.DAY_END:
                return place.midnight(day + timedelta(days=1))
            case Anchor.ELECTION_CALLED:
                return place.midnight(self.called_on + days)
            case Anchor.POLLS_OPEN:
                return place.opening(day)
            case _:
                return max(one.closing(day) for one in self._closing_last(moment.anchor) or [place])

    def _closing_last(self, anchor: Anchor) -> Sequence[Place]:
        """Whose polls must all have closed; nobody's for the place's own."""
        everywhere = {
            Anchor.POLLS_CLOSE_LAST_DOMESTIC: self.domestic,
            Anchor.POLLS_CLOSE_LAST_ANYWHERE: self.places,
        }
        return everywhere.get(anchor, ())


def _stepped(instant: datetime, moment: Moment) -> datetime:
    return instant + STEPS[moment.unit] * moment.offset if moment.unit in STEPS else instant


def windows(
    election: Election,
    area: Area | None = None,
    rules: Iterable[BlackoutRule] | None = None,
    *,
    widened: bool = True,
) -> list[Window]:
    """The windows of every rule for an election, in order: for one area, else for everybody who can read the portal.

    The rules are by default those of the commission's country; without `widened`, nobody's decision counts. Raises
    EmptyWindowError where the election's dates contradict a rule.
    """
    found = []
    for rule in law_in_force().blackouts if rules is None else rules:
        for voting in _votings(election, rule):
            if rule.holds_for(election.kind, voting.number, voting.first_day):
                window = _window(rule, voting, _places(election, rule, area))
                found.append(_widened(window, election) if widened else window)
    return sorted(found)


def _votings(election: Election, rule: BlackoutRule) -> list[Voting]:
    rounds: list[VotingRound] = sorted(election.rounds.all(), key=lambda round_: round_.first_day)
    areas = list(election.areas.all())
    places = [_place(area) for area in areas]
    domestic = [_place(area) for area in areas if not area.is_abroad]
    spans = [(round_.number, round_.days[0], round_.days[-1]) for round_ in rounds]
    if rule.rounds == Rounds.TOGETHER and spans:
        spans = [(0, spans[0][1], max(last for _number, _first, last in spans))]
    return [Voting(number, first, last, election.called_on, places, domestic) for number, first, last in spans]


def _places(election: Election, rule: BlackoutRule, area: Area | None) -> list[Place]:
    """On whose clocks a rule's window is counted. Several: from the earliest beginning to the latest end."""
    areas = [area] if area is not None else list(election.areas.all())
    # The hours of the reference zone are those of the areas that keep its clocks.
    same = [_place(one) for one in areas if one.zone == election.zone]
    reference = same or [Place(election.zone_info)]
    match rule.zone_policy:
        case ZonePolicy.REFERENCE:
            return reference
        case ZonePolicy.AREA:
            return [_place(one) for one in areas] or reference
        case _:
            return [*reference, *(_place(one) for one in election.areas.all())]


def _place(area: Area) -> Place:
    return Place(ZoneInfo(area.zone), area.opens, area.closes)


def _window(rule: BlackoutRule, voting: Voting, places: Sequence[Place]) -> Window:
    start = min(voting.instant(rule.start, place) for place in places)
    end = max(voting.instant(rule.end, place) for place in places)
    if end <= start:
        raise EmptyWindowError(f"{rule.code}: the window would end at {end} and begin at {start}.")
    return Window(start, end, rule, voting.number)


def _widened(window: Window, election: Election) -> Window:
    """The window with what the commission decided beyond the law: only what is about polls can be closed longer."""
    if not window.rule.scope & RESEARCH:
        return window
    start, end = window.start, window.end
    for widening in election.widenings.all():
        # A window of all rounds together is widened for each of them.
        if window.round_number in (0, widening.round_number):
            start, end = widening.widened(start, end)
    return replace(window, start=start, end=end)
