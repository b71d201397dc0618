"""The finder: readings of a query, best first, answered from one version of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.stations.answers import Answer, Outcome, Shown
from search.stations.engines import StreetCandidates, StreetIndex
from search.stations.engines.dictionary import Dictionary
from search.stations.engines.embedded import EmbeddedIndex
from search.stations.engines.keys import spelling
from search.stations.models import PublishedVersion
from search.stations.query import Understood, respelt, split_query
from search.stations.resolve.answering import MOST_SHOWN, in_order
from search.stations.resolve.stations import by_number
from search.stations.resolve.streets import by_address
from search.stations.resolve.unsaid import with_units
from search.stations.resolve.venues import by_building

# Streets of one name that are looked into.
MOST_STREETS = 40

# A reading of a query and what it answers.
Found = tuple[Understood, Answer]


def find(text: str, language: str, index: StreetIndex | None = None) -> Answer:
    """The station for what somebody typed, or every station that it may be, or that nothing is known.

    `language`, a code, is the reader's: candidates come in its alphabetical order, and it decides nothing else. The
    whole answer is read from the version that was published when it began. Raises nothing for any text.
    """
    version = PublishedVersion.objects.values_list("version_id", flat=True).first()
    if version is None:
        return Answer(Outcome.NOT_FOUND)
    return _Finder(version, language, index or EmbeddedIndex()).answer(text)


class _Finder:
    """One question: what its names are is looked up once, whatever is tried with them."""

    def __init__(self, version: int, language: str, index: StreetIndex) -> None:
        self.version = version
        self.language = language
        self.index = index
        self.names = Dictionary(version)

    def answer(self, text: str) -> Answer:
        """What the readings together answer. A letter is corrected only where no reading is found as it stands."""
        readings = split_query(text, spelling())
        best = Answer(Outcome.NOT_FOUND, _shown_of(readings))
        for corrects in (False, True):
            answers = self._with_units(readings, self._said(readings, corrects=corrects), corrects=corrects)
            if not _is_any_found(answers):
                best = next((answer for _reading, answer in answers if answer.shown.settlement), best)
                answers = self._buildings(respelt(text, spelling()) if corrects else readings, corrects=corrects)
            elif corrects and not _is_certain(answers):
                # «село Косшы, дом культры»: a building whose kind was misspelt, before a street that nobody knows.
                named = [reading for reading in respelt(text, spelling()) if reading.venue]
                buildings = self._buildings(named, corrects=True)
                answers = buildings if _is_any_found(buildings) else answers
            if found := [(reading, answer) for reading, answer in answers if answer.outcome != Outcome.NOT_FOUND]:
                return together(found, self.language)
        return best

    def _said(self, readings: Sequence[Understood], *, corrects: bool) -> list[Found]:
        """What each reading says it asks for: an address, a station by its number, a building."""
        addresses = [one for one in readings if one.house is not None or not (one.station or one.venue)]
        candidates = self.index.candidates(addresses, self.version, MOST_STREETS, corrects=corrects)
        by_reading = dict(zip(addresses, candidates, strict=True))
        return [(one, self._answered(one, by_reading.get(one), corrects=corrects)) for one in readings]

    def _with_units(self, readings: Sequence[Understood], answers: list[Found], *, corrects: bool) -> list[Found]:
        """What is found with words read as a region or a district: where nothing is without, or a street only so."""
        if _is_of_a_street(answers) or not (others := with_units(readings, self.names)):
            return answers
        found = self._said(others, corrects=corrects)
        return answers if _is_any_found(answers) and not _is_of_a_street(found) else found

    def _answered(self, reading: Understood, candidates: StreetCandidates | None, *, corrects: bool) -> Answer:
        if candidates is None:
            if reading.station:
                return by_number(reading, self.names, self.language)
            return by_building(reading, self.names, self.language, corrects=corrects)
        answer = by_address(reading, candidates, self.names, self.language)
        if not reading.station or answer.outcome != Outcome.RESOLVED:
            return answer
        # A station's number beside an address must be that of the address.
        if answer.candidates[0].precinct.number.lstrip("0") == reading.station:
            return answer
        return together([(reading, answer), (reading, by_number(reading, self.names, self.language))], self.language)

    def _buildings(self, readings: Sequence[Understood], *, corrects: bool) -> list[Found]:
        """Words that nobody called a building, or whose kind was misspelt, as a building's. Not beside a house."""
        if any(reading.house for reading in readings):
            return []
        readings = [*readings, *with_units(readings, self.names)]
        asked = [one for one in readings if not one.station and (corrects or not one.venue)]
        return [(one, by_building(one, self.names, self.language, corrects=corrects)) for one in asked]


def _is_any_found(answers: Sequence[Found]) -> bool:
    return any(answer.outcome != Outcome.NOT_FOUND for _reading, answer in answers)


def _is_of_a_street(answers: Sequence[Found]) -> bool:
    return any(candidate.shown.street for _reading, answer in answers for candidate in answer.candidates)


def _is_certain(answers: Sequence[Found]) -> bool:
    """Whether a street was found, or the one station of a settlement whatever its streets are."""
    return _is_of_a_street(answers) or any(answer.outcome == Outcome.RESOLVED for _reading, answer in answers)


def together(found: Sequence[Found], language: str) -> Answer:
    """One answer of several readings that were found, best first.

    A resolved one stands only if no other reading leads elsewhere. A later one whose house isn't listed leads nowhere,
    for its house may have been misread; of the first, the house is what was most likely meant.
    """
    (_reading, first), *others = found
    rivals = [answer for _reading, answer in others if answer.outcome in {Outcome.RESOLVED, Outcome.AMBIGUOUS}]
    if not rivals:
        return first
    if first.outcome == Outcome.HOUSE_NOT_LISTED:
        first, *rivals = rivals
        first = replace(first, outcome=Outcome.AMBIGUOUS, basis=None)
    known = {candidate.precinct.pk for candidate in first.candidates}
    if first.outcome == Outcome.RESOLVED and all(_stations(answer) <= known for answer in rivals):
        return first
    candidates = in_order([one for answer in (first, *rivals) for one in answer.candidates], language)
    has_more = first.has_more or any(answer.has_more for answer in rivals) or len(candidates) > MOST_SHOWN
    shown = first.shown if first.outcome == Outcome.AMBIGUOUS and not rivals else replace(first.shown, alias=None)
    return Answer(Outcome.AMBIGUOUS, shown, None, candidates[:MOST_SHOWN], has_more)


def _stations(answer: Answer) -> set[int]:
    return {candidate.precinct.pk for candidate in answer.candidates}


def _shown_of(readings: Sequence[Understood]) -> Shown:
    """Of what isn't found at all, the house and the number that were read."""
    reading = readings[0] if readings else Understood()
    return Shown(house=reading.house, station=reading.station)
