"""The list of the published version's stations: searched, filtered, and one page of it read at a time."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, ButtonWithDropdown, ListingButton

from portal import clock
from search.stations.decisions import not_ended, taken_out
from search.stations.editing.buttons import address, buttons
from search.stations.enums import PrecinctKind, PrecinctStatus
from search.stations.models import AdminUnit, Precinct, PrecinctNotice, PrecinctState
from search.stations.station import Station

LONGEST_QUERY = 200
# Of a search by words: stations that are listed, and that are read for it (measured: some 20 µs each).
MOST_FOUND = 1000
MOST_READ = 200_000
# Of decisions about stations that are gone.
MOST_LEFT_OVER = 100


def regions() -> QuerySet[AdminUnit]:
    """The regions of the published version, and its countries abroad."""
    return AdminUnit.objects.published().filter(Exists(Precinct.objects.filter(region=OuterRef("pk"))))


def searched(precincts: QuerySet[Precinct], query: str) -> tuple[QuerySet[Precinct], bool]:
    """Those with a number or a uid, else those whose building, address or settlement has all words of a query.

    And whether there may be more. A number is looked up in an index. Words are parts of texts in any language, with
    capitals or without, which neither database compares for Kazakh: they are read here, up to a bound.
    """
    query = query[:LONGEST_QUERY].replace("\x00", "").strip()
    code, _dash, number = query.rpartition("-")
    exact = Q(uid=query) | Q(number=query.lstrip("№ ").upper())
    if code:
        exact |= Q(region__code=code, number=number.strip().upper())
    if (found := precincts.filter(exact)).exists():
        return found, False
    words = query.casefold().replace(",", " ").split()
    rows = precincts.order_by("pk").values_list(
        "pk", "polling_location__name", "polling_location__address_line", "locality__name"
    )
    keys: list[int] = []
    for pk, *texts in rows[:MOST_READ].iterator():
        said = "\n".join(text for field in texts for text in field.values()).casefold()
        if all(word in said for word in words):
            keys.append(pk)
            if len(keys) == MOST_FOUND:
                break
    is_cut = len(keys) == MOST_FOUND or precincts.count() > MOST_READ
    return precincts.filter(pk__in=keys), is_cut


class RegionFilter(django_filters.ModelChoiceFilter):
    """By the region's code, so that a kept address outlives the version."""

    def get_queryset(self, request: Any) -> QuerySet[AdminUnit]:
        return regions()


class PrecinctFilterSet(WagtailFilterSet):
    region = RegionFilter(label=_("Region"), to_field_name="code")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=PrecinctKind, empty_label=_("All"), widget=forms.RadioSelect
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=PrecinctStatus,
        empty_label=_("All"),
        method="with_status",
        widget=forms.RadioSelect,
    )
    point = django_filters.ChoiceFilter(
        label=_("Point on the map"),
        choices=[("hidden", _("hidden")), ("none", _("none"))],
        empty_label=_("All"),
        method="with_point",
        widget=forms.RadioSelect,
    )
    notice = django_filters.ChoiceFilter(
        label=_("Notice"),
        choices=[("now", _("now")), ("coming", _("to come"))],
        empty_label=_("All"),
        method="with_notice",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Precinct
        fields: list[str] = []

    def with_status(self, precincts: QuerySet[Precinct], _name: str, status: str) -> QuerySet[Precinct]:
        if status == PrecinctStatus.OPEN:
            others = PrecinctState.objects.exclude(status=status)
            return precincts.exclude(uid__in=others.values("precinct_uid"))
        return precincts.filter(uid__in=PrecinctState.objects.filter(status=status).values("precinct_uid"))

    def with_point(self, precincts: QuerySet[Precinct], _name: str, point: str) -> QuerySet[Precinct]:
        if point == "none":
            return precincts.filter(polling_location__latitude=None)
        return precincts.filter(uid__in=PrecinctState.objects.filter(point_hidden=True).values("precinct_uid"))

    def with_notice(self, precincts: QuerySet[Precinct], _name: str, when: str) -> QuerySet[Precinct]:
        now = clock.now()
        has_begun = Q(starts_at__lte=now) if when == "now" else Q(starts_at__gt=now)
        notices = PrecinctNotice.objects.filter(has_begun, not_ended())
        return precincts.filter(uid__in=notices.values("precinct_uid"))


class RowButton(ListingButton):
    """On one line: Wagtail breaks a narrow one between any two letters."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=format_html('<span class="w-whitespace-nowrap">{}</span>', label), **options)


class StatusColumn(Column):
    cell_template_name = "stations/admin/status_cell.html"


class NoticesColumn(Column):
    cell_template_name = "stations/admin/notices_cell.html"


def place_of(precinct: Precinct) -> str:
    """A station's settlement, and its region, for numbers repeat between regions."""
    names = [str(precinct.locality), str(precinct.region)]
    return ", ".join(dict.fromkeys(names))


class PrecinctIndexView(IndexView):
    """The published version's stations. Only keys are sorted; the rows of one page are read by them."""

    is_searchable = True
    default_ordering = "pk"
    filterset_class = PrecinctFilterSet
    template_name = "stations/admin/index.html"
    results_template_name = "stations/admin/index_results.html"
    # Whether a search may have left some out.
    is_cut = False

    def get_base_queryset(self) -> QuerySet[Precinct]:
        return Precinct.objects.published().only("pk")

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), "pk"]

    def search_queryset(self, queryset: QuerySet[Precinct]) -> QuerySet[Precinct]:
        if self.is_searching:
            queryset, self.is_cut = searched(queryset, self.search_query)
        return queryset

    def get_table(self, object_list: Any) -> Any:
        keys = [row.pk for row in object_list]
        rows = Precinct.objects.select_related("polling_location", "locality", "region").defer("territory", "decision")
        by_key = rows.in_bulk(keys)
        stations = Station.of([by_key[key] for key in keys if key in by_key])
        for station in stations:
            station.precinct.station = station  # type: ignore[attr-defined]
        return super().get_table([station.precinct for station in stations])

    def get_inspect_url(self, instance: Any) -> str:
        return address("inspect", instance.uid)

    def get_list_buttons(self, instance: Any) -> list[Any]:
        """What acts by itself stands in the row; what opens a form is in the menu beside it."""
        acts, forms = buttons(instance.uid, instance.station.state, self.request.user, RowButton, Button)
        if not forms:
            return acts
        attrs = {"aria-label": gettext("More options for '%(title)s'") % {"title": str(instance)}}
        return [*acts, ButtonWithDropdown(buttons=forms, icon_name="dots-horizontal", attrs=attrs)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"left_over": left_over(), "is_cut": self.is_cut}


def left_over() -> list[str]:
    """Stations that the published version doesn't have and that aren't as imported: somebody should look at them."""
    states = PrecinctState.objects.filter(taken_out()).values_list("precinct_uid", flat=True)
    notices = PrecinctNotice.objects.filter(not_ended()).values_list("precinct_uid", flat=True)
    here = Precinct.objects.published().values("uid")
    gone = states.exclude(precinct_uid__in=here).union(notices.exclude(precinct_uid__in=here).order_by())
    return list(gone.order_by("precinct_uid")[:MOST_LEFT_OVER])
