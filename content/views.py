from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps.views import x_robots_tag
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content import share_pictures, sitemaps
from content.sources import kind_of, record_kinds
from portal.basepage.models import BasePage

# Drawing takes a tenth of a second; the same words are drawn once an hour at most.
KEPT_FOR = 60 * 60


@require_safe
def share_picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """The picture for link previews of a page or record that has none of its own: its title, drawn.

    Raises Http404 for one that the public may not see.
    """
    language = get_language() or settings.LANGUAGE_CODE
    title, kicker = _words(key, language)
    words = (title, kicker, settings.COMMISSION_NAMES.get(language, ""))
    etag = hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]
    data = cache.get(f"share:{etag}")
    if data is None:
        data = share_pictures.share_picture(*words)
        cache.set(f"share:{etag}", data, KEPT_FOR)
    response = HttpResponse(data, content_type="image/png", headers={"ETag": f'"{etag}"'})
    return get_conditional_response(request, f'"{etag}"', response=response)  # type: ignore[return-value]


@require_safe
@x_robots_tag
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The files that together name every public address: what `robots.txt` points to."""
    found = [{"location": settings.PUBLIC_URL + path} for path in sitemaps.files()]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


def _words(key: UUID, language: str) -> tuple[str, str]:
    """Title and kind of what has a key, in a language."""
    page = BasePage.objects.visible().filter(translation_key=key, locale__language_code=language).first()
    if page is not None:
        kind = kind_of(page.content_type_id)
        return page.title, str(kind.title) if kind else ""
    for kind in record_kinds():
        record: Any = kind.model.objects.visible().filter(key=key).first()
        if record is not None:
            return record.in_language(language).title, str(kind.title)
    raise Http404
