"""What was found, some at a time, with an address for each page of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest


def page_number(request: HttpRequest) -> int:
    """Which page of a list is asked for, by default the first. Raises Http404 for what is no number."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 7 and int(asked)):  # noqa: PLR2004 (nobody reads a million pages)
        raise Http404
    return int(asked)


class InPages:
    """A base for what is read page by page. It says what matches and how a page of it is addressed."""

    page_number: int
    per_page: ClassVar[int] = 10

    @property
    def matches(self) -> Any:
        """Everything found, in order: a queryset, search results or a list."""
        raise TypeError(f"{type(self).__name__} must say what it found.")

    def page_query(self, number: int | None) -> str:
        """The query string of a page; None stands for the first, which needs no number."""
        raise TypeError(f"{type(self).__name__} must say how its pages are addressed.")

    @cached_property
    def leaf(self) -> Page[Any]:
        """The page asked for. Raises Http404 for one that doesn't exist."""
        try:
            return Paginator(self.matches, self.per_page).page(self.page_number)
        except EmptyPage:
            raise Http404 from None

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """Number and query of each page to link to; None stands for those left out."""
        numbers = self.leaf.paginator.get_elided_page_range(self.leaf.number, on_each_side=2, on_ends=1)
        return [(n, self.page_query(n if n > 1 else None)) if isinstance(n, int) else (None, "") for n in numbers]

    @property
    def next_query(self) -> str:
        """The query of the page after this one; nothing on the last."""
        return self.page_query(self.leaf.next_page_number()) if self.leaf.has_next() else ""
