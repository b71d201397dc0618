"""One listing engine for pages and registers: filters, words, years, pages of ten; and each selection as a feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from content import feeds
from content.calendars.months import YEARS
from content.pages import ListedPage
from content.pagination import InPages
from content.queries import clean_query
from portal import clock
from portal.elections.models import Election
from portal.publication.elections import public_elections

# More pages than anybody reads; it keeps a search for one common word from filling the memory.
MOST_FOUND = 5_000


class FilterForm(forms.Form):
    """What a listing may be asked for. What else stands in the address is ignored; a bad value is a missing page."""

    q = forms.CharField(required=False, label=_("Words"), widget=forms.TextInput({"type": "search", "maxlength": 200}))
    type = forms.ChoiceField(required=False)
    year = forms.IntegerField(
        required=False, min_value=YEARS.start, max_value=YEARS.stop - 1, label=_("Year"), widget=forms.Select
    )
    election: forms.ModelChoiceField[Election] = forms.ModelChoiceField(
        Election.objects.none(), required=False, to_field_name="slug", label=_("Election")
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    type_label: ClassVar[Any] = _("Type")
    empty_labels: ClassVar[dict[str, Any]] = {
        "type": _("All types"),
        "year": _("All years"),
        "election": _("All elections"),
    }
    # The fields into which visitors type words.
    typed: ClassVar[tuple[str, ...]] = ("q",)
    use_required_attribute = False

    def __init__(self, data: Any, *, types: Iterable[tuple[str, Any]]) -> None:
        super().__init__(data, auto_id="filter-%s", label_suffix="")
        self.fields["type"].label = self.type_label
        self.offer("type", types)
        self.fields["election"].queryset = public_elections()  # type: ignore[attr-defined]

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Set what may be chosen, after the choice of everything; each field says that in its own words."""
        offered = [("", self.empty_labels[name]), *choices]
        field: Any = self.fields[name]
        field.choices = field.widget.choices = offered

    def clean_q(self) -> str:
        return clean_query(self.cleaned_data["q"])


class Lookups(NamedTuple):
    """Where a listing finds the date it goes by, the type and the election of its items."""

    date: str = "first_published_at"
    type: str = "kind"
    election: str = "election"


class Selection(InPages):
    """What one address of a listing shows: the items that pass its filters, newest first.

    Raises Http404 for a filter that can't be met and for a page that doesn't exist.
    """

    form_class: type[FilterForm] = FilterForm

    def __init__(
        self, everything: QuerySet[Any], lookups: Lookups, types: Iterable[tuple[str, Any]], data: Any
    ) -> None:
        self.everything = everything
        self.lookups = lookups
        self.form = self.form_class(data, types=types)
        try:
            valid = self.form.is_valid()
        except (ValueError, ValidationError):  # a NUL or a lone surrogate that a field can't even clean
            valid = False
        if not valid:
            raise Http404
        self.filters = {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}
        self.page_number: int = self.filters.pop("page", 1)
        # The fields show what was understood.
        understood = {name: self.filters.get(name, "") for name in self.form.typed}
        self.form.data = {**dict(self.form.data.items()), **understood}

    @cached_property
    def matches(self) -> QuerySet[Any]:
        """The matching items in order."""
        return self.narrowed(self.everything).order_by(*self.ordering)

    @property
    def ordering(self) -> list[str]:
        return [f"-{self.lookups.date}", "-pk"]

    def narrowed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """What passes the filters."""
        for name in ("type", "election"):
            if name in self.filters:
                found = found.filter(**{getattr(self.lookups, name): self.filters[name]})
        if "year" in self.filters:
            found = found.filter(**self._within(self.filters["year"]))
        if "q" in self.filters:
            words = self.everything.search(self.filters["q"], operator="and")  # type: ignore[attr-defined]
            found = found.filter(pk__in=[item.pk for item in words[:MOST_FOUND]])
        return found

    @property
    def by_month(self) -> list[tuple[date, list[Any]]]:
        """The page's items under the first day of their month, in the commission's zone."""
        return [(key, list(group)) for key, group in groupby(self.leaf.object_list, key=_month)]

    @cached_property
    def years(self) -> list[int]:
        """The years that have something, latest first."""
        if self._goes_by_day:
            return [day.year for day in self.everything.dates(self.lookups.date, "year", order="DESC")]
        zone = timezone.get_current_timezone()
        return [at.year for at in self.everything.datetimes(self.lookups.date, "year", order="DESC", tzinfo=zone)]

    @property
    def fields(self) -> list[forms.BoundField]:
        """The form's visible fields, with the years there are."""
        self.form.offer("year", [(year, year) for year in self.years])
        return self.form.visible_fields()

    @property
    def _goes_by_day(self) -> bool:
        field = self.everything.model._meta.get_field(self.lookups.date.partition("__")[0])
        return field.get_internal_type() == "DateField"

    def _within(self, year: int) -> dict[str, date]:
        """A civil year as a half-open range: of days, or of instants in the commission's zone."""
        start, end = date(year, 1, 1), date(year + 1, 1, 1)
        if not self._goes_by_day:
            start, end = (timezone.make_aware(datetime(day.year, 1, 1)) for day in (start, end))
        return {f"{self.lookups.date}__gte": start, f"{self.lookups.date}__lt": end}

    def query(self, **changes: Any) -> str:
        """The selection as a query string, with some values changed: "?year=2022", or nothing."""
        values = {name: getattr(value, "slug", value) for name, value in {**self.filters, **changes}.items()}
        ordered = {name: values[name] for name in self.form.fields if values.get(name)}
        return "?" + urlencode(ordered) if ordered else ""

    @property
    def canonical_query(self) -> str:
        """The one form of this selection's address, whatever else the visitor's had in it."""
        return self.query(page=self.page_number if self.page_number > 1 else None)

    @property
    def feed_query(self) -> str:
        return self.query(page=None)

    def page_query(self, number: int | None) -> str:
        return self.query(page=number)


def _month(item: Any) -> date:
    listed = item.listed_at() or timezone.localtime(clock.now())
    return date(listed.year, listed.month, 1)


class ListingMixin(RoutablePageMixin):
    """An index page that lists pages of one kind. Its address and the same with `feed/` show the same selection."""

    selection_class: ClassVar[type[Selection]] = Selection
    lookups: ClassVar[Lookups] = Lookups()
    listing_template: ClassVar[str] = "content/listing.html"

    @classmethod
    def get_listed_model(cls) -> type[ListedPage]:
        raise TypeError(f"{cls.__name__} must say which pages it lists.")

    def listed_types(self) -> list[tuple[str, Any]]:
        """The types to filter by."""
        return list(self.get_listed_model()._meta.get_field("kind").choices or [])

    def selection(self, request: HttpRequest) -> Selection:
        everything = self.get_listed_model().listed_in(self.locale.language_code)
        return self.selection_class(everything, self.lookups, self.listed_types(), request.GET)

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        context = {**self.get_context(request), "selection": self.selection(request)}
        return TemplateResponse(request, self.listing_template, context)

    def feed_description(self) -> str:
        return self.search_description or self.title

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        selection = self.selection(request)
        newest = selection.narrowed(selection.everything).for_texts()  # type: ignore[attr-defined]
        return feeds.respond(
            request,
            feeds.Channel(
                title=self.title,
                description=self.feed_description(),
                language=self.locale.language_code,
                path=self.url + selection.feed_query,
                feed_path=self.url + "feed/" + selection.feed_query,
            ),
            newest.order_by("-first_published_at", "-pk")[: feeds.LENGTH],
        )
