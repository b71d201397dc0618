from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from portal.accounts.four_eyes import FourEyesMixin, SecondPersonNeeded, SecondPersonPublishesMixin

SINGLE_HANDED = {"action-publish", "action-unpublish"}


@hooks.register("construct_snippet_action_menu")
def no_single_handed_buttons(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """What needs a second person is submitted and approved; a button that can only be refused is not shown."""
    if issubclass(context["model"], FourEyesMixin):
        menu_items[:] = [item for item in menu_items if item.name not in SINGLE_HANDED]
        menu_items.sort(key=lambda item: item.name != "action-submit")


@hooks.register("construct_page_action_menu")
def no_single_handed_publishing(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The same for pages; one person may still take a page off the site."""
    if issubclass(_model_of(context), SecondPersonPublishesMixin):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
        menu_items.sort(key=lambda item: item.name != "action-submit")


def _model_of(context: dict[str, Any]) -> type[Any]:
    """Of a page's form: its type. Of a new page's form Wagtail tells only the address."""
    if "page" in context:
        return type(context["page"])
    named = context["request"].resolver_match.kwargs
    return apps.get_model(named["content_type_app_name"], named["content_type_model_name"])


@hooks.register("before_edit_page")
def pages_are_never_published_from_their_form(request: HttpRequest, page: Any) -> None:
    _save_instead(request, type(page))


@hooks.register("before_create_page")
def nor_from_the_form_of_a_new_one(request: HttpRequest, parent: Any, model: type[Any]) -> None:
    _save_instead(request, model)


def _save_instead(request: HttpRequest, model: type[Any]) -> None:
    """A forged or outdated "Publish" saves a draft, so that nothing typed is lost."""
    if issubclass(model, SecondPersonPublishesMixin) and "action-publish" in request.POST:
        posted = request.POST.copy()
        del posted["action-publish"]
        request.POST = posted  # type: ignore[assignment]
        messages.warning(request, _("Saved as a draft. Submit it: somebody else has to approve it."))


@hooks.register("before_publish_page")
def a_form_publishes_nothing_that_needs_two(request: HttpRequest, page: Any) -> None:
    """Wagtail's edit form publishes a page without asking `page.publish()`."""
    if isinstance(page, SecondPersonPublishesMixin):
        raise SecondPersonNeeded
