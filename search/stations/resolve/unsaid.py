"""Regions and districts that nobody calls so: «Ақмола, Қосшы, Абай көшесі 5», «Талгарский, Толе би 50»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.stations.engines.dictionary import Dictionary
from search.stations.engines.keys import Words
from search.stations.engines.splits import MOST_WORDS
from search.stations.engines.units import unsaid
from search.stations.query import Part, Understood

# A region, and a district in it.
MOST_UNITS = 2
MOST_READINGS = 6


def with_units(readings: Sequence[Understood], names: Dictionary) -> list[Understood]:
    """The readings with words of which nobody says what they name as a region or a district, most words first.

    At most four queries.
    """
    found: dict[Understood, None] = {}
    last = list(readings)
    for _ in range(MOST_UNITS):
        last = _with_one(last, names)
        found |= dict.fromkeys(last)
    return list(found)[:MOST_READINGS]


def _with_one(readings: Sequence[Understood], names: Dictionary) -> list[Understood]:
    tried = [(reading, unsaid(one), rest) for reading in readings for one, rest in _taken_out(reading)]
    known = names.units({part for _reading, part, _rest in tried}) if tried else {}
    found = []
    for reading, part, rest in sorted(tried, key=lambda item: -len(item[1].words)):
        if known[part]:
            others = [one for one in reading.parts if one.group is not None]
            loose = [Part(None, "", rest)] if rest else []
            found.append(replace(reading, parts=(*others, part, *loose)))
    return found


def _taken_out(reading: Understood) -> Iterator[tuple[Words, Words]]:
    """Words of which nobody says what they name, one after another, and those that are left; not all of a query."""
    loose = reading.named(None)
    if loose is None or len(loose.words) > MOST_WORDS:
        return
    words = loose.words
    names_more = len(reading.parts) > 1 or reading.station or reading.venue
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if (rest := words[:start] + words[end:]) or names_more:
                yield words[start:end], rest
