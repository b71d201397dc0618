"""What the finder answers: one of four outcomes, and always what was understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from search.stations.houses import House
from search.stations.models import AdminUnit, PollingLocation, Precinct, Street, StreetAlias


class Outcome(StrEnum):
    """How far an answer goes. The engine's score never chooses between two stations."""

    RESOLVED = "resolved"
    # Every station that it may be, with what tells them apart.
    AMBIGUOUS = "ambiguous"
    # The street is known, the house is in nobody's territory: no guess.
    HOUSE_NOT_LISTED = "house_not_listed"
    NOT_FOUND = "not_found"


class AnswerBasis(StrEnum):
    """Why a resolved station is the voter's; each is said to them as a sentence."""

    EXACT = "exact"
    # A range, or the number of the house without its letter: 7 for 7A.
    RANGE = "range"
    STREET = "street"
    SETTLEMENT = "settlement"
    # The station was asked for by its number, or by the building in which it is.
    NUMBER = "number"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Shown:
    """What was understood, to be said back: "Shown for: …"."""

    settlement: AdminUnit | None = None
    street: Street | None = None
    house: House | None = None
    # The name by which the street was asked for, where it is not its own: former, of the project.
    alias: StreetAlias | None = None
    # Whether the name was found only by correcting a letter. A house number never is.
    is_corrected: bool = False
    station: str = ""
    # The building that was asked for.
    location: PollingLocation | None = None

    @property
    def former_name(self) -> str:
        """The name that was asked for, where the street has another one now."""
        return self.alias.text if self.alias is not None else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A station that it may be, and for which street and settlement of several that share the name."""

    precinct: Precinct
    shown: Shown


@dataclass(frozen=True, slots=True)
class Answer:
    """An honest answer. `candidates` has one station when resolved, those of the street when the house isn't listed."""

    outcome: Outcome
    shown: Shown = Shown()
    basis: AnswerBasis | None = None
    candidates: tuple[Candidate, ...] = field(default=())
    # More stations fit than are shown.
    has_more: bool = False
