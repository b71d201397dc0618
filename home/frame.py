"""What stands round every public page: languages, menu, banner, foot. Read from the database once a request, and only
if a template asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from content.sources import record_kinds
from home.banners import AlertBanner
from home.low_vision import View
from home.models import HomePage
from portal import clock
from portal.basepage import preload
from portal.basepage.models import BasePage
from portal.elections.models import Election
from portal.publication.blackout import published_elections
from portal.publication.elections import is_public
from portal.publication.visibility import is_listed
from search.stations.models import is_published


class Link(NamedTuple):
    url: str
    text: str
    is_current: bool = False


class LanguageLink(NamedTuple):
    """A link of the language switch; `is_translation` where the same thing can really be read there."""

    code: str
    name: str
    url: str
    is_current: bool
    is_translation: bool


@dataclass(frozen=True)
class FootColumn:
    title: str
    links: list[Link]


class Frame:
    """The frame of one request's answer."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = get_language() or settings.LANGUAGE_CODE

    @property
    def commission(self) -> str:
        return settings.COMMISSION_NAMES.get(self.language, "")

    @property
    def is_demonstration(self) -> bool:
        return settings.DEMONSTRATION

    @property
    def moved_to(self) -> Any:
        """The instant shown when the clock of a demonstration was moved, in the commission's zone."""
        return timezone.localtime(clock.now()) if settings.CLOCK else None

    @property
    def zone(self) -> str:
        return settings.TIME_ZONE

    @property
    def site_url(self) -> str:
        return settings.PUBLIC_URL

    @property
    def canonical(self) -> str:
        """This address without whatever stood behind the question mark."""
        return settings.PUBLIC_URL + self.request.path

    @property
    def script_font(self) -> str:
        """The font file that this language's letters need first."""
        script = "latin" if self.language == "en" else "cyrillic"
        return f"fonts/onest-{script}-wght-normal.woff2"

    @cached_property
    def view(self) -> View:
        return View.of(self.request)

    @cached_property
    def home(self) -> HomePage | None:
        """This language's home: the page being answered itself, or read."""
        routed = getattr(self.request, "_wagtail_route_for_request", None)
        if routed is not None and isinstance(routed.page, HomePage):
            return routed.page
        return HomePage.objects.visible().filter(url_path=f"/{self.language}/").first()

    @cached_property
    def linked_pages(self) -> dict[int, BasePage]:
        """The pages of the menu and of the foot that may be read now, in the order of the tree."""
        if self.home is None:
            return {}
        menu = Q(depth=self.home.depth + 1, path__startswith=self.home.path, show_in_menus=True)
        foot = [pk for column in self.home.foot_columns.raw_data for pk in column["value"]["pages"] if pk]
        foot = [item["value"] if isinstance(item, dict) else item for item in foot]
        return {page.pk: page for page in BasePage.objects.visible().filter(menu | Q(pk__in=foot))}

    @cached_property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @cached_property
    def has_stations(self) -> bool:
        """Whether voters can ask where they vote."""
        return is_published()

    @cached_property
    def menu(self) -> list[Link]:
        """The sections of this language that may be mentioned, then the registers and search."""
        links = [self._link(page) for page in self.linked_pages.values() if self._is_in_menu(page)]
        views = [(reverse(kind.view), str(kind.title)) for kind in record_kinds() if kind.is_news]
        views.append((reverse("search"), gettext("Search")))
        found = [*links, *(Link(url, title, self._is_current(url)) for url, title in views)]
        if self.has_stations:
            finder = reverse("stations")
            found.insert(0, Link(finder, gettext("Where do I vote?"), self._is_current(finder)))
        return found

    @cached_property
    def banner(self) -> AlertBanner | None:
        return AlertBanner.objects.running(self.language).select_related("page").first()

    @cached_property
    def voting_today(self) -> list[Election]:
        """The elections in which people vote today, by their own clocks."""
        now = clock.now()
        return [one for one in published_elections(now) if one.days_left(now) == 0 and is_public(one)]

    @cached_property
    def help_lines(self) -> list[Any]:
        return [block.value for block in self.home.help_lines] if self.home else []

    @cached_property
    def foot_columns(self) -> list[FootColumn]:
        if self.home is None:
            return []
        with preload.only({BasePage: self.linked_pages}):
            return [
                FootColumn(block.value["title"], [self._link(page) for page in block.value["pages"] if page])
                for block in self.home.foot_columns
            ]

    def _is_in_menu(self, page: BasePage) -> bool:
        assert self.home is not None  # noqa: S101 (it has linked pages)
        return page.show_in_menus and page.depth == self.home.depth + 1 and is_listed(page)

    def _link(self, page: BasePage) -> Link:
        url = page.path_for(self.request)
        return Link(url, page.title, self._is_current(url))

    def _is_current(self, url: str) -> bool:
        return self.request.path_info.startswith(url)

    def languages(self, page: BasePage | None) -> list[LanguageLink]:
        """The same thing in each language: the visible translation, or the same path, which answers by itself."""
        readable = [] if page is None else [*page.translations_to_read, *([page] if page.is_visible() else [])]
        translations = {other.locale.language_code: other.path_for(self.request) for other in readable}
        return [
            LanguageLink(
                code,
                name,
                translations.get(code) or self._same_path(code),
                is_current=code == self.language,
                is_translation=page is None or code in translations,
            )
            for code, name in settings.LANGUAGES
        ]

    def _same_path(self, code: str) -> str:
        path = self.request.path_info
        for known, _name in settings.LANGUAGES:
            if path.startswith(f"/{known}/"):
                return f"/{code}/" + path.removeprefix(f"/{known}/")
        return f"/{code}/"
