"""Where maps come from: the commission's own tiles, or none."""

from __future__ import annotations

from typing import NamedTuple

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext

register = template.Library()


class Tiles(NamedTuple):
    """A template of addresses with {z}, {x} and {y}; empty: no map is shown, the text stands alone."""

    address: str
    # Whose map it is, as its licence asks.
    attribution: str
    note: str = ""


@register.simple_tag
def map_tiles() -> Tiles:
    """The commission's tiles; in a demonstration a pattern that says it is no map."""
    if settings.MAP_TILES:
        return Tiles(settings.MAP_TILES, settings.MAP_ATTRIBUTION)
    if settings.DEMONSTRATION:
        note = gettext("A pattern stands for the map: the commission sets the address of its tiles.")
        return Tiles(static("demonstration-tile.svg"), "", note)
    return Tiles("", "")
