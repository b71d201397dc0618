"""Links in rich text: one to what the public may not see keeps its words and loses its address."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from portal.basepage import preload
from portal.basepage.models import BasePage
from portal.files.visibility import is_offered
from portal.publication.scope import answering_the_public


class PreloadedLinkMixin(LinkHandler):
    """Takes what `preload` has at hand, and writes a link only to what has an address for the reader."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        # What an import wrote may hold anything; a link to no number is a link to nothing.
        pks = [int(attrs["id"]) if attrs.get("id", "").isdecimal() else 0 for attrs in attrs_list]
        at_hand = preload.find(cls.get_model(), pks)
        return super().get_many([{"id": pk} for pk in pks]) if at_hand is None else [at_hand.get(pk) for pk in pks]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        if not answering_the_public():
            return super().expand_db_attributes_many(attrs_list)
        urls = [cls.public_url(target) if target else None for target in cls.get_many(attrs_list)]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]

    @classmethod
    def public_url(cls, target: Any) -> str | None:
        """The address of a link's target, if the public may know it."""
        raise TypeError(f"{cls.__name__} must say which address its targets have.")


class VisiblePageLinkHandler(PreloadedLinkMixin, PageLinkHandler):
    @classmethod
    def public_url(cls, target: BasePage) -> str | None:
        """Links mostly lead to pages of the same language; only for others is the translation looked up."""
        return (target if target.locale.language_code == get_language() else target.localized).url


class OfferedDocumentLinkHandler(PreloadedLinkMixin, DocumentLinkHandler):
    @classmethod
    def public_url(cls, target: Any) -> str | None:
        return target.url if is_offered(target) else None
