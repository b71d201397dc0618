"""Cache headers that end at a boundary.

An absolute `Expires` and no `max-age`: nginx replays a stored `max-age` unchanged, so a browser would keep a page for
its full length past the boundary; `Expires` is compared with a fresh `Date` (measured with nginx 1.22). Its grain is a
second and it still serves a hit within the last one, hence one second less. No stale-while-revalidate anywhere.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import http_date

from portal import clock
from portal.publication import due

# The visitor's own choice of the low-vision form; every cache lets requests that carry it through.
VIEW_COOKIE = "view"
GRAIN = timedelta(seconds=1)


def set_lifetime(request: HttpRequest, response: HttpResponseBase, seconds: int) -> None:
    """Let caches keep a public answer for at most `seconds`, cut to the next boundary; others not at all."""
    if not _may_be_kept(request, response):
        response.headers["Cache-Control"] = "private, no-store"
        return
    now = clock.now()
    until = now + timedelta(seconds=seconds)
    change = getattr(request, "answer_holds_until", None) or due.next_change(now)
    if change is not None:
        until = min(until, change - GRAIN)
    response.headers["Cache-Control"] = "public"
    response.headers["Expires"] = http_date(max(until, now).timestamp())


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and response.status_code in {200, 206, 301, 302, 304, 404}
        and not clock.is_moved()
        and not getattr(request, "is_dummy", False)
        and VIEW_COOKIE not in request.COOKIES
        and not response.cookies
        and not _varies_by_visitor(response)
    )


def _varies_by_visitor(response: HttpResponseBase) -> bool:
    return "cookie" in response.headers.get("Vary", "").lower()
