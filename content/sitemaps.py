"""The sitemap: every page and record that may be mentioned, in every language, with its translations beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import translation

from portal.basepage.models import BasePage

Source = Callable[[], "Iterable[Entry]"]
# Views with an address in every language that search engines should know, and sources of records' addresses.
_views: list[str] = []
_sources: list[Source] = []


def register_view(name: str) -> None:
    """Add a view by its URL name, from `AppConfig.ready`."""
    if name not in _views:
        _views.append(name)


def register(source: Source) -> None:
    """Add the addresses of records that may be mentioned now, from `AppConfig.ready`."""
    if source not in _sources:
        _sources.append(source)


class Entry(NamedTuple):
    path: str
    language: str
    group: UUID | str
    changed_at: datetime | None


class PublicSitemap(Sitemap):
    """Every language on its own line with all its alternates, as search engines ask for it."""

    limit = 10_000

    def items(self) -> list[Entry]:
        pages = BasePage.objects.listed().filter(depth__gte=2).select_related("locale").order_by("path")
        entries = [
            Entry(page.url, page.locale.language_code, page.translation_key, page.last_published_at)
            for page in pages
            if page.url
        ]
        return [*entries, *self._view_entries(), *(entry for source in _sources for entry in source())]

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Without a latest change for the whole: it would tell that something hidden was there."""
        groups: dict[UUID | str, list[Entry]] = defaultdict(list)
        for entry in self.items():
            groups[entry.group].append(entry)
        return [
            {
                "location": settings.PUBLIC_URL + entry.path,
                "lastmod": entry.changed_at,
                "alternates": [
                    {"location": settings.PUBLIC_URL + other.path, "lang_code": other.language}
                    for other in groups[entry.group]
                ],
            }
            for entry in self.paginator.page(page).object_list
        ]

    def _view_entries(self) -> list[Entry]:
        entries = []
        for name in _views:
            for code, _language in settings.LANGUAGES:
                with translation.override(code):
                    entries.append(Entry(reverse(name), code, name, None))
        return entries
