"""What a visitor's words find among the pages that may be mentioned now, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from content.pages import TextPage
from content.pagination import InPages
from content.queries import clean_query
from content.sources import Kind, kinds
from portal.basepage import preload
from portal.basepage.models import BasePage
from search.site.highlights import excerpt, marked

# One letter finds nearly every page and helps nobody.
SHORTEST = 2
# Counting more than this tells nobody anything.
MOST = 500


@dataclass(frozen=True)
class Hit:
    """A page found, with the words marked after it passed the visibility filter."""

    page: TextPage
    title: str
    text: str
    kind: Kind | None


class FoundElsewhere(NamedTuple):
    """That the same words are found in another language, on how many pages."""

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
    def found(self) -> list[int]:
        """Ids of the pages found in the reader's language, best first."""
        return self._search(self.language)

    @cached_property
    def content_types(self) -> dict[int, int]:
        """The content type of each page found."""
        return dict(BasePage.objects.listed().filter(pk__in=self.found).values_list("pk", "content_type_id"))

    @cached_property
    def locales(self) -> dict[str, int]:
        return dict(Locale.objects.values_list("language_code", "pk"))

    def _search(self, language: str) -> list[int]:
        if not self.is_asked or self.is_too_short:
            return []
        pages = BasePage.objects.listed().filter(locale_id=self.locales.get(language), depth__gt=2)
        return [page.pk for page in pages.search(self.query, operator="and")[:MOST]]

    @property
    def by_kind(self) -> list[tuple[Kind, int]]:
        """How many were found of each kind."""
        types = list(self.content_types.values())
        counted = [(kind, types.count(_content_type_id(kind))) for kind in kinds()]
        return [(kind, count) for kind, count in counted if count]

    @property
    def matches(self) -> list[int]:
        """The found ids of the chosen kind, or all."""
        if self.kind is None:
            return [pk for pk in self.found if pk in self.content_types]
        wanted = _content_type_id(self.kind)
        return [pk for pk in self.found if self.content_types.get(pk) == wanted]

    @cached_property
    def hits(self) -> list[Hit]:
        """One page of results, each read through the filter once more."""
        pages = {page.pk: page for page in BasePage.objects.listed().filter(pk__in=list(self.leaf)).specific()}
        shown = [pages[pk] for pk in self.leaf if pk in pages]
        words = self.query.split()
        with preload.only({}):
            return [Hit(page, marked(page.title, words), excerpt(_text(page), words), _kind_of(page)) for page in shown]

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


def _content_type_id(kind: Kind) -> int:
    return ContentType.objects.get_for_model(kind.model).pk


def _kind_of(page: BasePage) -> Kind | None:
    return next((kind for kind in kinds() if isinstance(page, kind.model)), None)


def _text(page: Any) -> str:
    """What can be quoted of a page: its lead, then its text."""
    body = " · ".join(page.body.stream_block.get_searchable_content(page.body)) if hasattr(page, "body") else ""
    return " · ".join(filter(None, [getattr(page, "lead", ""), body]))
