"""The base of every page, in the place of Wagtail's `Page` (`WAGTAIL_PAGE_MODEL`)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, PagePermissionTester, PageViewRestriction
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin
from wagtail.search import index
from wagtail.url_routing import RouteResult

from portal.basepage import keeping
from portal.basepage.forms import CopyForm
from portal.basepage.querysets import BasePageManager
from portal.basepage.reserved import reserved_slugs
from portal.basepage.routing import route
from portal.i18n.texts import languages
from portal.publication.marking import LockedByLawMixin
from portal.publication.scope import answering_the_public
from portal.publication.visibility import is_visible

# Where the homes of the languages stand in the tree: under the root.
HOME_DEPTH = 2


class PermissionTester(PagePermissionTester):
    """Wagtail's, without its private pages: nobody is offered a lock that this portal doesn't use."""

    def can_set_view_restrictions(self) -> bool:
        return False


class BasePage(LockedByLawMixin, AbstractPage, DefaultBasePageMixin):
    """A page that is hidden and shown by dates. Every way from another page to it is closed while it is hidden."""

    # A page is restricted in all its languages at once.
    key_field = "translation_key"
    copy_form_class = CopyForm
    # What the text of a page of this type shows besides its own fields, as lookups to prefetch.
    read_for_texts: ClassVar[tuple[Any, ...]] = ()

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
        indexes = [models.Index(fields=["url_path"], name="page_address")]

    def is_visible(self) -> bool:
        """Whether the public may read this page now."""
        return is_visible(self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """None for a hidden page while the public is being answered: links, redirects and menus all ask here."""
        if answering_the_public() and not self.is_visible():
            return None
        return super().get_url_parts(request)

    def path_for(self, request: HttpRequest | None) -> str:
        """The address on this site, or nothing for a page that the public may not see."""
        parts = self.get_url_parts(request)
        return (parts[2] or "") if parts else ""

    @cached_property
    def translations_to_read(self) -> list[Self]:
        """The translations that the public may read now, in the portal's order of languages."""
        others = (
            type(self)
            .objects.visible()
            .filter(translation_key=self.translation_key, locale__language_code__in=languages())
            .exclude(pk=self.pk)
        )
        order = languages()
        return sorted(others.select_related("locale"), key=lambda page: order.index(page.locale.language_code))

    @property
    def own_language(self) -> str:
        """The name of this page's language in that language."""
        return dict(settings.LANGUAGES)[self.locale.language_code]

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        if not hasattr(request, "_wagtail_route_for_request"):
            request._wagtail_route_for_request = route(BasePage, request, path)  # type: ignore[attr-defined]
        return request._wagtail_route_for_request  # type: ignore[attr-defined]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None: Wagtail's private pages would be a second answer to "may the public see this?"."""
        return PageViewRestriction.objects.none()

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return PermissionTester(user, self)

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

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises PermissionDenied as `keeping.check_deletable` does."""
        keeping.check_deletable(self)
        return super().delete(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Raises PermissionDenied for an alias: Wagtail 8.0 publishes the alias of a scheduled page at once."""
        if self.alias_of_id is not None:
            raise PermissionDenied(_("Aliases are not used here: make a translation or a copy of the page."))
        return super().save(*args, **kwargs)
