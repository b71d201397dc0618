"""What an act's form checks that only its inlines can tell."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from announcements import amendments
from portal.publication.marking import MarkedFormMixin


class ResolutionForm(MarkedFormMixin, WagtailAdminModelForm):
    def is_valid(self) -> bool:
        """With what it changes in other acts, and with one text a day in each language."""
        valid = super().is_valid()
        if valid and self.instance.date:
            try:
                amendments.validate(self.instance, self._kept("changes"), self._kept("wordings"))
            except ValidationError as error:
                self.add_error(None, error)
        return valid and not self.errors

    def _kept(self, name: str) -> list[Any]:
        """The inline rows that stay."""
        forms = self.formsets[name].forms if name in self.formsets else []
        return [form.instance for form in forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
