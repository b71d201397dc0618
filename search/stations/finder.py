"""The finder: one field, four outcomes, and nothing kept of what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.stations.answers import Answer, AnswerBasis, Outcome, Shown
from search.stations.models import CallCentre
from search.stations.station import Station

# Longer than any address; what is longer is a mistake, and is said to be one.
LONGEST = 200


class FinderForm(forms.Form):
    """An address, a station's number or the name of a building."""

    address = forms.CharField(
        label=_("Settlement, street, house"),
        max_length=LONGEST,
        help_text=_("The number of a station or the name of a school will do, too."),
        error_messages={
            "required": _("Write a settlement, a street and a house."),
            "max_length": _("This is too long for an address. Write the settlement, the street and the house."),
        },
    )


@dataclass(frozen=True)
class Found:
    """A station of an answer, and for which of several streets of one name."""

    station: Station
    shown: Shown

    @property
    def words(self) -> str:
        """What tells it from the others: its street and settlement."""
        return in_words(self.shown)

    @property
    def houses(self) -> str:
        """Which houses of its street the station has, in the canonical words of the grammar."""
        street = self.shown.street
        rows = self.station.precinct.segments.filter(street=street) if street is not None else []
        return "; ".join(str(row.segment) for row in rows)


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
        return [Found(station, one.shown) for station, one in zip(stations, self.answer.candidates, strict=True)]

    @property
    def only(self) -> Found:
        """The station, where there is one."""
        return self.found[0]

    @property
    def understood(self) -> str:
        """What was looked for, to be compared with what was meant: "г. Алатау, улица Бестерек, 14"."""
        return in_words(self.answer.shown)

    @property
    def former_name(self) -> str:
        """The name that was asked for, where the street has another one now."""
        alias = self.answer.shown.alias
        return alias.text if alias is not None else ""

    @property
    def reason(self) -> str:
        """Why this station is the voter's, as a sentence."""
        shown, number = self.answer.shown, self.only.station.precinct.number
        words = {"house": shown.house or "", "number": number}
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

    @cached_property
    def call_centres(self) -> list[CallCentre]:
        """Whom to call: of the regions in question, then of the whole country."""
        return call_centres({unit.code for found in self.found for unit in found.station.units[:1]})


def call_centres(regions: set[str]) -> list[CallCentre]:
    """Those of some regions, then those of the whole country."""
    return list(CallCentre.objects.filter(region_code__in=regions | {""}).order_by("-region_code", "pk"))


def in_words(shown: Shown) -> str:
    """A settlement, a street and a house, in the reader's language where it has them."""
    names = [str(part) for part in (shown.settlement, shown.street, shown.house) if part is not None]
    return ", ".join(names) or (gettext("station No. %(number)s") % {"number": shown.station} if shown.station else "")
