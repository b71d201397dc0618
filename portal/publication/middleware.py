"""The outermost middlewares: publish what is due, answer in the public scope, cut lifetimes to the next boundary."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from portal import clock
from portal.publication import due
from portal.publication.cache_lifetimes import set_lifetime
from portal.publication.restrictions import worked_out_once
from portal.publication.scope import public_scope, staff_scope

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PublicRequestMiddleware:
    """Decides for whom a request is answered; all but the admin, the probes and static files is for the public."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @cached_property
    def other_prefixes(self) -> tuple[str, ...]:
        """What shows nothing to the public: it asks no database, so that it works while that is down."""
        return (reverse("wagtailadmin_home"), reverse("livez"), reverse("readyz"), settings.STATIC_URL)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(self.other_prefixes):
            with staff_scope():
                return self.get_response(request)
        now, until = clock.now(), None
        if not clock.is_moved():
            due.publish_what_is_due(now)
            until = due.next_change(now)
        # However long the answer takes, it is one of this instant, and no copy of it may outlive the next change.
        request.answer_holds_until = until  # type: ignore[attr-defined]
        with public_scope(), worked_out_once(now, until):
            return self.get_response(request)


class CacheLifetimeMiddleware:
    """Says how long a public answer may be kept: never past the next instant at which it may differ."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            set_lifetime(request, response, settings.PAGE_LIFETIME)
        return response
