"""On the editors' first page: what goes dark next, and when."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component

from portal import clock
from portal.basepage.models import BasePage
from portal.files.models import Download, Picture
from portal.i18n.formatting import moment, utc_offset
from portal.publication.blackout import ElectionWindow, coming_windows, keys_closed_by
from portal.publication.boundaries import drafted_models
from portal.publication.visibility import key_field

# More windows than these are too far ahead to act on today.
WINDOWS = 3


class Link(NamedTuple):
    text: str
    url: str | None


class GoesDark:
    """One window as an editor reads it: its times on both clocks, and what it closes."""

    def __init__(self, one: ElectionWindow, now: datetime, finder: AdminURLFinder) -> None:
        self.one, self.now, self.finder = one, now, finder

    @property
    def is_open(self) -> bool:
        return self.one.covers(self.now)

    @property
    def closes(self) -> str:
        """Its beginning, on the election's clocks and in UTC; nothing where nobody can say."""
        return _on_both_clocks(self.one.starts)

    @property
    def opens(self) -> str:
        """Its end, likewise."""
        return _on_both_clocks(self.one.ends)

    @property
    def preview(self) -> str:
        """Where to see the site as on its beginning."""
        at = {"at": self.one.starts.isoformat()} if self.one.starts else {}
        return f"{reverse('as_on')}?{urlencode({'path': f'/{get_language()}/', **at})}"

    @cached_property
    def _closed(self) -> list[Model]:
        """The published pages and records that it closes."""
        keys = keys_closed_by(self.one)
        found: list[Model] = []
        models: list[type[Model]] = [BasePage]
        for model in [*models, *(model for model in drafted_models() if not issubclass(model, BasePage))]:
            found += model._base_manager.filter(**{f"{key_field(model)}__in": keys, "live": True})
        return found

    @property
    def pages(self) -> list[Link]:
        return self._links(item for item in self._closed if isinstance(item, BasePage))

    @property
    def records(self) -> list[Link]:
        return self._links(item for item in self._closed if not isinstance(item, BasePage))

    @property
    def files(self) -> list[Link]:
        """Those that are marked, and those that close with what is."""
        keys = keys_closed_by(self.one)
        return self._links(file for model in (Picture, Download) for file in model._base_manager.filter(key__in=keys))

    def _links(self, items: Any) -> list[Link]:
        return sorted(Link(self._named(item), self.finder.get_edit_url(item)) for item in items)

    @staticmethod
    def _named(item: Model) -> str:
        return f"{item} ({item.locale.language_code})" if isinstance(item, BasePage) else str(item)


def _on_both_clocks(at: datetime | None) -> str:
    return f"{moment(at)} ({utc_offset(at)}; {moment(at.astimezone(UTC))} UTC)" if at is not None else ""


class GoesDarkPanel(Component):
    """Which windows are open or ahead, and the pages, records and files that each of them closes."""

    name = "goes_dark"
    template_name = "home/goes_dark_panel.html"
    order = 20

    def __init__(self, request: HttpRequest) -> None:
        self.finder = AdminURLFinder(request.user)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        now = clock.now()
        ahead = [one for one in coming_windows(now) if one.hides]
        return {"windows": [GoesDark(one, now, self.finder) for one in ahead[:WINDOWS]]}
