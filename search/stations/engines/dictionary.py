"""The dictionary of names of one version: which names words may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from search.stations.engines.keys import Words, exact_keys, is_one_letter_off, short_keys
from search.stations.models import NameKey, Tier

# Rows read at once. Measured: a key of three letters is shared by some fifty names.
MOST_NAMES = 600
# Keys looked up at once where a letter may be wrong: two names of twenty letters, each alone and both.
MOST_SHORT_KEYS = 500

# Of each group of words, the keys of names and the tier in which they were found.
Found = dict[Words, dict[int, Tier]]


def exact(version: int, groups: Iterable[Words]) -> Found:
    """The names that groups of words are, as spelt or as they sound. One query."""
    asked: dict[tuple[int, str], set[Words]] = defaultdict(set)
    for words in groups:
        for key in exact_keys(words):
            asked[key].add(words)
    found: Found = defaultdict(dict)
    rows = _rows(version, (Tier.STRICT, Tier.SKELETON), asked, MOST_NAMES).values_list("tier", "key", "name_id")
    for tier, key, name in rows:
        for words in asked.get((tier, key), ()):
            found[words][name] = min(Tier(tier), found[words].get(name, Tier.SKELETON))
    return found


def corrected(version: int, groups: Iterable[Words]) -> Found:
    """The names one letter away from groups of words, as spelt or as they sound. One query."""
    asked: dict[tuple[int, str], set[Words]] = defaultdict(set)
    for words in groups:
        keys = set(short_keys(words))
        if len(asked) + len(keys) > MOST_SHORT_KEYS:
            break
        for key in keys:
            asked[key].add(words)
    found: Found = defaultdict(dict)
    tiers = (Tier.STRICT_SHORT, Tier.SKELETON_SHORT)
    rows = _rows(version, tiers, asked, MOST_NAMES).values_list("tier", "key", "name_id", "name__words")
    for tier, key, name, text in rows:
        for words in asked.get((tier, key), ()):
            if name not in found[words] and is_one_letter_off(words, tuple(text.split(" "))):
                found[words][name] = Tier(tier)
    return found


def _rows(version: int, tiers: Iterable[Tier], asked: Iterable[tuple[int, str]], limit: int):  # type: ignore[no-untyped-def]
    keys = sorted({key for _tier, key in asked if key})
    return NameKey.objects.filter(version_id=version, tier__in=tiers, key__in=keys).order_by("tier", "key", "name_id")[
        :limit
    ]
