"""Houses of a station as a voter reads them: "even 2–40, except 18"."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from search.stations.houses import Parity, Segment


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
        return str(segment.house)
    bounds = {"start": segment.start_house_number, "end": segment.end_house_number}
    match segment.odd_even_both, segment.end_house_number:
        case Parity.ODD, None:
            return gettext("odd from %(start)s on") % bounds
        case Parity.EVEN, None:
            return gettext("even from %(start)s on") % bounds
        case Parity.BOTH, None:
            return gettext("from %(start)s on") % bounds
        case Parity.ODD, _:
            return gettext("odd %(start)s–%(end)s") % bounds
        case Parity.EVEN, _:
            return gettext("even %(start)s–%(end)s") % bounds
        case _:
            return f"{segment.start_house_number}–{segment.end_house_number}"
