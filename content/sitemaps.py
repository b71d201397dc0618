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
# What is too much to stand among the others, in files of its own.
SECTIONS: dict[str, type[Sitemap]] = {}


def register_view(name: str) -> None:
    """Add a view by its URL name, from `AppConfig.ready`."""
    if name not in _views:
        _views.append(name)


def register(source: Source) -> None:
    """Add the addresses of records that may be mentioned now, from `AppConfig.ready`."""
    if source not in _sources:
        _sources.append(source)


def register_section(name: str, section: type[Sitemap]) -> None:
    """Add files of their own, `sitemap-NAME.xml`, from `AppConfig.ready`."""
    SECTIONS[name] = section


class Entry(NamedTuple):
    path: str
    language: str
    group: UUID | str
    changed_at: datetime | None


def described(entries: Iterable[Entry], among: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as Django's template takes them, each with its alternates among all."""
    groups: dict[UUID | str, list[Entry]] = defaultdict(list)
    for entry in among:
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
        for entry in entries
    ]


def files() -> list[str]:
    """The addresses of the sitemap's files, without the host."""
    sections: dict[str, type[Sitemap]] = {reverse("sitemap"): PublicSitemap}
    sections |= {reverse("sitemap_section", args=[name]): section for name, section in SECTIONS.items()}
    found = []
    for path, section in sections.items():
        paginator = section().paginator
        found += [f"{path}?p={number}" if number > 1 else path for number in paginator.page_range if paginator.count]
    return found


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
        return described(self.paginator.page(page).object_list, self.items())

    def _view_entries(self) -> list[Entry]:
        entries = []
        for name in _views:
            for code, _language in settings.LANGUAGES:
                with translation.override(code):
                    entries.append(Entry(reverse(name), code, name, None))
        return entries
