from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from home.as_on import as_on, as_on_answer
from home.dashboard import GoesDarkPanel
from home.viewsets import AlertBannerViewSet
from portal.basepage.models import BasePage

register_snippet(AlertBannerViewSet)


@hooks.register("construct_homepage_panels")
def add_what_goes_dark(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(GoesDarkPanel(request))


@hooks.register("register_admin_urls")
def register_as_on() -> list[URLPattern]:
    return [path("as-on/", as_on, name="as_on"), path("as-on/answer/", as_on_answer, name="as_on_answer")]


@hooks.register("register_admin_menu_item")
def offer_as_on() -> MenuItem:
    return MenuItem(_("As on another instant"), reverse("as_on"), name="as-on", icon_name="history", order=900)


@hooks.register("register_page_header_buttons")
def offer_a_page_as_on(page: BasePage, user: Any, next_url: str, view_name: str, **_more: Any) -> Iterator[Button]:
    """Its draft at any instant: how it will read on the day it is scheduled for."""
    asked = urlencode({"path": page.url_path, "draft_of": page.pk})
    yield Button(_("As on another instant"), f"{reverse('as_on')}?{asked}", icon_name="history", priority=90)
