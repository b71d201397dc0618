"""What an act's form checks that only its inlines can tell."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from announcements import amendments


class ResolutionForm(WagtailAdminModelForm):
    def is_valid(self) -> bool:
        """With what it changes in other acts, and with one text a day in each language."""
        valid = super().is_valid()
        if valid and self.instance.date:
            self._check_changes()
            self._check_wordings()
        return valid and not self.errors

    def _kept(self, name: str) -> list[Any]:
        """The forms of the inline rows that stay."""
        forms = self.formsets[name].forms if name in self.formsets else []
        return [form for form in forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]

    def _check_changes(self) -> None:
        try:
            amendments.validate(self.instance, [form.instance for form in self._kept("changes")])
        except ValidationError as error:
            self.add_error(None, error)

    def _check_wordings(self) -> None:
        rows = [form.cleaned_data for form in self._kept("wordings")]
        days = [(row.get("language"), row.get("effective_on")) for row in rows]
        if len(set(days)) < len(days):
            self.add_error(None, _("Two wordings in one language are of the same day."))
