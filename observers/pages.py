"""What is said in one language about a poll; its figures as CSV and JSON stand below its address."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from content import structured_data
from content.answers import by_content
from content.listings import FilterForm, ListingMixin, Lookups, Selection
from content.pages import ListedPage, SectionMixin, TextPage
from content.records import RecordPage
from observers import open_data
from observers.charts import Chart
from observers.enums import PollKind
from observers.figures import written
from observers.organisation import Organisation
from observers.records.polls import Poll
from portal import clock
from portal.accounts.four_eyes import SecondPersonPublishesMixin
from portal.basepage.models import BasePage
from portal.elections.law.enums import RESEARCH
from portal.elections.law.rules import BlackoutRule, law_in_force
from portal.publication.blackout import ElectionWindow, next_window, open_windows
from portal.publication.visibility import is_visible

# A number beside a percent sign or the word for it in one of the portal's first languages; so many of so many.
FIGURE = re.compile(
    r"\d[\s-]*(?:%|pct|per[\s-]*cent|\u043f\.?\s*\u043f|\u043f\u0440\u043e\u0446|\u043f\u0430\u0439\u044b\u0437)"
    r"|%\s*\d|\d\s+(?:of|\u0438\u0437)\s+\d",
    re.IGNORECASE,
)


def tells_a_figure(text: str) -> bool:
    """Whether a percentage stands in a text, however wide its letters are and whatever invisible is between them."""
    plain = unicodedata.normalize("NFKC", text)
    return FIGURE.search("".join(letter for letter in plain if unicodedata.category(letter) != "Cf")) is not None


class PollPage(SecondPersonPublishesMixin, RecordPage):
    """What is said in one language about a poll. Two people publish it."""

    record_name = "poll"

    poll = models.ForeignKey(
        Poll,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("poll"),
        help_text=_("Who asked whom, when, and what was answered stands there, once for all languages."),
    )

    content_panels = [*TextPage.content_panels[:1], FieldPanel("poll"), *TextPage.content_panels[1:]]
    # Its text may tell figures: it stands in no index.
    search_fields = [
        *(field for field in ListedPage.search_fields if field.field_name != "body"),
        index.FilterField("poll"),
    ]
    read_with = ("poll__election",)
    read_for_texts = ("poll__organisation", "poll__election", "poll__questions__answers")
    full_text_template = "observers/poll_full_text.html"

    template = "observers/poll_page.html"
    parent_page_types = ["observers.PollIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A poll, forecast or other study of an election, with what the law asks to be disclosed.")
    # What lists, feeds, search and link previews repeat outside the page.
    repeated: ClassVar[tuple[str, ...]] = ("title", "slug", "lead", "seo_title", "search_description")

    class Meta:
        verbose_name = _("poll page")
        verbose_name_plural = _("poll pages")

    def clean(self) -> None:
        """Raises ValidationError for figures where they would leave the page."""
        super().clean()
        said = {name: getattr(self, name) for name in self.repeated}
        if wrong := [name for name, text in said.items() if text and tells_a_figure(text)]:
            refusal = _(
                "No percentages here: lists, feeds and link previews repeat it, and what they keep can't be closed."
            )
            raise ValidationError(dict.fromkeys(wrong, refusal))

    @property
    def quotable(self) -> str:
        return self.lead

    def categories(self) -> list[object]:
        return [*([self.record.get_kind_display()] if self.record else []), *super().categories()]

    def enclosures(self) -> list[tuple[str, int, str]]:
        """None: a reader's program would keep the file."""
        return []

    def structured_data(self) -> dict[str, Any]:
        return structured_data.news_article(self)

    @property
    def charts(self) -> list[Chart]:
        """Each question with its answers, as a chart and as a table."""
        return [Chart(question, self.record) for question in self.record.asked] if self.record else []

    @property
    def error(self) -> str:
        return written(self.record.error)

    @property
    def confidence(self) -> str:
        return written(self.record.confidence) if self.record.confidence is not None else ""

    @property
    def public_organisation(self) -> Organisation | None:
        """Who conducted it, where the register can be read."""
        organisation = self.record.organisation
        return organisation.in_language(self.locale.language_code) if is_visible(organisation) else None

    @property
    def rule(self) -> BlackoutRule | None:
        """The rule of the country's law that polls fall under."""
        return next((rule for rule in law_in_force().blackouts if rule.scope & RESEARCH), None)

    def next_closing(self) -> ElectionWindow | None:
        """The next window in which the law closes this page; None if none lies ahead."""
        return next_window(self.record.election_id, clock.now()) if self.record else None

    @path("data.csv/")
    def csv(self, request: HttpRequest) -> HttpResponse:
        return self._data(request, open_data.poll_csv, "text/csv; charset=utf-8", "csv")

    @path("data.json/")
    def json(self, request: HttpRequest) -> HttpResponse:
        return self._data(request, open_data.poll_json, "application/json; charset=utf-8", "json")

    def _data(self, request: HttpRequest, write: Any, content_type: str, extension: str) -> HttpResponse:
        if self.record is None:
            raise Http404
        named = {"Content-Disposition": f'inline; filename="{self.slug}.{extension}"'}
        return by_content(request, write(self.record, self.full_url or ""), content_type, **named)


class PollFilterForm(FilterForm):
    type_label = _("Kind")
    empty_labels: ClassVar[dict[str, Any]] = {**FilterForm.empty_labels, "type": _("All kinds")}


class PollSelection(Selection):
    form_class = PollFilterForm


class PollIndexPage(SectionMixin, ListingMixin, BasePage):
    """The polls of one language: `/{lang}/polls/`. While the law closes polls it says so, and lists none of them."""

    section_slug = "polls"
    selection_class = PollSelection
    lookups = Lookups(type="poll__kind", election="poll__election")
    listing_template = "observers/poll_index_page.html"
    promote_panels = [FieldPanel("search_description"), FieldPanel("show_in_menus")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["observers.PollPage"]

    class Meta:
        verbose_name = _("section of polls")
        verbose_name_plural = _("sections of polls")

    @classmethod
    def get_listed_model(cls) -> type[ListedPage]:
        return PollPage

    def listed_types(self) -> list[tuple[str, Any]]:
        return list(PollKind.choices)

    def closing(self) -> list[ElectionWindow]:
        """The windows that cover this moment."""
        return [one for one in open_windows(clock.now()) if not one.promotes]

    def selection(self, request: HttpRequest) -> Selection:
        """What the address asks for; while a window is open, whatever it asks for is answered."""
        try:
            selection = super().selection(request)
            # A page that doesn't exist is found out here.
            selection.leaf  # noqa: B018
            return selection
        except Http404:
            if not self.closing():
                raise
            everything = self.get_listed_model().listed_in(self.locale.language_code)
            return self.selection_class(everything, self.lookups, self.listed_types(), {})

    def feed_description(self) -> str:
        closing = self.closing()
        return str(CLOSED) if closing else super().feed_description()


CLOSED = _("The law forbids publishing polls and other studies of an election now. They come back by themselves.")
