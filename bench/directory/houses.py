"""Houses to ask about, taken from the statements of a street."""

from __future__ import annotations

import random

from bench.directory.rows import House, Segment, Street
from bench.directory.territory import SUFFIXES

# Of 100 houses asked about, how many have a suffix that no decision lists.
UNLISTED_SUFFIX = 8
OPEN_END = 60


def random_house(street: Street, rng: random.Random) -> House | None:
    """A house that a statement includes: it may still be left out by another."""
    rows = [row for row in street.segments if not row.is_exclusion]
    if not rows:
        return None
    row = rng.choice(rows)
    if row.suffix:
        return House(row.start or 1, row.suffix)
    number = _number(row, rng)
    return House(number, rng.choice(SUFFIXES) if rng.randrange(100) < UNLISTED_SUFFIX else "")


def outside(street: Street, rng: random.Random) -> House:
    """A house that is probably nobody's: past the highest, or anywhere below it."""
    highest = max((row.end or row.start or 1) for row in street.segments)
    return House(highest + rng.randint(2, 60) if rng.random() < 0.6 else rng.randint(1, highest))


def _number(row: Segment, rng: random.Random) -> int:
    start = row.start or 1
    number = rng.randint(start, max(start, row.end or start + OPEN_END))
    if row.parity != "both" and (number % 2 == 1) != (row.parity == "odd"):
        number += 1 if number < (row.end or number + 1) else -1
    return number
