from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.structured_data import as_script
from portal.basepage.models import BasePage

register = template.Library()


@register.simple_tag
def structured_data(page: BasePage) -> SafeString | str:
    """The page's schema.org description, for a page type that has one."""
    describe = getattr(page, "structured_data", None)
    return as_json_ld(describe()) if describe is not None else ""


@register.simple_tag
def as_json_ld(description: dict[str, Any]) -> SafeString:
    """A schema.org description as the script element in which search engines look for it."""
    return format_html('<script type="application/ld+json">{}</script>', as_script(description))
