"""The public register of the organisations that notified the commission of polls, per election, as on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from observers.records.organisations import Notice, PollingOrganisation
from portal import clock
from portal.elections.models import Election
from portal.elections.querysets import ElectionQuerySet
from portal.publication.elections import public_elections


class RegisterForm(forms.Form):
    """Which election, and on which civil date."""

    election: forms.ModelChoiceField[Election] = forms.ModelChoiceField(
        Election.objects.none(), required=False, to_field_name="slug", label=_("Election"), empty_label=None
    )
    day = forms.DateField(
        required=False,
        label=_("As on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the date as year, month and day, such as 2022-11-14.")},
    )

    use_required_attribute = False

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="register-%s", label_suffix="")
        elections = public_elections().order_by("-called_on", "-pk")
        self.fields["election"].queryset = elections  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > clock.today():
            raise ValidationError(_("Nobody knows the register of a day ahead."))
        return day


class Change(NamedTuple):
    """What changed on a day: who came, who left, and how many stood in the register then."""

    day: date
    came: list[Notice]
    left: list[Notice]
    in_force: int


@dataclass(frozen=True)
class Register:
    """The register of one election on one civil date."""

    election: Election | None
    day: date

    @cached_property
    def all_notices(self) -> list[Notice]:
        """Every notice for the election, by name in the reader's language."""
        if self.election is None:
            return []
        found = Notice.objects.filter(
            election=self.election, organisation__in=PollingOrganisation.objects.listed()
        ).select_related("organisation", "election")
        return sorted(found, key=lambda notice: (str(notice.organisation.name).casefold(), notice.since))

    @cached_property
    def notices(self) -> list[Notice]:
        """Those that had come by that day, whether they still held or not."""
        return [notice for notice in self.all_notices if notice.since <= self.day]

    @property
    def in_force(self) -> list[Notice]:
        return [notice for notice in self.notices if notice.holds_on(self.day)]

    @property
    def ended(self) -> list[Notice]:
        """Removed or withdrawn by that day, with the reason."""
        return [notice for notice in self.notices if not notice.holds_on(self.day)]

    @property
    def as_of(self) -> date | None:
        """The latest day as of which the commission counted one of them."""
        return max((notice.as_of for notice in self.notices), default=None)

    @property
    def history(self) -> list[Change]:
        """The days on which it changed, latest first, until today."""
        days = {notice.since for notice in self.all_notices} | {
            notice.ended_on for notice in self.all_notices if notice.ended_on
        }
        return [self._change(day) for day in sorted(days, reverse=True) if day <= clock.today()]

    def _change(self, day: date) -> Change:
        return Change(
            day,
            came=[notice for notice in self.all_notices if notice.since == day],
            left=[notice for notice in self.all_notices if notice.ended_on == day],
            in_force=sum(notice.holds_on(day) for notice in self.all_notices),
        )

    @property
    def query(self) -> str:
        """This register as a query string: its election, and its day unless it is today."""
        if self.election is None:
            return ""
        values = {"election": self.election.slug}
        if self.day != clock.today():
            values["day"] = self.day.isoformat()
        return "?" + urlencode(values)


def _latest(elections: ElectionQuerySet) -> Election | None:
    """The latest election of which anybody notified the commission; None before the first notice."""
    listed = PollingOrganisation.objects.listed()
    return elections.filter(pk__in=Notice.objects.filter(organisation__in=listed).values("election")).first()


def asked(form: RegisterForm) -> Register:
    """The register that a form asks for: by default the latest that has notices, as on today.

    Raises Http404 for an election that isn't known. A day that can't be read is said in the form, and today is shown.
    """
    if not form.is_valid() and "election" in form.errors:
        raise Http404
    election = form.cleaned_data.get("election") or _latest(form.fields["election"].queryset)  # type: ignore[attr-defined]
    return Register(election, form.cleaned_data.get("day") or clock.today())
