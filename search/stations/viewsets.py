"""Polling stations, versions of their directory, and call centres in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UserColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from search.stations.editing import buttons, station, versions
from search.stations.editing.forms import CallCentreForm, region_of
from search.stations.editing.listing import NoticesColumn, PrecinctIndexView, StatusColumn, place_of
from search.stations.editing.versions import CountsColumn, VersionIndexView, ZonedColumn
from search.stations.models import CallCentre, DatasetVersion, Precinct, StationProblem


class ReadOnlyViewSet(ModelViewSet):
    """A list of what an import brought: nothing of it is added, edited or deleted by hand.

    It stays out of Wagtail's reference index, which an import of a million rows would not write.
    """

    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        none = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "inspect_url_name"))
        return {**super().get_common_view_kwargs(**kwargs), **none}

    def register_admin_url_finder(self) -> None:
        """There is no form to find."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class PrecinctViewSet(ReadOnlyViewSet):
    model = Precinct
    name = buttons.NAMESPACE
    icon = "home"
    menu_label = _("Stations")
    index_view_class = PrecinctIndexView
    list_per_page = 50
    list_display = [
        "number",
        Column("building", label=_("Building"), accessor="polling_location"),
        Column("settlement", label=_("Settlement"), accessor=place_of),
        StatusColumn("status", label=_("Status")),
        NoticesColumn("notices", label=_("Notices")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        acts = {
            "hide_point": station.HidePoint,
            "show_point": station.ShowPoint,
            "suspend": station.Suspend,
            "close": station.Close,
            "reopen": station.Reopen,
            "add_notice": station.AddNotice,
        }
        return [
            *super().get_urlpatterns(),
            path("<str:uid>/", station.StationPage.as_view(), name="inspect"),
            *(path(f"<str:uid>/{name.replace('_', '-')}/", act.as_view(), name=name) for name, act in acts.items()),
            path("<str:uid>/end-notice/<int:pk>/", station.EndNotice.as_view(), name="end_notice"),
        ]


class VersionViewSet(ReadOnlyViewSet):
    model = DatasetVersion
    name = versions.NAMESPACE
    icon = "history"
    menu_label = _("Versions of the directory")
    index_view_class = VersionIndexView
    list_display = [
        "__str__",
        Column("election", label=_("Election")),
        CountsColumn("counts", label=_("Rows")),
        UserColumn("staged_by", label=_("Staged by"), blank_display_name=_("not known")),
        ZonedColumn("staged_at", label=_("Staged")),
        UserColumn("approved_by", label=_("Published by")),
        ZonedColumn("published_at", label=_("Published")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/publish/", versions.PublishView.as_view(), name="publish"),
            path("<int:pk>/roll-back/", versions.RollBackView.as_view(), name="roll_back"),
        ]


class CallCentreViewSet(ModelViewSet):
    model = CallCentre
    name = "call_centres"
    icon = "mail"
    menu_label = _("Call centres")
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["name", Column("region", label=_("Region"), accessor=region_of), "phones"]

    def get_form_class(self, for_update: bool = False) -> type[CallCentreForm]:
        return CallCentreForm


class ProblemViewSet(ModelViewSet):
    """What visitors say is wrong. An editor reads it, decides at the station, and ticks it off here."""

    model = StationProblem
    name = "station_problems"
    icon = "warning"
    menu_label = _("Reports from visitors")
    form_fields = ["settled_at"]
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    list_display = [
        "__str__",
        Column("text", label=_("In their words")),
        ZonedColumn("reported_at", label=_("Reported")),
        ZonedColumn("settled_at", label=_("Settled")),
    ]
    list_filter = ["kind"]


class StationsViewSetGroup(ModelViewSetGroup):
    items: Any = [PrecinctViewSet, VersionViewSet, CallCentreViewSet, ProblemViewSet]
    menu_icon = "home"
    menu_label = _("Polling stations")
    menu_order = 150
