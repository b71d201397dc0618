"""The language of a request is in its address; what has no language in its address doesn't vary by it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

# Addresses outside the language prefixes whose answer depends on the reader's language.
CHOOSES_BY_READER = frozenset({"/"})


class LanguageMiddleware(LocaleMiddleware):
    """Django's, without its redirect of a missing page to a guess and without `Vary` on neutral resources.

    Django answers a missing address without a prefix with a redirect to the reader's language, which tells
    nobody anything and multiplies cached copies; `Vary: Accept-Language` would keep one copy of a file or the
    sitemap per browser setting.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 or request.path_info not in CHOOSES_BY_READER:
            return response
        return super().process_response(request, response)
