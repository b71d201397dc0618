"""What to offer while somebody types: distinct names, so that ten places aren't one name ten times."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length

from search.stations.engines import Suggestion
from search.stations.engines.keys import LONGEST_START, SHORTEST_START, Words, name_of, spelling
from search.stations.models import NameKey, NameUse, Tier
from search.stations.query.readings import LONGEST_QUERY

# Names that begin with some letters and are looked through for the other words.
MOST_NAMES = 200
# Of these, names of which the text is read.
MOST_OFFERED = 50


def suggestions(prefix: str, language: str, limit: int, version: int) -> list[Suggestion]:
    """As `StreetIndex.suggest`. Two queries."""
    words = spelling().name(prefix[:LONGEST_QUERY]).words
    sounds = [spelling().sounds(word)[0] for word in words]
    longest = max(sounds, key=len, default="")
    if len(longest) < SHORTEST_START:
        return []
    uses = _uses(longest[:LONGEST_START], words, version)
    offered = [_suggestion(use, language, count) for use, count in uses]
    # The name may begin so in another language only; names used as often come by the alphabet.
    offered.sort(key=lambda one: (not _begins_name(one.text, words), -one.count, one.text))
    found: dict[tuple[str, str], Suggestion] = {}
    for one in offered:
        found.setdefault((one.text.casefold(), one.kind), one)
    return list(found.values())[:limit]


def _begins_name(text: str, typed: Words) -> bool:
    return " ".join(name_of(text).words).startswith(" ".join(typed))


def _uses(start: str, words: Words, version: int) -> Iterable[tuple[NameUse, int]]:
    """One use of each name that fits: names that begin so, in the alphabet that is typed, then those used most."""
    sounds = [spelling().sounds(word)[0] for word in words]
    first = NameUse.objects.filter(name_id=OuterRef("name_id")).order_by("settlement_id", "street_id").values("pk")[:1]
    names = (
        NameKey.objects.filter(version_id=version, tier__in=(Tier.BEGINNING, Tier.START), key=start, name__weight__gt=0)
        .order_by("tier", "-name__weight", Length("name__words"), "name__words")
        .annotate(use=Subquery(first))
        .values_list("tier", "name__words", "name__weight", "use")[:MOST_NAMES]
    )
    fitting = [row for row in names if _fits(tuple(row[1].split(" ")), sounds)]
    # Stable: within these the most used stay first.
    fitting.sort(key=lambda row: (row[0], not any(word.startswith(words[-1]) for word in row[1].split(" "))))
    rows = NameUse.objects.select_related("settlement", "street", "alias").in_bulk(
        [row[3] for row in fitting[:MOST_OFFERED]]
    )
    return [(rows[use], weight) for _tier, _words, weight, use in fitting if use in rows]


def _fits(words: Words, asked: list[str]) -> bool:
    """Whether each word that was typed begins a word of its own; all but the last are typed to their end."""
    left = [spelling().sounds(word) for word in words]
    for place, sound in enumerate(asked):
        is_last = place == len(asked) - 1
        match = next((own for own in left if any(_begins(reading, sound, is_last) for reading in own)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _begins(reading: str, sound: str, is_last: bool) -> bool:
    return reading.startswith(sound) if is_last else reading == sound


def _suggestion(use: NameUse, language: str, count: int) -> Suggestion:
    place = use.street or use.settlement
    text = use.alias.text if use.alias else place.name.text(language) or str(place.name)
    return Suggestion(text, place.kind, use.settlement_id, use.street_id, count)
