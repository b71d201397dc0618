"""One listing engine: filters, words, years, pages of ten; and each selection as a feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any
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
from content.pages import ListedPage
from content.pagination import InPages
from content.queries import clean_query
from portal import clock
from portal.elections.models import Election
from portal.publication.elections import public_elections

YEARS = range(1990, 2101)


class FilterForm(forms.Form):
    """What a listing may be asked for. What else stands in the address is ignored; a bad value is a missing page."""

    q = forms.CharField(required=False, label=_("Words"))
    type = forms.ChoiceField(required=False, label=_("Type"))
    year = forms.IntegerField(required=False, min_value=YEARS.start, max_value=YEARS.stop - 1, label=_("Year"))
    election: forms.ModelChoiceField[Election] = forms.ModelChoiceField(
        Election.objects.none(), required=False, to_field_name="slug", label=_("Election")
    )
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data: Any, *, types: Iterable[tuple[str, Any]], elections: QuerySet[Election]) -> None:
        super().__init__(data)
        self.fields["type"].choices = [("", ""), *types]  # type: ignore[attr-defined]
        self.fields["election"].queryset = elections  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        return clean_query(self.cleaned_data["q"])


class Selection(InPages):
    """What one address of a listing shows: the items that pass its filters, newest first.

    Raises Http404 for a filter that can't be met and for a page that doesn't exist.
    """

    def __init__(self, listing: ListingMixin, request: HttpRequest) -> None:
        self.listing = listing
        self.everything = listing.listed_pages()
        self.elections = public_elections()
        form = FilterForm(
            request.GET,
            types=listing.listed_types(),
            elections=self.elections,
        )
        try:
            valid = form.is_valid()
        except (ValueError, ValidationError):  # a NUL or a lone surrogate that a field can't even clean
            valid = False
        if not valid:
            raise Http404
        self.form = form
        self.filters = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        self.page_number: int = self.filters.pop("page", 1)

    @property
    def types(self) -> list[tuple[str, Any]]:
        return self.listing.listed_types()

    @cached_property
    def matches(self) -> Any:
        """The matching pages, newest first: a queryset, or search results where words are asked for."""
        found = self.everything
        if "type" in self.filters:
            found = found.filter(kind=self.filters["type"])
        if "election" in self.filters:
            found = found.filter(election=self.filters["election"])
        if "year" in self.filters:
            found = found.filter(**_within(self.filters["year"]))
        found = found.order_by("-first_published_at", "-id")
        if "q" in self.filters:
            return found.search(self.filters["q"], operator="and", order_by_relevance=False)  # type: ignore[attr-defined]
        return found

    @property
    def by_month(self) -> list[tuple[datetime, list[ListedPage]]]:
        """The page's items under the first instant of their month, in the commission's zone."""
        return [(key, list(group)) for key, group in groupby(self.leaf.object_list, key=_month)]

    @cached_property
    def years(self) -> list[int]:
        """The years in which something was published, latest first."""
        months = self.everything.datetimes(
            "first_published_at", "year", order="DESC", tzinfo=timezone.get_current_timezone()
        )
        return [instant.year for instant in months]

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


def _within(year: int) -> dict[str, datetime]:
    """A civil year of the commission's zone as a half-open range of instants."""
    start, end = (timezone.make_aware(datetime(number, 1, 1)) for number in (year, year + 1))
    return {"first_published_at__gte": start, "first_published_at__lt": end}


def _month(page: ListedPage) -> datetime:
    published = page.published_at() or timezone.localtime(clock.now())
    return published.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


class ListingMixin(RoutablePageMixin):
    """An index page that lists pages of one kind. Its address and the same with `feed/` show the same selection."""

    def listed_pages(self) -> QuerySet[ListedPage]:
        """What this listing may mention now, in its language."""
        model = self.get_listed_model()
        return model.objects.listed().filter(locale_id=self.locale_id).select_related("locale", "election")

    @classmethod
    def get_listed_model(cls) -> type[ListedPage]:
        raise TypeError(f"{cls.__name__} must say which pages it lists.")

    def listed_types(self) -> list[tuple[str, Any]]:
        """The kinds to filter by."""
        return list(self.get_listed_model()._meta.get_field("kind").choices or [])

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        selection = Selection(self, request)
        context = {**self.get_context(request), "selection": selection}
        return TemplateResponse(request, "content/listing.html", context)

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        selection = Selection(self, request)
        return feeds.respond(
            request,
            feeds.Channel(
                title=self.title,
                description=self.search_description or self.title,
                language=self.locale.language_code,
                path=self.url + selection.feed_query,
                feed_path=self.url + "feed/" + selection.feed_query,
            ),
            selection.matches[: feeds.LENGTH],
        )
