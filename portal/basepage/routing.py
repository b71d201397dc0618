"""From an address to its page in two queries. Wagtail's own way asks two for each part of the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.url_routing import RouteResult

if TYPE_CHECKING:
    from portal.basepage.models import BasePage


def route(pages: type[BasePage], request: HttpRequest, path: str) -> RouteResult | None:
    """The page at a path of the active language, or None; the pages above it are left on `request.pages_above`.

    Whether the public may see it is asked later, at the door.
    """
    parts = [part for part in path.split("/") if part]
    if "\0" in path:
        return None
    addresses = ["/".join(["", get_language() or "", *parts[:length], ""]) for length in range(len(parts) + 1)]
    found = list(pages.objects.filter(url_path__in=addresses).select_related("locale").order_by("depth"))
    if not found:
        return None
    nearest = found[-1]
    page = nearest.specific
    page.locale = nearest.locale
    request.pages_above = found[:-1]  # type: ignore[attr-defined]
    try:
        return page.route(request, parts[len(found) - 1 :])
    except Http404:
        return None
