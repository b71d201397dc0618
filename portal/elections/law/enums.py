from __future__ import annotations

from enum import StrEnum


class Anchor(StrEnum):
    """What the beginning or the end of a window is counted from."""

    DAY_START = "day_start"
    DAY_END = "day_end"
    POLLS_OPEN = "polls_open"
    POLLS_CLOSE_LOCAL = "polls_close_local"
    POLLS_CLOSE_LAST_DOMESTIC = "polls_close_last_domestic"
    POLLS_CLOSE_LAST_ANYWHERE = "polls_close_last_anywhere"
    ELECTION_CALLED = "election_called"
    INSTANT = "instant"


class Unit(StrEnum):
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


class VotingDay(StrEnum):
    """Which day of a round that lasts several."""

    FIRST = "first"
    LAST = "last"


class Rounds(StrEnum):
    """For which rounds a rule holds: each with a window of its own, or all in one window."""

    ANY = "any"
    FIRST = "first"
    SECOND = "second"
    TOGETHER = "together"


class ZonePolicy(StrEnum):
    """On whose clocks a window begins and ends."""

    REFERENCE = "reference"
    AREA = "area"
    WIDEST = "widest"


class Scope(StrEnum):
    """What a rule is about."""

    POLL_RESULT = "poll_result"
    EXIT_POLL = "exit_poll"
    FORECAST = "forecast"
    OTHER_RESEARCH = "other_research"
    ONLINE_VOTE = "online_vote"
    CAMPAIGN_MATERIAL = "campaign_material"


# What a portal publishes as polls; the silence of campaigns is another rule with other doors.
RESEARCH = frozenset(Scope) - {Scope.CAMPAIGN_MATERIAL}


class Act(StrEnum):
    """What is forbidden to do."""

    PUBLISH = "publish"
    REPUBLISH = "republish"
    COMMENT = "comment"
    PROMOTE = "promote"


class ExistingContent(StrEnum):
    """What happens to what was published before the window."""

    UNTOUCHED = "untouched"
    KEEP_NOT_PROMOTED = "keep_not_promoted"
    HIDE_UNTIL_END = "hide_until_end"
