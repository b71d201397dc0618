"""The finder: one field, four outcomes, and nothing kept of what was asked."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cached_property
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.elections.models import Election
from portal.publication.elections import public_elections
from search.stations.answers import Answer, AnswerBasis, Outcome, Shown
from search.stations.call_centres import call_centres
from search.stations.imports import published
from search.stations.models import CallCentre, DatasetVersion, StreetSegment, is_published
from search.stations.query.readings import LONGEST_QUERY
from search.stations.resolve.context import units_above
from search.stations.station import Station
from search.stations.territories import house_in_words, houses_in_words

# Of what was typed: numbers, and what stands around them without a space or comma.
NUMBERS = re.compile(r"\d+")
PIECES = re.compile(r"[^\s,;]*\d[^\s,;]*")


class FinderForm(forms.Form):
    """An address, a station's number or the name of a building."""

    # The field of the page has no `maxlength`: a browser would cut what is pasted without a word.
    address = forms.CharField(
        max_length=LONGEST_QUERY,
        error_messages={
            "required": _("Write a settlement, a street and a house."),
            "max_length": _("This is too long for an address. Write the settlement, the street and the house."),
            "null_characters_not_allowed": _("This has signs that no address has."),
        },
    )

    @property
    def typed(self) -> str:
        """What was typed, of a valid form."""
        text: str = self.cleaned_data["address"]
        return text


@dataclass(frozen=True)
class Found:
    """A station of an answer, and for which of several streets of one name."""

    station: Station
    shown: Shown
    # What the decision says of this street and this station.
    said: tuple[StreetSegment, ...] = ()

    @property
    def words(self) -> str:
        """What tells it from the others: its street and settlement."""
        return in_words(self.shown)

    @property
    def street(self) -> str:
        """The street that fits, with what it lies in."""
        return in_words(replace(self.shown, house=None))

    @property
    def houses(self) -> str:
        """Which houses of its street the station has."""
        return houses_in_words(row.segment for row in self.said)

    @property
    def decision(self) -> str:
        """The words of the decision about this street, as they were imported."""
        return "; ".join(dict.fromkeys(row.source_text.replace(" | ", ": ") for row in self.said if row.source_text))


class FinderAnswer:
    """An answer as a voter reads it."""

    def __init__(self, typed: str, answer: Answer) -> None:
        self.typed, self.answer = typed, answer

    @property
    def outcome(self) -> Outcome:
        return self.answer.outcome

    @cached_property
    def found(self) -> list[Found]:
        stations = Station.of([candidate.precinct for candidate in self.answer.candidates])
        said = self._said()
        return [
            Found(station, one.shown, tuple(said[one.precinct.pk, one.shown.street.pk if one.shown.street else None]))
            for station, one in zip(stations, self.answer.candidates, strict=True)
        ]

    def _said(self) -> dict[tuple[int, int | None], list[StreetSegment]]:
        """The statements about the streets of the answer, by station and street. One query; none where many fit."""
        said: dict[tuple[int, int | None], list[StreetSegment]] = defaultdict(list)
        if self.outcome in {Outcome.RESOLVED, Outcome.HOUSE_NOT_LISTED}:
            streets = {one.shown.street for one in self.answer.candidates if one.shown.street is not None}
            precincts = [one.precinct for one in self.answer.candidates]
            for row in StreetSegment.objects.filter(street__in=streets, precinct__in=precincts).order_by("pk"):
                said[row.precinct_id, row.street_id].append(row)
        return said

    @property
    def is_of_a_directory(self) -> bool:
        """Whether there is anything that could have been found."""
        return bool(self.found) or is_published()

    @property
    def only(self) -> Found:
        """The station, where there is one."""
        return self.found[0]

    @property
    def understood(self) -> str:
        """What was looked for, to be compared with what was meant: "г. Алатау, улица Бестерек, 14"."""
        shown = self.answer.shown
        names = list(dict.fromkeys(str(one.shown.street) for one in self.answer.candidates if one.shown.street))
        if shown.street is not None or not names:
            return in_words(shown)
        # Of several streets: their name where all have one, so that nobody has to guess what was looked for.
        return ", ".join(_names(shown.settlement, names[0], _house(shown))) if len(names) == 1 else ""

    @property
    def is_one(self) -> bool:
        """Whether there is nothing to choose from."""
        return len({found.station.precinct.pk for found in self.found}) == 1

    @property
    def unread(self) -> str:
        """A number that was typed, perhaps as a house, and stands in nothing that was looked for; or empty."""
        if self.answer.shown.house is not None or self.answer.shown.station or not self.found:
            return ""
        names = [*(one.words for one in self.found), *(one.station.name for one in self.found), self.understood]
        said = {number for name in names for number in NUMBERS.findall(name)}
        return next((piece for piece in PIECES.findall(self.typed) if not said.issuperset(NUMBERS.findall(piece))), "")

    @property
    def reason(self) -> str:
        """Why this station is the voter's, as a sentence."""
        shown, number = self.answer.shown, self.only.station.precinct.number
        words = {"house": _house(shown) or "", "number": number}
        match self.answer.basis:
            case AnswerBasis.EXACT:
                return gettext("House %(house)s is named among the houses of station No. %(number)s.") % words
            case AnswerBasis.RANGE:
                return gettext("House %(house)s lies within the houses of station No. %(number)s.") % words
            case AnswerBasis.STREET:
                return gettext("The whole street votes at station No. %(number)s.") % words
            case AnswerBasis.SETTLEMENT:
                return gettext("The whole settlement votes at station No. %(number)s.") % words
            case AnswerBasis.NUMBER:
                return gettext("You asked for the station by its number.")
            case _:
                return gettext("You asked for the building in which it is.")

    @property
    def version(self) -> DatasetVersion | None:
        """From which version of the directory the answer is; None where it names no station."""
        return self.found[0].station.precinct.version if self.found else None

    @cached_property
    def call_centres(self) -> list[CallCentre]:
        """Whom to call: of the regions in question, then of the whole country."""
        settlement = self.answer.shown.settlement
        units = set() if settlement is None else {unit.code for unit in units_above(settlement)}
        return call_centres(units | {found.station.precinct.region.code for found in self.found})


class Voting(NamedTuple):
    """The next voting day of the election that the directory is for, and the hours that hold everywhere, if any do."""

    election: Election
    day: date
    hours: tuple[time, time] | None


def next_voting() -> Voting | None:
    """None while no public election of the directory lies ahead."""
    version = published()
    if version is None or version.election_id is None:
        return None
    election = public_elections().with_dates().filter(pk=version.election_id).first()
    day = election.next_voting_day() if election is not None else None
    return Voting(election, day, election.polling_hours) if election is not None and day is not None else None


def in_words(shown: Shown) -> str:
    """A settlement, a street and a house, in the reader's language where it has them."""
    if shown.station and shown.street is None:
        return ", ".join([gettext("station No. %(number)s") % {"number": shown.station}, *_names(shown.settlement)])
    if shown.settlement is None and shown.street is None:
        return ", ".join(_names(shown.location))
    around = shown.street.microdistrict if shown.street is not None else None
    return ", ".join(_names(shown.settlement, around, shown.street, _house(shown), shown.location))


def _house(shown: Shown) -> str | None:
    return house_in_words(shown.house) if shown.house is not None else None


def _names(*parts: object) -> list[str]:
    return [str(part) for part in parts if part is not None]
