from __future__ import annotations

from typing import Protocol

from django import template
from django.http import HttpRequest
from django.template import Context

register = template.Library()


class Addressed(Protocol):
    """A page, or a record in one language."""

    def path_for(self, request: HttpRequest | None) -> str: ...


@register.simple_tag(takes_context=True)
def path_of(context: Context, item: Addressed) -> str:
    """A page's or record's address on this site; empty for one that the public may not see. Costs no query."""
    return item.path_for(context.get("request"))
