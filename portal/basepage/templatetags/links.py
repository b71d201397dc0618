from __future__ import annotations

from django import template
from django.template import Context

from portal.basepage.models import BasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def path_of(context: Context, page: BasePage) -> str:
    """A page's address on this site; empty for one that the public may not see. Costs no query."""
    return page.path_for(context.get("request"))
