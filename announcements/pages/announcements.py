from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from announcements.enums import AnnouncementKind
from content import structured_data
from content.listings import ListingMixin
from content.pages import ListedPage, SectionMixin, TextPage
from portal.basepage import preload
from portal.basepage.models import BasePage
from portal.elections.models import Election


class AnnouncementPage(ListedPage):
    """One announcement in one language. Its translations are pages of their own with the same key."""

    kind = models.CharField(_("addressed"), max_length=20, choices=AnnouncementKind, default=AnnouncementKind.VOTERS)
    election = models.ForeignKey(
        Election, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("election")
    )

    content_panels = [
        *TextPage.content_panels[:2],
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("election")], heading=_("Where it is listed")),
        *TextPage.content_panels[2:],
    ]
    search_fields = [*ListedPage.search_fields, index.FilterField("kind"), index.FilterField("election")]
    read_with = ("election",)

    template = "announcements/announcement_page.html"
    parent_page_types = ["announcements.AnnouncementIndexPage"]
    subpage_types: list[str] = []
    page_description = _("What voters, the press or observers must know or do.")

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def get_election(self) -> Election | None:
        at_hand: Any = preload.find(Election, [self.election_id]) if self.election_id else None
        return (at_hand or {}).get(self.election_id) or self.election

    def categories(self) -> list[object]:
        return [self.get_kind_display(), *super().categories()]

    def structured_data(self) -> dict[str, Any]:
        return structured_data.news_article(self)


class AnnouncementIndexPage(SectionMixin, ListingMixin, BasePage):
    """All announcements of one language: `/{lang}/announcements/`."""

    section_slug = "announcements"
    promote_panels = [FieldPanel("search_description"), FieldPanel("show_in_menus")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["announcements.AnnouncementPage"]

    class Meta:
        verbose_name = _("section of announcements")
        verbose_name_plural = _("sections of announcements")

    @classmethod
    def get_listed_model(cls) -> type[ListedPage]:
        return AnnouncementPage
