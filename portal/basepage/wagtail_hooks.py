from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal.basepage.links import VisiblePageLinkHandler
from portal.basepage.models import BasePage


@hooks.register("before_serve_page")
def hidden_pages_are_missing(page: BasePage, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """The guard at the door: plain, routable and form pages pass here, with every verb.

    Raises Http404 for a page that the public may not read now.
    """
    if not page.is_visible():
        raise Http404


@hooks.register("register_rich_text_features", order=100)
def links_lead_to_visible_pages(features: FeatureRegistry) -> None:
    features.register_link_type(VisiblePageLinkHandler)


@hooks.register("before_copy_page")
def copies_are_no_aliases(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """An alias of a scheduled page would go live at once (Wagtail 8.0); the editor is told so before it is made."""
    if request.method == "POST" and request.POST.get("alias"):
        messages.error(request, _("Aliases are not used here: make a translation or a copy of the page."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
