"""The finder that is measured, behind four functions: another engine is another class here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

# As many as are looked at for MRR@10.
LIMIT = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """A resolver's outcome, and the uids of the stations that it lists, in its order."""

    outcome: str
    stations: tuple[str, ...] = ()
    has_more: bool = False


class Subject(Protocol):
    """What can be asked of a finder."""

    name: str

    def build(self, version: int) -> None:
        """Make the index of a version."""

    def streets(self, text: str) -> list[tuple[int, int]]:
        """Keys of settlements and streets (0: the settlement itself), the likeliest first."""

    def answer(self, text: str, language: str) -> Answered:
        """The whole answer."""

    def suggest(self, text: str, language: str) -> list[str] | None:
        """Names that begin so; None: this finder suggests nothing."""


class Embedded:
    """The engine on the project's own database."""

    name = "embedded"

    def __init__(self) -> None:
        self.index: Any = None
        self.version: Any = None

    def build(self, version: int) -> None:
        models = import_module("search.stations.models")
        import_module("search.stations.engines.build").build(models.DatasetVersion.objects.get(pk=version))

    def streets(self, text: str) -> list[tuple[int, int]]:
        if self.index is None:
            self._open()
        for reading in import_module("search.stations.query").split_query(text):
            found = self.index.candidates(reading, self.version, LIMIT)
            if found:
                return [_key(candidate) for candidate in found]
        return []

    def answer(self, text: str, language: str) -> Answered:
        answer = import_module("search.stations.resolve").find(text, language)
        stations = tuple(candidate.precinct.uid for candidate in answer.candidates)
        return Answered(str(answer.outcome), stations, answer.has_more)

    def suggest(self, text: str, language: str) -> list[str] | None:
        return None

    def _open(self) -> None:
        models = import_module("search.stations.models")
        self.index = import_module("search.stations.engines.embedded").StreetIndex()
        self.version = models.PublishedVersion.objects.get().version


def _key(candidate: Any) -> tuple[int, int]:
    return candidate.settlement_id, candidate.street_id or 0


def subject(name: str) -> Subject:
    """The finder of a name. Raises LookupError for one that isn't known."""
    return {"embedded": Embedded}[name]()
