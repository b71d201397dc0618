from __future__ import annotations

from urllib.parse import urlparse

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect


class VisibleRedirectMiddleware(RedirectMiddleware):
    """Wagtail's, except that a redirect never names the address of a page the public may not see."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        redirect = self._find(request)
        if redirect is None or (redirect.redirect_page_id and not redirect.redirect_page.is_visible()):
            return response
        return super().process_response(request, response)

    def _find(self, request: HttpRequest) -> Redirect | None:
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        # As Wagtail's own: where the two differ, this would judge another redirect than it follows.
        without_query = urlparse(path).path
        return get_redirect(request, path) or (get_redirect(request, without_query) if without_query != path else None)
