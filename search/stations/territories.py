"""Houses of a station as a voter reads them: "even 2–40, except 18"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.stations.houses import House, Parity, Segment
from search.stations.houses.words import BLOCK, BUILDING, CORPUS

# By parity, and whether the range ends before the street does.
RANGES = {
    (Parity.BOTH, True): "%(start)s\u2013%(end)s",
    (Parity.ODD, True): _("odd %(start)s–%(end)s"),
    (Parity.EVEN, True): _("even %(start)s–%(end)s"),
    (Parity.BOTH, False): _("from %(start)s on"),
    (Parity.ODD, False): _("odd from %(start)s on"),
    (Parity.EVEN, False): _("even from %(start)s on"),
}


# Parts of a house's suffix that readers know by a word.
PARTS = re.compile(rf"({BLOCK}|{CORPUS}|{BUILDING})(?:([0-9]+)|-([^-/]))")
CALLED = {
    CORPUS: _("%(house)s korpus %(part)s"),
    BUILDING: _("%(house)s structure %(part)s"),
    BLOCK: _("%(house)s block %(part)s"),
}


def house_in_words(house: House) -> str:
    """A house as people write it: 9К2 is "9 korpus 2" in the active language."""
    said, rest = str(house.number), house.suffix
    while part := PARTS.search(rest):
        before = said + rest[: part.start()].rstrip("-")
        said = str(CALLED[part[1]]) % {"house": before, "part": part[2] or part[3]}
        rest = rest[part.end() :]
    return said + rest.lstrip("-")


def houses_in_words(segments: Iterable[Segment]) -> str:
    """What the statements of one decision about one street say together, in the active language."""
    listed = sorted(segments, key=lambda one: (one.start_house_number or 0, one.house_number_suffix))
    held = [_in_words(one) for one in listed if not one.is_exclusion]
    excepted = [_in_words(one) for one in listed if one.is_exclusion]
    if not excepted:
        return ", ".join(held)
    return gettext("%(houses)s, except %(others)s") % {"houses": ", ".join(held), "others": ", ".join(excepted)}


def _in_words(segment: Segment) -> str:
    if segment.includes_all_streets:
        return gettext("the whole settlement")
    if segment.includes_all_addresses:
        return gettext("all houses")
    if segment.house is not None:
        return house_in_words(segment.house)
    words = RANGES[Parity(segment.odd_even_both), segment.end_house_number is not None]
    return str(words) % {"start": segment.start_house_number, "end": segment.end_house_number}
