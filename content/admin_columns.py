"""Columns of the editors' lists: how far each language is, and what every kind of news shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, DateColumn
from wagtail.admin.views.pages.listing import PageListingMixin

from content.records import RecordPage
from portal.basepage.models import BasePage

States = dict[Any, dict[str, Any]]


class LanguagesColumn(BaseColumn):
    """How far each language is: "kk live, ru draft, en missing". One query at most for the whole list."""

    cell_template_name = "content/admin/translations_cell.html"

    def __init__(self) -> None:
        super().__init__("languages", label=_("Languages"), width="18%")

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        table = parent_context["table"]
        if not hasattr(table, "language_states"):
            table.language_states = self.states(list(table.data))
        states = table.language_states.get(self.key(instance), {})
        context["states"] = [(code, states.get(code, _("missing"))) for code, _name in settings.LANGUAGES]
        return context

    def key(self, row: Any) -> Any:
        return row.pk

    def states(self, rows: list[Any]) -> States:
        """The state of each language of each row, by the row's key."""
        raise TypeError(f"{type(self).__name__} must say how far the languages are.")


def _by_key(pages: Iterable[BasePage], attribute: str) -> States:
    states: States = defaultdict(dict)
    for page in pages:
        states[getattr(page, attribute)][page.locale.language_code] = page.status_string
    return states


class TranslationsColumn(LanguagesColumn):
    """Of a page: its translations."""

    def key(self, row: Any) -> Any:
        return row.translation_key

    def states(self, rows: list[Any]) -> States:
        keys = {page.translation_key for page in rows}
        return _by_key(BasePage.objects.filter(translation_key__in=keys).select_related("locale"), "translation_key")


class PagesColumn(LanguagesColumn):
    """Of a record: the pages that stand on it."""

    def __init__(self, model: type[RecordPage], field: str) -> None:
        super().__init__()
        self.model, self.field = model, field

    def states(self, rows: list[Any]) -> States:
        pages = self.model.objects.filter(**{f"{self.field}__in": rows}).select_related("locale")
        return _by_key(pages, f"{self.field}_id")


class TextsColumn(LanguagesColumn):
    """Of a record with an address of its own: the languages of one of its texts."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def states(self, rows: list[Any]) -> States:
        return {row.pk: {code: _("written") for code, text in getattr(row, self.field).items() if text} for row in rows}


def news_columns(*own: BaseColumn) -> list[BaseColumn]:
    """Wagtail's columns for one kind of news: its own, publication and languages in place of parent and type."""
    known = {column.name: column for column in PageListingMixin.base_columns}
    return [
        known["bulk_actions"],
        known["title"],
        *own,
        DateColumn("first_published_at", label=_("Published"), sort_key="first_published_at", width="14%"),
        TranslationsColumn(),
        known["status"],
    ]
