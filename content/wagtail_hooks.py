from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content.records import PageRecord, RecordPage, publish_facts
from content.viewsets import PeopleViewSetGroup

register_snippet(PeopleViewSetGroup)


@hooks.register("construct_snippet_action_menu")
def facts_are_not_unpublished(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Pages that stand on a fact are unpublished, not the fact; a button that can only be refused is not shown."""
    if issubclass(context["model"], PageRecord):
        menu_items[:] = [item for item in menu_items if item.name != "action-unpublish"]


@hooks.register("before_publish_page")
def facts_come_first(request: HttpRequest, page: Any) -> None:
    """Wagtail's edit form publishes and schedules a page without asking `page.publish()`."""
    if isinstance(page, RecordPage):
        publish_facts(page, request.user)
