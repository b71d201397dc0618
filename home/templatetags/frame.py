"""What base.html asks of the request's frame and of the page that is shown in it."""

from __future__ import annotations

from django import template
from django.template import Context

from home.frame import LanguageLink
from portal.basepage.models import HOME_DEPTH, BasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in each language."""
    return context["frame"].languages(context.get("page"))


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context) -> list[BasePage]:
    """The visible pages above the one shown, from the home page down: those that its address led through."""
    page = context.get("page")
    above = getattr(context.get("request"), "pages_above", None)
    if page is None or page.depth <= HOME_DEPTH:
        return []
    if above is None:  # a preview has no address yet
        above = page.get_ancestors().visible().filter(depth__gte=HOME_DEPTH) if page.path else []
    return [page_above for page_above in above if page_above.is_visible()]
