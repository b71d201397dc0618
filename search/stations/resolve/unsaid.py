"""Regions and districts that nobody calls so: «Ақмола, Қосшы, Абай көшесі 5», «Талгарский, Толе би 50»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.stations.engines.dictionary import Dictionary
from search.stations.engines.keys import Words
from search.stations.engines.splits import MOST_WORDS
from search.stations.normalise.packs import Group
from search.stations.query import Part, Understood

# A region, and a district in it.
MOST_UNITS = 2
MOST_READINGS = 6


def with_units(readings: Sequence[Understood], names: Dictionary) -> list[Understood]:
    """The readings with words of which nobody says what they name as a region or a district, most words first.

    At most four queries. Such a part has no kind: whoever reads it knows that it was not said.
    """
    found: dict[Understood, None] = {}
    last = list(readings)
    for _ in range(MOST_UNITS):
        last = _with_one(last, names)
        found |= dict.fromkeys(last)
    return list(found)[:MOST_READINGS]


def is_unsaid(part: Part) -> bool:
    """Whether nobody said that a part is a region or a district."""
    return part.group in {Group.REGION, Group.DISTRICT} and not part.kind


def _with_one(readings: Sequence[Understood], names: Dictionary) -> list[Understood]:
    tried = [(reading, one, rest) for reading in readings for one, rest in _taken_out(reading)]
    parts = {Part(group, "", one) for _reading, one, _rest in tried for group in (Group.REGION, Group.DISTRICT)}
    known = names.units(sorted(parts, key=lambda part: (len(part.words), part.words, str(part.group)))) if parts else {}
    found = []
    for reading, one, rest in sorted(tried, key=lambda item: -len(item[1])):
        for group in (Group.DISTRICT, Group.REGION):
            if known[Part(group, "", one)]:
                others = [part for part in reading.parts if part.group is not None]
                loose = [Part(None, "", rest)] if rest else []
                found.append(replace(reading, parts=(*others, Part(group, "", one), *loose)))
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
