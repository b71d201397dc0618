"""Versions of the directory in the admin: what is staged, and who lets it become public.

Who staged a version and who publishes it are two people; so are who staged the version before and who goes back to it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import ListingButton

from portal.accounts.four_eyes import SecondPersonNeeded
from portal.accounts.models import User
from search.stations.imports import Finding, NotPublished, check_seen, publish, published, roll_back, version_before
from search.stations.imports.report import COUNTED
from search.stations.models import DatasetVersion

NAMESPACE = "directory_versions"


def address(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


def counts(version: DatasetVersion) -> list[tuple[str, int]]:
    """How many rows of each kind a version has, in words."""
    return [(str(label), version.row_counts[name]) for name, label in COUNTED.items() if name in version.row_counts]


def warnings(target: DatasetVersion, current: DatasetVersion | None) -> list[str]:
    """What a second person should know before the counts."""
    if current and current.election and not target.election:
        said = _("It is for no election: the hours of voting, times on cards and calendar entries leave every page.")
        return [str(said)]
    return []


def author(version: DatasetVersion) -> User:
    """Who staged a version. Raises SecondPersonNeeded where nobody knows: one person is then not enough."""
    if version.staged_by is None:
        raise SecondPersonNeeded
    return version.staged_by


def _number(text: str) -> int:
    """A key that a form sent back; -1, which no row has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1


class CountsColumn(Column):
    cell_template_name = "stations/admin/counts_cell.html"

    def get_value(self, instance: Any) -> Any:
        return counts(instance)


class ZonedColumn(Column):
    """A time with its zone."""

    cell_template_name = "stations/admin/time_cell.html"


class VersionIndexView(IndexView):
    default_ordering = "-pk"
    page_title = _("Versions of the directory")

    def get_base_queryset(self) -> Any:
        return DatasetVersion.objects.select_related("staged_by", "approved_by", "election")

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), "-pk"]

    @cached_property
    def current(self) -> DatasetVersion | None:
        return published()

    @cached_property
    def before(self) -> DatasetVersion | None:
        return version_before()

    def get_list_buttons(self, instance: Any) -> list[Any]:
        """To what would be refused there is no button."""
        if not self.user_has_permission("change"):
            return []
        if self.current is not None and instance.pk == self.current.pk:
            has_way = self.before is not None and self._is_second_for(self.before)
            return [ListingButton(_("Roll back"), url=address("roll_back", instance.pk), icon_name="history")] * has_way
        is_newer = self.current is None or instance.pk > self.current.pk
        if is_newer and self._is_second_for(instance) and not instance.row_counts.get("errors"):
            return [ListingButton(_("Publish"), url=address("publish", instance.pk), icon_name="upload")]
        return []

    def _is_second_for(self, version: DatasetVersion) -> bool:
        return version.staged_by_id not in {None, self.request.user.pk}


class SwitchView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks, and then changes which version the public is answered from."""

    model = DatasetVersion
    permission_required = "change"
    template_name = "stations/admin/switch.html"
    done: Any = ""

    @cached_property
    def version(self) -> DatasetVersion:
        return get_object_or_404(DatasetVersion.objects.select_related("staged_by"), pk=self.kwargs["pk"])

    def target(self) -> DatasetVersion | None:
        """The version that would be published."""
        raise NotImplementedError

    def switch(self) -> None:
        raise NotImplementedError

    @property
    def by(self) -> Any:
        """Who is at work: the admin knows nobody without a login."""
        return self.request.user

    def get_page_subtitle(self) -> str:
        return str(self.version)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": address("index"), "label": gettext("Versions of the directory")},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current, target = published(), self.target()
        has_now = dict(counts(current)) if current else {}
        return super().get_context_data(**kwargs) | {
            "current": current,
            "target": target,
            "warnings": warnings(target, current) if target else [],
            "findings": [Finding.of_kept(kept) for kept in target.findings] if target else [],
            "rows": [(label, has_now.get(label), count) for label, count in (counts(target) if target else [])],
            "back": address("index"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.version  # noqa: B018 (an unknown one is missing, whatever else was sent)
        seen = request.POST.get("instead_of", "none was sent")
        try:
            with transaction.atomic():
                check_seen(_number(seen) if seen else None)
                self.switch()
        except (NotPublished, SecondPersonNeeded) as refusal:
            messages.error(request, capfirst(str(refusal)))
        else:
            messages.success(request, self.done)
        return redirect(address("index"))


class PublishView(SwitchView):
    page_title = _("Publish")
    header_icon = "upload"
    done = _("The version is published: voters are answered from it.")

    def target(self) -> DatasetVersion:
        return self.version

    def switch(self) -> None:
        publish(self.version, author(self.version), self.by)


class RollBackView(SwitchView):
    """From the version in the address to the one before it."""

    page_title = _("Roll back")
    header_icon = "history"
    done = _("The earlier version is published again: voters are answered from it.")

    def target(self) -> DatasetVersion | None:
        return version_before()

    def switch(self) -> None:
        check_seen(self.version.pk)
        before = version_before()
        if before is None:
            raise NotPublished(_("There is no earlier version to go back to."))
        roll_back(author(before), self.by)
