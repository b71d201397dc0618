from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from portal.accounts.four_eyes import FourEyesMixin

SINGLE_HANDED = {"action-publish", "action-unpublish"}


@hooks.register("construct_snippet_action_menu")
def no_single_handed_buttons(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """What needs a second person is submitted and approved; a button that can only be refused is not shown."""
    if issubclass(context["model"], FourEyesMixin):
        menu_items[:] = [item for item in menu_items if item.name not in SINGLE_HANDED]
        menu_items.sort(key=lambda item: item.name != "action-submit")
