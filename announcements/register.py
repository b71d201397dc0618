"""The public register of resolutions: number, year, kind, stage, words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from announcements.acts import Act
from announcements.enums import ResolutionKind, Stage
from announcements.records.resolutions import Resolution, slug_of
from content.listings import FilterForm, Lookups, Selection
from content.queries import clean_query


class Order(forms.ChoiceField):
    """In which order the register is read."""

    FIELDS: ClassVar[dict[str, list[str]]] = {
        "": ["-date", "-pk"],
        "oldest": ["date", "pk"],
        "number": ["number_key", "-date", "-pk"],
    }


class RegisterForm(FilterForm):
    number = forms.CharField(required=False, label=_("Number"), widget=forms.TextInput({"maxlength": 40}))
    stage = forms.ChoiceField(required=False, label=_("State"))
    sort = Order(required=False, label=_("Order"))

    typed = ("q", "number")
    type_label = _("Kind")
    empty_labels: ClassVar[dict[str, Any]] = {
        **FilterForm.empty_labels,
        "type": _("All kinds"),
        "stage": _("All states"),
        "sort": _("Newest first"),
    }
    field_order = ["number", "q", "type", "year", "stage", "election", "sort"]

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer("stage", [choice for choice in Stage.choices if choice[0] != Stage.AHEAD])
        self.offer("sort", [("oldest", _("Oldest first")), ("number", _("By number"))])

    def clean_number(self) -> str:
        return clean_query(self.cleaned_data["number"])


class Register(Selection):
    """The acts that pass the filters."""

    form_class = RegisterForm
    per_page = 20

    def __init__(self, language: str, data: Any) -> None:
        self.language = language
        super().__init__(Resolution.listed_in(language), Lookups(date="date"), ResolutionKind.choices, data)

    def narrowed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        found = super().narrowed(found)
        if "number" in self.filters:
            # Addresses are in small Latin letters, so that a small letter finds a capital one in every database.
            found = found.filter(slug__contains=slug_of(self.filters["number"]))
        if "stage" in self.filters:
            found = found.with_end().in_stage(self.filters["stage"])  # type: ignore[attr-defined]
        return found

    @property
    def ordering(self) -> list[str]:
        return Order.FIELDS[self.filters.get("sort", "")]

    @property
    def matches(self) -> QuerySet[Any]:
        return super().matches.with_end()  # type: ignore[attr-defined]

    @property
    def acts(self) -> list[Act]:
        """One page of the register, in the reader's language."""
        return [resolution.in_language(self.language) for resolution in self.leaf]

    @property
    def url(self) -> str:
        return reverse("resolutions")
