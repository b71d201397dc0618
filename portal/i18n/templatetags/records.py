"""How the texts and times of records stand in templates."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portal.i18n import formatting
from portal.i18n.texts import Texts

register = template.Library()

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,28}")


@register.simple_tag
def spoken(texts: Texts | None, note: bool = False) -> SafeString | str:
    """A record's text in the reader's language, else in the first that has it: marked, and with a note if asked."""
    said = (texts or Texts()).spoken
    if not said.text or said.is_translated:
        return said.text
    marked = format_html('<span lang="{}">{}</span>', said.language, said.text)
    if not note:
        return marked
    return format_html('{} <span class="note">({})</span>', marked, gettext("not translated"))


@register.filter
def telephone(number: str) -> SafeString | str:
    """A number to be called with one touch (RFC 3966); what is no number stays a text."""
    if not PHONE.fullmatch(number):
        return number
    dialled = "".join(sign for sign in number if sign not in " ()-")
    return format_html('<a href="tel:{}">{}</a>', dialled, number)


for write in (formatting.moment, formatting.until, formatting.utc_offset):
    register.filter(write)
