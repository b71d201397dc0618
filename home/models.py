from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField

from content import structured_data
from content.blocks import PageChooserBlock
from content.pages import TextPage
from home.banners import AlertBanner
from home.countdown import Countdown
from home.latest import Latest
from portal.basepage.models import BasePage

__all__ = ["AlertBanner", "HomePage", "InformationPage"]


class HelpLineBlock(blocks.StructBlock):
    """A telephone that answers voters. It stands first in the foot of every page (WCAG 3.2.6)."""

    phone = blocks.RegexBlock(
        regex=r"^\+?[0-9]{3,15}\Z",
        label=_("telephone"),
        error_messages={"invalid": _("Write the number in digits only, such as 1414.")},
    )
    text = blocks.CharBlock(max_length=120, label=_("whose it is"))


class FootColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, label=_("title"))
    pages = blocks.ListBlock(PageChooserBlock(), label=_("pages"))


class HomePage(BasePage):
    """The first page of one language; it also holds that language's foot."""

    hero_title = models.CharField(
        _("words over the countdown"), max_length=120, help_text=_("Shown where no election lies ahead, too.")
    )
    hero_text = models.TextField(_("text under them"), max_length=400, blank=True)
    finder_examples = models.TextField(
        _("examples under the search for a station"),
        max_length=400,
        blank=True,
        help_text=_("One address a line, such as voters type them. Each can be clicked."),
    )
    help_lines = StreamField([("line", HelpLineBlock())], verbose_name=_("help lines"), blank=True)
    foot_columns = StreamField([("column", FootColumnBlock())], verbose_name=_("columns of links"), blank=True)
    foot_note = models.TextField(_("last line"), max_length=400, blank=True)

    content_panels = [
        TitleFieldPanel("title"),
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("finder_examples")], heading=_("Top of the page")),
        MultiFieldPanel(
            [FieldPanel("help_lines"), FieldPanel("foot_columns"), FieldPanel("foot_note")],
            heading=_("Foot of every page"),
        ),
    ]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    template = "home/home_page.html"
    parent_page_types = ["basepage.BasePage"]
    subpage_types = [
        "announcements.AnnouncementIndexPage",
        "announcements.MeetingIndexPage",
        "announcements.PosterIndexPage",
        "announcements.EventIndexPage",
        "observers.PollIndexPage",
        "home.InformationPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "countdown": Countdown.of_the_day(),
            "latest": Latest(self.locale.language_code),
        }

    @property
    def example_addresses(self) -> list[str]:
        return [line.strip() for line in self.finder_examples.splitlines() if line.strip()]

    def structured_data(self) -> dict[str, Any]:
        return {"@context": "https://schema.org", **structured_data.organization(self.locale.language_code)}


class InformationPage(TextPage):
    """A page that stays: how to vote, about the portal, accessibility."""

    template = "home/information_page.html"
    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
