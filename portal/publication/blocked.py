"""451: what a page answers while the law closes it (RFC 7725)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.http import http_date

from portal import clock
from portal.publication.blackout import ElectionWindow, open_windows


@dataclass(frozen=True)
class Blocked:
    """The windows that close something at an instant."""

    windows: list[ElectionWindow]

    @property
    def until(self) -> datetime | None:
        """When the last of them ends, in UTC; None while nobody can say."""
        return max((one.window.end for one in self.windows if one.window), default=None)


def respond(request: HttpRequest) -> HttpResponse:
    """The answer of whatever the open windows close: kept by no cache, the same for every verb."""
    blocked = Blocked([one for one in open_windows(clock.now()) if one.hides and one.window])
    body = loader.render_to_string("publication/blocked.html", {"blocked": blocked}, request)
    response = HttpResponse(body, status=451)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Link"] = f'<{settings.PUBLIC_URL}/>; rel="blocked-by"'
    if blocked.until:
        response.headers["Retry-After"] = http_date(blocked.until.timestamp())
    return response
