from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from portal.accounts.four_eyes import FourEyesMixin


@hooks.register("construct_snippet_action_menu")
def no_publish_button(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """What needs a second person is submitted and approved; a button that can only be refused is not shown."""
    if issubclass(context["model"], FourEyesMixin):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
        menu_items.sort(key=lambda item: item.name != "action-submit")


@hooks.register("before_create_snippet")
def created_as_a_draft(request: HttpRequest, model: type[Any]) -> None:
    _never_published_from_the_form(request, model)


@hooks.register("before_edit_snippet")
def edited_as_a_draft(request: HttpRequest, instance: Any) -> None:
    _never_published_from_the_form(request, type(instance))


def _never_published_from_the_form(request: HttpRequest, model: type[Any]) -> None:
    """Turn a forged or outdated "Publish" into a saved draft, so that nothing typed is lost."""
    if issubclass(model, FourEyesMixin) and "action-publish" in request.POST:
        data = request.POST.copy()
        del data["action-publish"]
        request.POST = data  # type: ignore[assignment]
        messages.warning(request, _("Saved as a draft. Submit it: somebody else has to approve it."))
