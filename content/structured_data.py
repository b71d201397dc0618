"""schema.org descriptions of what a page shows, for search engines. Nothing that the page itself doesn't say."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from content.pages import TextPage

# Characters that could end the script element or an HTML comment round it.
ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def organization(language: str) -> dict[str, Any]:
    """The commission."""
    return {
        "@type": "GovernmentOrganization",
        "name": settings.COMMISSION_NAMES.get(language, ""),
        "url": f"{settings.PUBLIC_URL}/{language}/",
    }


def news_article(page: TextPage) -> dict[str, Any]:
    """An announcement."""
    language = page.locale.language_code
    published = page.published_at()
    changed = timezone.localtime(page.last_published_at) if page.last_published_at else None
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.lead,
        "inLanguage": language,
        "url": f"{settings.PUBLIC_URL}{page.url}",
        "datePublished": published.isoformat() if published else None,
        "dateModified": changed.isoformat() if changed else None,
        "image": f"{settings.PUBLIC_URL}{reverse('share_picture', args=[page.translation_key])}",
        "publisher": organization(language),
    }


def as_script(data: dict[str, Any]) -> SafeString:
    """JSON that is safe inside a script element: a title with `</script>` stays a title."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308
