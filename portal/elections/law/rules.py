"""The rules of one country, read from its file. A file that says nonsense is refused when the process starts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from portal.elections.enums import ContestKind
from portal.elections.law.enums import Act, Anchor, ExistingContent, Rounds, Scope, Unit, VotingDay, ZonePolicy
from portal.i18n.texts import Texts

COUNTRIES = Path(__file__).parent / "countries"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A point in time, counted from voting day. Raises ValueError for an instant without a zone, or without need."""

    anchor: Anchor
    # Which day of a round of several days.
    day: VotingDay = VotingDay.LAST
    # Signed: -5 calendar days before voting day 0.
    offset: int = 0
    unit: Unit = Unit.CALENDAR_DAY
    # Aware; for the anchor "instant" alone.
    at: datetime | None = None

    def __post_init__(self) -> None:
        if (self.at is not None) != (self.anchor == Anchor.INSTANT):
            raise ValueError("Only the anchor “instant” has `at`, and it needs it.")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("An instant needs a time zone.")

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Moment:
        kinds: dict[str, Any] = {"anchor": Anchor, "day": VotingDay, "unit": Unit}
        return cls(**{name: kinds[name](value) if name in kinds else value for name, value in data.items()})


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """Where a rule stands."""

    article: str
    act: Texts = field(hash=False)
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class BlackoutRule:
    """When something may not be published: from one moment to another, counted from voting day.

    Each country's file gives its legal basis and the voting days `[valid_from, valid_until)` for which it holds.
    """

    code: str
    title: Texts = field(hash=False)
    legal_basis: LegalBasis
    start: Moment
    end: Moment
    scope: frozenset[Scope]
    acts: frozenset[Act]
    existing_content: ExistingContent
    zone_policy: ZonePolicy = ZonePolicy.REFERENCE
    rounds: Rounds = Rounds.ANY
    # None: every kind.
    contests: frozenset[ContestKind] | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    # In English, for those who keep the file: sources, readings, doubts.
    note: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> BlackoutRule:
        """A rule as it stands in a file. Raises ValueError, KeyError or TypeError for one that can't be meant."""
        basis = data["legal_basis"]
        values: dict[str, Any] = {
            **data,
            "title": Texts(data["title"]),
            "legal_basis": LegalBasis(**{**basis, "act": Texts(basis["act"])}),
            "start": Moment.read({"day": "first", **data["start"]}),
            "end": Moment.read(data["end"]),
            "scope": frozenset(map(Scope, data["scope"])),
            "acts": frozenset(map(Act, data["acts"])),
            "existing_content": ExistingContent(data["existing_content"]),
            "zone_policy": ZonePolicy(data.get("zone_policy", "reference")),
            "rounds": Rounds(data.get("rounds", "any")),
        }
        if "contests" in data:
            values["contests"] = frozenset(map(ContestKind, data["contests"]))
        return cls(**values)

    def holds_for(self, kind: str, round_number: int, voting_day: date) -> bool:
        """Whether it is the law for a round of voting of a kind of contest on a civil date."""
        return (
            (self.contests is None or kind in self.contests)
            and (self.rounds in {Rounds.ANY, Rounds.TOGETHER} or (self.rounds == Rounds.FIRST) == (round_number == 1))
            and (self.valid_from is None or self.valid_from <= voting_day)
            and (self.valid_until is None or voting_day < self.valid_until)
        )


@dataclass(frozen=True, kw_only=True)
class DateRule:
    """A date of an election's calendar, counted in civil days from voting day or from the call."""

    code: str
    event: Texts = field(hash=False)
    day: Moment
    # On the clocks of the election's zone; None for a whole day.
    at: time | None = None
    rounds: Rounds = Rounds.ANY
    legal_basis: Texts = field(default_factory=Texts, hash=False)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> DateRule:
        """A rule as it stands in a file. Raises ValueError, KeyError or TypeError for one that can't be meant."""
        day = Moment.read({"day": "first", **data["day"]})
        if day.anchor not in {Anchor.DAY_START, Anchor.ELECTION_CALLED} or day.unit != Unit.CALENDAR_DAY:
            raise ValueError(f"{data['code']}: a date of the calendar is counted in days, from voting day or the call.")
        values: dict[str, Any] = {**data, "event": Texts(data["event"]), "day": day}
        values["rounds"] = Rounds(data.get("rounds", "any"))
        values["legal_basis"] = Texts(data.get("legal_basis", {}))
        return cls(**values)


class Law(NamedTuple):
    """What a country's file says."""

    blackouts: tuple[BlackoutRule, ...]
    calendar: tuple[DateRule, ...] = ()
    # How many years an organisation must have polled before it may notify the commission; 0: the law doesn't ask.
    pollster_experience: int = 0


@cache
def read_law(path: Path) -> Law:
    """A country's file. Raises OSError, or ValueError that names the file, for one that can't be read."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        law = Law(
            tuple(map(BlackoutRule.read, data["blackouts"])),
            tuple(map(DateRule.read, data.get("calendar", []))),
            int(data.get("pollster_experience", 0)),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"{path}: {error!r}") from error
    rules: tuple[BlackoutRule, ...] | tuple[DateRule, ...]
    for rules in (law.blackouts, law.calendar):
        if len({rule.code for rule in rules}) < len(rules):
            raise ValueError(f"{path}: two rules have the same code.")
    return law


def file_in_force() -> Path:
    """The file that the setting `ELECTION_LAW` names: a country's code, or a path that ends in `.toml`."""
    named: str = settings.ELECTION_LAW
    return Path(named) if named.endswith(".toml") else COUNTRIES / f"{named}.toml"


def law_in_force() -> Law:
    """The law of the commission's own country. Raises as `read_law` does."""
    return read_law(file_in_force())
