"""Finding streets and settlements by name: one small interface, and what implements it.

An engine knows names and nothing else: it never sees a house, a station or a boundary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from search.stations.query import Understood


@dataclass(frozen=True, slots=True)
class StreetCandidate:
    """A street of a settlement that a query may mean, or a settlement alone, by their keys in the version."""

    settlement_id: int
    # None: the settlement alone was named.
    street_id: int | None = None
    # The alias by which it was found; None: by a name of its own.
    alias_id: int | None = None
    # Found as it is spelt, and not only as it sounds: the former outranks the latter.
    is_strict: bool = True
    # Found only by correcting letters of one of the names.
    is_corrected: bool = False
    # Whether the query named the settlement.
    names_settlement: bool = False
    # The street is the microdistrict said beside a street that nobody knows: its house numbers aren't those asked for.
    is_around: bool = False
    # Words of the query that may only say where the street lies: a microdistrict, another settlement; to be confirmed.
    around: tuple[str, ...] = ()
    # Whether what is around was called a microdistrict: then a street of which nobody knows where it lies may do.
    around_is_said: bool = False
    # Whether the settlement has a microdistrict of that name.
    is_around_known: bool = False
    # The settlement's street was named and nobody knows it.
    is_street_unknown: bool = False


@dataclass(frozen=True, slots=True)
class StreetCandidates:
    """Candidates, best first: as spelt before as it sounds, the kind that was said before others, then by key.

    A street stands here once for its own name and once for each alias that fits: those of a part have house numbers.
    """

    found: tuple[StreetCandidate, ...] = ()
    # Others fit as well and were left out: then nothing is certain.
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to offer while somebody types."""

    text: str
    # As in the packs: "avenue", "village"; empty if it isn't said.
    kind: str
    settlement_id: int
    # None: the name is the settlement's.
    street_id: int | None
    # How many streets and settlements are called so.
    count: int


class StreetIndex(Protocol):
    """What the finder asks of an engine. `version` is the key of a DatasetVersion; nothing else is ever read."""

    def candidates(
        self, readings: Sequence[Understood], version: int, limit: int, *, corrects: bool = True
    ) -> list[StreetCandidates]:
        """For each reading of a query the streets and settlements that it names: all its naming words are somewhere.

        At most `limit` for a reading, those within the districts that were said before others. Exact names first (as
        spelt, as they sound); only where a reading has none, and `corrects` is true, names that one letter makes right,
        in long words two, in the street or in the settlement and never in both. Numbers and words under four letters
        are never corrected.
        """

    def suggest(self, prefix: str, language: str, limit: int, version: int) -> list[Suggestion]:
        """Distinct names of settlements and streets that begin so, those used most first.

        Texts are in `language`, a code, where they have one. Nothing for fewer than two letters.
        """
