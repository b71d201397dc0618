from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.rich_text.pages import PageLinkHandler

from portal.basepage import preload
from portal.basepage.models import BasePage
from portal.publication.scope import answering_the_public


class VisiblePageLinkHandler(PageLinkHandler):
    """A link in rich text to a page that the public may not see keeps its words and loses its address."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Model | None]:
        # What an import wrote may hold anything; a link to no number is a link to nothing.
        pks = [int(attrs["id"]) if attrs.get("id", "").isdecimal() else 0 for attrs in attrs_list]
        at_hand = preload.find(BasePage, pks)
        return super().get_many([{"id": pk} for pk in pks]) if at_hand is None else [at_hand.get(pk) for pk in pks]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        if not answering_the_public():
            return super().expand_db_attributes_many(attrs_list)
        pages: list[Any] = cls.get_many(attrs_list)
        urls = [_in_the_readers_language(page).url if page else None for page in pages]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]


def _in_the_readers_language(page: BasePage) -> BasePage:
    """Links mostly lead to pages of the same language; only for others is the translation looked up."""
    return page if page.locale.language_code == get_language() else page.localized
