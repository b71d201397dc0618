from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.publication.models import PublicationFailure


class FailuresPanel(Component):
    """On the editors' first page: what was due and could not be published, and why. Empty when all is well."""

    name = "publication_failures"
    template_name = "publication/failures_panel.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"failures": PublicationFailure.objects.select_related("revision").order_by("-failed_at")}


@hooks.register("construct_homepage_panels")
def add_failures_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FailuresPanel())
