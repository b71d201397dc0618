"""What to offer while somebody types: distinct names, so that ten places aren't one name ten times."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length

from search.stations.engines import Suggestion
from search.stations.engines.keys import LONGEST_START, SHORTEST_START, Words, spelling
from search.stations.models import IndexedName, NameKey, NameUse, Tier
from search.stations.query.readings import LONGEST_QUERY

# Names that begin with some letters and are looked through for the other words.
MOST_NAMES = 200


def suggestions(prefix: str, language: str, limit: int, version: int) -> list[Suggestion]:
    """As `StreetIndex.suggest`. Two queries."""
    words = spelling().name(prefix[:LONGEST_QUERY]).words
    sounds = [spelling().sounds(word)[0] for word in words]
    longest = max(sounds, key=len, default="")
    if len(longest) < SHORTEST_START:
        return []
    uses = _uses(longest[:LONGEST_START], sounds, version)
    found: dict[tuple[str, str], Suggestion] = {}
    for use, count in uses:
        one = _suggestion(use, language, count)
        found.setdefault((one.text.casefold(), one.kind), one)
        if len(found) == limit:
            break
    return list(found.values())


def _uses(start: str, sounds: list[str], version: int) -> Iterable[tuple[NameUse, int]]:
    """One use of each name that fits, those of the most used first."""
    first = NameUse.objects.filter(name_id=OuterRef("pk")).order_by("settlement_id", "street_id").values("pk")[:1]
    names = (
        IndexedName.objects.filter(
            pk__in=NameKey.objects.filter(version_id=version, tier=Tier.START, key=start).values("name_id"),
            weight__gt=0,
        )
        .order_by("-weight", Length("words"), "words")
        .annotate(use=Subquery(first))
        .values_list("words", "weight", "use")[:MOST_NAMES]
    )
    fitting = [(use, weight) for words, weight, use in names if use and _fits(tuple(words.split(" ")), sounds)]
    rows = NameUse.objects.select_related("settlement", "street", "alias").in_bulk(
        [use for use, _weight in fitting[:50]]
    )
    return [(rows[use], weight) for use, weight in fitting if use in rows]


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
