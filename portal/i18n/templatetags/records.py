"""How the texts and times of records stand in templates."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portal.i18n.texts import Texts

register = template.Library()


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
def moment(at: datetime) -> str:
    """An aware time on its own clocks: "10 March 2026, 12:00"."""
    return f"{date_format(at.date(), 'DATE_FORMAT')}, {at:%H:%M}"


@register.filter
def until(end: datetime, start: datetime) -> str:
    """The end of what has a beginning, on its own clocks: the hour alone where both are on one day."""
    return f"{end:%H:%M}" if end.date() == start.date() else moment(end)


@register.filter
def utc_offset(instant: datetime) -> str:
    """How far an aware time's clocks are from UTC: "UTC+6", "UTC+5:30"."""
    offset = instant.utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
