"""The dates of an election that follow from voting day. They move with it, unless somebody has changed them by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from portal.elections.law.enums import Anchor, Rounds, VotingDay
from portal.elections.law.rules import DateRule, law_in_force
from portal.elections.models import Election, KeyDate, VotingRound


class Computed(NamedTuple):
    """A date that a rule gives for an election: a civil date, or an aware instant."""

    rule: DateRule
    value: date | datetime

    def write_to(self, key_date: KeyDate) -> None:
        is_instant = isinstance(self.value, datetime)
        key_date.instant, key_date.date = (self.value, None) if is_instant else (None, self.value)


Calendar = dict[str, Computed]


def calendar_of(election: Election, rules: Iterable[DateRule] | None = None) -> Calendar:
    """The computed dates by what `KeyDate.rule` says: the rule's code, and the round's number where it isn't the first.

    The rules are by default those of the commission's country.
    """
    found: Calendar = {}
    rounds = sorted(election.rounds.all(), key=lambda round_: round_.first_day)
    for rule in law_in_force().calendar if rules is None else rules:
        for number, round_ in enumerate(rounds, 1):
            if rule.rounds == Rounds.FIRST and number > 1:
                continue
            code = rule.code if number == 1 else f"{rule.code}:{number}"
            found[code] = Computed(rule, _value(rule, election, round_))
    return found


def _value(rule: DateRule, election: Election, round_: VotingRound) -> date | datetime:
    voting_day = round_.days[0] if rule.day.day == VotingDay.FIRST else round_.days[-1]
    counted_from = election.called_on if rule.day.anchor == Anchor.ELECTION_CALLED else voting_day
    day = counted_from + timedelta(days=rule.day.offset)
    return day if rule.at is None else datetime.combine(day, rule.at, tzinfo=election.zone_info)


def follow(election: Election, before: Calendar, *, fill: bool = False) -> None:
    """Move the computed key dates of an election whose voting day has moved; with `fill`, add those that are missing.

    `before` is the calendar as it was: a key date that doesn't stand where its rule had put it was changed by hand,
    and stays. Changes the instance only; nothing is saved.
    """
    after = calendar_of(election)
    rows = list(election.key_dates.all())
    for row in rows:
        if row.rule in after and row.rule in before and row.stands_at == before[row.rule].value:
            after[row.rule].write_to(row)
    if fill:
        rows += [_new(code, after[code]) for code in after.keys() - {row.rule for row in rows}]
        for row in rows:
            row.election = election
        rows.sort(key=lambda row: row.starts_at)
        for number, row in enumerate(rows):
            row.sort_order = number
    election.key_dates = rows  # type: ignore[assignment]  # modelcluster takes lists


def _new(code: str, computed: Computed) -> KeyDate:
    key_date = KeyDate(rule=code, event=computed.rule.event, legal_basis=computed.rule.legal_basis)
    computed.write_to(key_date)
    return key_date
