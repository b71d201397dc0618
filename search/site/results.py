"""What a visitor's words find among the pages and records that may be mentioned now, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from content.pagination import InPages
from content.queries import clean_query
from content.sources import Kind, kind_of, kinds, record_kinds
from portal.basepage import preload
from portal.basepage.models import BasePage
from search.site.highlights import excerpt, marked

# One letter finds nearly every page and helps nobody.
SHORTEST = 2
# Counting more than this tells nobody anything.
MOST = 500


class Found(NamedTuple):
    """A page or record, by the content type under which it is counted."""

    content_type_id: int
    pk: int


@dataclass(frozen=True)
class Hit:
    """What was found, with the words marked after it passed the visibility filter."""

    item: Any
    title: str
    text: str
    kind: Kind | None


class FoundElsewhere(NamedTuple):
    """That the same words are found in another language, how many times."""

    code: str
    name: str
    pages: int
    url: str


class Results(InPages):
    """The answer to one question. Every count is of what the filter let through."""

    def __init__(self, typed: str, section: str, page: str, language: str) -> None:
        self.typed = typed
        self.query = clean_query(typed)
        self.language = language
        self.kind = next((kind for kind in kinds() if kind.section == section), None)
        self.page_number = self._number(page)

    @staticmethod
    def _number(page: str) -> int:
        if not page:
            return 1
        if not page.isascii() or not page.isdigit() or len(page) > 6:
            raise Http404
        return int(page)

    @property
    def is_asked(self) -> bool:
        return bool(self.typed.strip())

    @property
    def is_too_short(self) -> bool:
        return self.is_asked and len(self.query) < SHORTEST

    @cached_property
    def found(self) -> list[Found]:
        """What is found in the reader's language, best first."""
        return self._search(self.language)

    @cached_property
    def locales(self) -> dict[str, int]:
        return dict(Locale.objects.values_list("language_code", "pk"))

    def _search(self, language: str) -> list[Found]:
        """Registers first where a number is asked for, such as that of a resolution; else what people read."""
        if not self.is_asked or self.is_too_short:
            return []
        pages, records = self._pages(language), self._records
        by_number = any(character.isdigit() for character in self.query)
        return [*records, *pages] if by_number else [*pages, *records]

    def _pages(self, language: str) -> list[Found]:
        pages = BasePage.objects.listed().filter(locale_id=self.locales.get(language), depth__gt=2)
        ids = [page.pk for page in pages.search(self.query, operator="and")[:MOST]]
        # Read through the filter once more: a search engine of its own may lag behind.
        types = dict(BasePage.objects.listed().filter(pk__in=ids).values_list("pk", "content_type_id"))
        return [Found(types[pk], pk) for pk in ids if pk in types]

    @cached_property
    def _records(self) -> list[Found]:
        """The same in every language: registers show every record."""
        found = []
        for kind in record_kinds():
            rows = list(kind.listed_in(self.language).search(self.query, operator="and")[:MOST])
            # What is called by these words stands before what mentions them.
            rows.sort(key=lambda row: not row.is_called(self.query))
            found += [Found(kind.content_type_id, row.pk) for row in rows]
        return found

    @property
    def by_kind(self) -> list[tuple[Kind, int]]:
        """How many were found of each kind."""
        types = [found.content_type_id for found in self.found]
        counted = [(kind, types.count(kind.content_type_id)) for kind in kinds()]
        return [(kind, count) for kind, count in counted if count]

    @property
    def matches(self) -> list[Found]:
        """What was found of the chosen kind, or all."""
        if self.kind is None:
            return self.found
        return [found for found in self.found if found.content_type_id == self.kind.content_type_id]

    @cached_property
    def hits(self) -> list[Hit]:
        """One page of results, each read through the filter once more."""
        items = self._read(list(self.leaf))
        words = self.query.split()
        with preload.only({}):
            return [
                Hit(
                    item,
                    marked(getattr(item, "heading", item.title), words),
                    excerpt(_text(item), words),
                    kind_of(found.content_type_id),
                )
                for found, item in items.items()
            ]

    def _read(self, leaf: list[Found]) -> dict[Found, Any]:
        """The pages and records of one page of results, in its order."""
        records = {kind.content_type_id: kind for kind in record_kinds()}
        pages = [found.pk for found in leaf if found.content_type_id not in records]
        read = {
            Found(page.content_type_id, page.pk): page
            for page in BasePage.objects.listed().filter(pk__in=pages).specific()
        }
        for content_type_id, kind in records.items():
            ids = [found.pk for found in leaf if found.content_type_id == content_type_id]
            if ids:
                rows = kind.listed_in(self.language).filter(pk__in=ids)
                read |= {Found(content_type_id, row.pk): row.in_language(self.language) for row in rows}
        return {found: read[found] for found in leaf if found in read}

    @cached_property
    def elsewhere(self) -> list[FoundElsewhere]:
        """The other languages in which these words are found."""
        others = [self._in_language(code, name) for code, name in settings.LANGUAGES if code != self.language]
        return [other for other in others if other.pages]

    def _in_language(self, code: str, name: str) -> FoundElsewhere:
        with override(code):
            return FoundElsewhere(code, name, len(self._search(code)), reverse("search") + self.address())

    def address(self, *, page: int = 1, kind: Kind | None = None) -> str:
        """This question as a query string, for a page of results of one kind or of all."""
        values = {"q": self.query, "type": kind.section if kind else "", "page": page if page > 1 else ""}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def address_of_all(self) -> str:
        return self.address()

    def page_query(self, number: int | None) -> str:
        return self.address(page=number or 1, kind=self.kind)


def _heading(item: Any) -> str:
    """The title; of an act, with its number."""
    return getattr(item, "heading", item.title)


def _text(item: Any) -> str:
    """What can be quoted of a page or record: what it offers for that, else its lead."""
    return getattr(item, "quotable", "") or getattr(item, "lead", "")
