"""The finder that is measured, behind four functions: another engine is another class here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.stations.engines import StreetCandidate
from search.stations.engines.build import build_index
from search.stations.engines.dictionary import Dictionary
from search.stations.engines.embedded import EmbeddedIndex
from search.stations.models import PublishedVersion
from search.stations.query import Understood, split_query
from search.stations.resolve import find
from search.stations.resolve.places import Place, places_of
from search.stations.resolve.unsaid import with_units

# As many as are looked at for MRR@10.
LIMIT = 10
# As many as the resolver asks for; districts then choose among them.
CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Answered:
    """A resolver's outcome, and the uids of the stations that it lists, in its order."""

    outcome: str
    stations: tuple[str, ...] = ()
    has_more: bool = False


class Subject(Protocol):
    """What can be asked of a finder."""

    name: str
    # Whether the portal's own page answers from it.
    has_page: bool

    def build(self, version: int) -> None:
        """Make the index of a version."""

    def look_up(self, text: str) -> object:
        """What the engine alone does for a query: this is timed as the engine."""

    def streets(self, text: str) -> list[tuple[int, int]]:
        """Keys of settlements and streets (0: the settlement itself), best first, as districts chose."""

    def answer(self, text: str, language: str) -> Answered:
        """The whole answer."""

    def suggest(self, text: str, language: str) -> list[str] | None:
        """Names that begin so; None: this finder suggests nothing."""


class Embedded:
    """The engine on the project's own database."""

    name = "embedded"
    has_page = True

    def __init__(self) -> None:
        self._version = 0

    def build(self, version: int) -> None:
        build_index(version)

    def look_up(self, text: str) -> object:
        return self._found(text)

    def streets(self, text: str) -> list[tuple[int, int]]:
        readings, names = split_query(text), Dictionary(self.version)
        for corrects in (False, True):
            ways = (readings, with_units(readings, names))
            found = [places for tried in ways for places in self._places(tried, names, corrects)]
            # As the finder does: a settlement whose street nobody knows only where no reading has a street.
            if best := next((places for places in found if any(one.street for one in places)), next(iter(found), None)):
                return [(place.settlement.pk, place.street.pk if place.street else 0) for place in best][:LIMIT]
        return []

    def _places(self, readings: Sequence[Understood], names: Dictionary, corrects: bool) -> Iterator[list[Place]]:
        """The places of each reading that has some."""
        found = EmbeddedIndex().candidates(readings, self.version, CANDIDATES, corrects=corrects)
        for reading, candidates in zip(readings, found, strict=True):
            if places := places_of(reading, candidates.found, names):
                yield places

    def answer(self, text: str, language: str) -> Answered:
        answer = find(text, language)
        stations = tuple(candidate.precinct.uid for candidate in answer.candidates)
        return Answered(str(answer.outcome), stations, answer.has_more)

    def suggest(self, text: str, language: str) -> list[str] | None:
        return [one.text for one in EmbeddedIndex().suggest(text, language, LIMIT, self.version)]

    @property
    def version(self) -> int:
        if not self._version:
            self._version = PublishedVersion.objects.values_list("version_id", flat=True).get()
        return self._version

    def _found(self, text: str) -> tuple[Understood | None, tuple[StreetCandidate, ...]]:
        """The first reading that is found as it stands, else the first that is found with a letter corrected."""
        readings, index = split_query(text), EmbeddedIndex()
        for corrects in (False, True):
            found = index.candidates(readings, self.version, CANDIDATES, corrects=corrects)
            for reading, candidates in zip(readings, found, strict=True):
                if candidates.found:
                    return reading, candidates.found
        return None, ()


def subject(name: str) -> Subject:
    """The finder of a name. Raises LookupError for one that isn't known."""
    return {"embedded": Embedded}[name]()
