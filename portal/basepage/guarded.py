"""Sections below which nobody may find out what exists while the law closes polls.

The door of each page says 451 for a closed page and 404 for a missing one: below these sections that difference would
tell a visitor which polls there are. So a middleware answers first, the same bytes for both.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import override

from portal import clock
from portal.basepage.models import BasePage
from portal.i18n.texts import languages
from portal.publication import blocked
from portal.publication.blackout import open_windows

_guarded: set[str] = set()


def guard(*slugs: str) -> None:
    """Called with the slugs of an app's sections, from `AppConfig.ready`."""
    _guarded.update(slugs)


class GuardedSectionMiddleware:
    """While a window is open: the section itself and its feed, pages that may be read, and 451 for all the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        parts = [part for part in request.path_info.split("/") if part]
        if not _is_below(parts) or not any(one.hides for one in open_windows(clock.now())):
            return self.get_response(request)
        if _may_be_read(parts):
            response = self.get_response(request)
            if response.status_code not in {404, 405}:
                return response
        return _blocked(request, *parts[:2])


def _is_below(parts: list[str]) -> bool:
    """Whether an address is below a guarded section, and not the section itself or its feed."""
    return len(parts) > 2 and parts[0] in languages() and parts[1] in _guarded and parts[2:] != ["feed"]


def _may_be_read(parts: list[str]) -> bool:
    """Whether an address is that of a page that the public may read now, or below one."""
    if "\0" in parts[2]:
        return False
    return BasePage.objects.visible().filter(url_path="/{}/{}/{}/".format(*parts)).exists()


def _blocked(request: HttpRequest, language: str, section: str) -> HttpResponseBase:
    """The 451 of a section, as if the section itself had been asked for: no trace of the address, query or verb."""
    plain = HttpRequest()
    plain.method = "GET"
    plain.path = plain.path_info = f"/{language}/{section}/"
    plain.META = {"SERVER_NAME": settings.PUBLIC_URL.split("://")[1].partition(":")[0], "SERVER_PORT": "80"}
    plain.COOKIES = request.COOKIES
    with override(language):
        return blocked.respond(plain)
