"""Setting text in the active language: `|typeset`, `{% typeset %}…{% endtypeset %}` and `|number`."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.i18n.typography import set_html, set_text

register = template.Library()


@register.filter
def typeset(value: object) -> SafeString:
    """The text, set and ready for the page: plain text is escaped, what is safe already is taken for HTML."""
    if value is None:
        return SafeString("")
    # A lazy translation is text only once it is asked for.
    text = value if isinstance(value, str) else str(value)
    lang = get_language() or ""
    if isinstance(text, SafeString):
        return mark_safe(set_html(text, lang))  # noqa: S308 - it was safe, and setting adds no markup.
    return escape(set_text(text, lang))


@register.filter
def number(value: object) -> object:
    """A number in groups of three: 195 000 in Kazakh and Russian, 195,000 in English; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)):
        return number_format(value, force_grouping=True)
    return value


class TypesetNode(template.Node):
    """The rendered content between the tags, set."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context)
        return mark_safe(set_html(html, get_language() or ""))  # noqa: S308 - rendered by Django, which escaped it.


@register.tag("typeset")
def do_typeset(parser: Parser, token: Token) -> TypesetNode:
    """{% typeset %}…{% endtypeset %}: once around the body of a page."""
    nodelist = parser.parse(("endtypeset",))
    parser.delete_first_token()
    return TypesetNode(nodelist)
