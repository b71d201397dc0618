from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.elections.law.calendar import Calendar, calendar_of, follow


class ElectionForm(WagtailAdminModelForm):
    """The form of an election: its computed dates follow its voting day."""

    fill_calendar = forms.BooleanField(
        required=False,
        label=_("Fill in the calendar"),
        help_text=_("Adds the key dates that the law counts from voting day. Those that stand here already stay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before the form is read into the instance: what it said until now.
        self.calendar_before: Calendar = calendar_of(self.instance)

    def is_valid(self) -> bool:
        """Also refuses a longer closing of a round that the election doesn't have: it would close nothing."""
        if not super().is_valid():
            return False
        rounds = {form.cleaned_data.get("number") for form in self._filled("rounds")}
        for form in self._filled("widenings"):
            if form.cleaned_data.get("round_number") not in rounds:
                form.add_error("round_number", _("This election has no such round."))
        return all(formset.is_valid() for formset in self.formsets.values())

    def _filled(self, name: str) -> list[Any]:
        """The forms of the rows that stay."""
        found = self.formsets[name].forms if name in self.formsets else []
        return [form for form in found if form.cleaned_data and not form.cleaned_data.get("DELETE")]

    def save(self, commit: bool = True) -> Any:
        election = super().save(commit=False)
        follow(election, self.calendar_before, fill=self.cleaned_data.get("fill_calendar", False))
        if commit:
            election.save()
        return election
