"""What base.html asks of the request's frame and of the page that is shown in it."""

from __future__ import annotations

from django import template
from django.template import Context

from home.frame import LanguageLink
from portal.basepage.models import BasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in each language."""
    return context["frame"].languages(context.get("page"))


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context) -> list[BasePage]:
    """The visible pages above the one shown, from the home page down."""
    page = context.get("page")
    if page is None or page.depth <= 2:
        return []
    return list(page.get_ancestors().visible().filter(depth__gte=2))
