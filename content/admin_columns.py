"""Columns of the editors' lists that every kind of news shows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, DateColumn
from wagtail.admin.views.pages.listing import PageListingMixin

from portal.basepage.models import BasePage


class TranslationsColumn(BaseColumn):
    """How far each language is: "kk live, ru draft, en missing". One query for the whole list."""

    cell_template_name = "content/admin/translations_cell.html"

    def get_cell_context_data(self, instance: BasePage, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        states = self._states(parent_context["table"])[instance.translation_key]
        context["states"] = [(code, states.get(code, _("missing"))) for code, _name in settings.LANGUAGES]
        return context

    @staticmethod
    def _states(table: Any) -> dict[UUID, dict[str, Any]]:
        """The state of every translation of every row, kept with the table that is being rendered."""
        if not hasattr(table, "translation_states"):
            table.translation_states = defaultdict(dict)
            keys = {page.translation_key for page in table.data}
            for page in BasePage.objects.filter(translation_key__in=keys).select_related("locale"):
                table.translation_states[page.translation_key][page.locale.language_code] = page.status_string
        return table.translation_states


def news_columns(*own: BaseColumn) -> list[BaseColumn]:
    """Wagtail's columns for one kind of news: its own, publication and languages in place of parent and type."""
    known = {column.name: column for column in PageListingMixin.base_columns}
    return [
        known["bulk_actions"],
        known["title"],
        *own,
        DateColumn("first_published_at", label=_("Published"), sort_key="first_published_at", width="14%"),
        TranslationsColumn("translations", label=_("Languages"), width="18%"),
        known["status"],
    ]
