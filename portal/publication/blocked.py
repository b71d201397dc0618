"""451: what a page answers while the law closes it (RFC 7725)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils.http import http_date

from portal import clock
from portal.publication.blackout import ElectionWindow, open_windows

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


# What the law leaves open, by URL name and title.
_open: dict[str, StrOrPromise] = {}


def register_open(view: str, title: StrOrPromise) -> None:
    """Add what a 451 points to, from `AppConfig.ready`."""
    _open[view] = title


@dataclass(frozen=True)
class Blocked:
    """The windows that close something at an instant."""

    windows: list[ElectionWindow]

    @property
    def until(self) -> datetime | None:
        """When the last of them ends, in UTC; None while nobody can say."""
        return max((one.window.end for one in self.windows if one.window), default=None)

    @property
    def stays_open(self) -> Iterator[tuple[str, StrOrPromise]]:
        """Address and title of what the law leaves open."""
        for view, title in _open.items():
            yield reverse(view), title


def respond(request: HttpRequest) -> HttpResponse:
    """The answer of whatever the open windows close: kept by no cache, the same for every verb.

    It tells that somebody asked for what the law closes, and neither that it exists nor that it doesn't.
    """
    blocked = Blocked([one for one in open_windows(clock.now()) if one.hides and one.window])
    body = loader.render_to_string("publication/blocked.html", {"blocked": blocked}, request)
    response = HttpResponse(body, status=451)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, noarchive, nosnippet"
    response.headers["Link"] = f'<{settings.PUBLIC_URL}/>; rel="blocked-by"'
    if blocked.until:
        response.headers["Retry-After"] = http_date(blocked.until.timestamp())
    return response
