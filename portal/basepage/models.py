"""The base of every page, in the place of Wagtail's `Page` (`WAGTAIL_PAGE_MODEL`)."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin
from wagtail.search import index

from portal.basepage.querysets import BasePageManager
from portal.basepage.reserved import reserved_slugs
from portal.publication.scope import answering_the_public
from portal.publication.visibility import is_visible

# Where the homes of the languages stand in the tree: under the root.
HOME_DEPTH = 2


class BasePage(AbstractPage, DefaultBasePageMixin):
    """A page that is hidden and shown by dates. Every way from another page to it is closed while it is hidden."""

    # A page is restricted in all its languages at once.
    key_field = "translation_key"

    objects = BasePageManager()

    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        # Each column that `visible_q` reads, or a filtered search refuses.
        index.FilterField("go_live_at"),
        index.FilterField("expire_at"),
    ]
    promote_panels = DefaultBasePageMixin.promote_panels

    class Meta(AbstractPageMeta):
        pass

    def is_visible(self) -> bool:
        """Whether the public may read this page now."""
        return is_visible(self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """None for a hidden page while the public is being answered: links, redirects and menus all ask here."""
        if answering_the_public() and not self.is_visible():
            return None
        return super().get_url_parts(request)

    @property
    def localized(self) -> Self:
        """The translation in the active language if it may be seen, else this page."""
        translation = super().localized
        if translation.pk != self.pk and answering_the_public() and not translation.is_visible():
            return self
        return translation

    @staticmethod
    def _slug_is_available(slug: str, parent_page: AbstractPage | None, page: AbstractPage | None = None) -> bool:
        """Wagtail asks this for every form, move and slug of its own; under a home, views own some addresses."""
        if parent_page is not None and parent_page.depth == HOME_DEPTH and slug in reserved_slugs():
            return False
        return AbstractPage._slug_is_available(slug, parent_page, page)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Raises PermissionDenied for an alias: Wagtail 8.0 publishes the alias of a scheduled page at once."""
        if self.alias_of_id is not None:
            raise PermissionDenied(_("Aliases are not used here: make a translation or a copy of the page."))
        return super().save(*args, **kwargs)
