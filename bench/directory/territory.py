"""How the streets of a settlement are shared out among its stations, as decisions do it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bench.directory.rows import Segment, Station, Street

SUFFIXES = ("\u0410", "\u0411", "\u0412", "/1", "/2", "\u041a2")
# Of 100 streets of a settlement with several stations.
SHARED = 30
SHARED_BY_THREE = 6
# Of 100 streets: one house with a suffix of its own, one house left out.
WITH_SUFFIX = 15
WITH_EXCLUSION = 6


def share_out(streets: Sequence[Street], stations: Sequence[Station], rng: random.Random) -> None:
    """Give every street its statements. Neighbouring streets go to one station, some to several."""
    for place, street in enumerate(streets):
        if street.segments:
            continue
        first = place * len(stations) // len(streets)
        owners = [stations[first]]
        chance = rng.randrange(100)
        if len(stations) > 1 and chance < SHARED:
            count = 3 if chance < SHARED_BY_THREE else 2
            owners = [stations[(first + step) % len(stations)] for step in range(min(count, len(stations)))]
        highest = rng.choice([20, 30, 40, 60, 90, 140, 220])
        if len(owners) == 1:
            _give_to_one(street, owners[0], highest, rng)
        else:
            _split(street, owners, highest, rng)
        others = [station for station in stations if station not in owners]
        _with_particulars(street, owners[0], rng.choice(others) if others else None, rng)


def split_in_two(first: Street, second: Street, stations: Sequence[Station], rng: random.Random) -> tuple[int, int]:
    """One long street of which the end was renamed. Returns the first and last house of the end."""
    cut, end = rng.randrange(40, 80), rng.randrange(120, 180)
    first.segments = [_range(rng.choice(stations), first, 1, cut)]
    second.segments = [_range(rng.choice(stations), second, cut + 1, end)]
    return cut + 1, end


def _give_to_one(street: Street, owner: Station, highest: int, rng: random.Random) -> None:
    form = rng.randrange(100)
    if form < 45:
        street.segments.append(Segment(owner, street, all_addresses=True))
    elif form < 75:
        street.segments += [
            _range(owner, street, 1, highest - 1, "odd"),
            _range(owner, street, 2, highest + 2 * rng.randrange(-4, 5), "even"),
        ]
    elif form < 90:
        street.segments.append(_range(owner, street, 1, highest))
    else:
        numbers = sorted(rng.sample(range(1, highest + 1), rng.randint(4, 10)))
        street.segments += [_range(owner, street, number, number) for number in numbers]


def _split(street: Street, owners: Sequence[Station], highest: int, rng: random.Random) -> None:
    if len(owners) == 2 and rng.random() < 0.3:
        street.segments += [
            _range(owners[0], street, 1, highest - 1, "odd"),
            _range(owners[1], street, 2, highest, "even"),
        ]
        return
    start = 1
    for place, owner in enumerate(owners):
        is_last = place == len(owners) - 1
        end = highest if is_last else start + max(1, highest // len(owners)) + rng.randrange(3)
        if is_last and rng.random() < 0.3:
            street.segments.append(Segment(owner, street, start=start))
        else:
            street.segments += _both_sides(owner, street, start, max(end, start + 3), rng)
        start = max(end, start + 3) + 1


def _both_sides(owner: Station, street: Street, start: int, end: int, rng: random.Random) -> list[Segment]:
    """One range, or one for each side of the street."""
    if rng.random() < 0.5:
        return [_range(owner, street, start, end)]
    odd, even = (start, start + 1) if start % 2 else (start + 1, start)
    return [
        _range(owner, street, odd, end if end % 2 else end - 1, "odd"),
        _range(owner, street, even, end - 1 if end % 2 else end, "even"),
    ]


def _with_particulars(street: Street, owner: Station, other: Station | None, rng: random.Random) -> None:
    """Houses with suffixes, at times another station's; and houses left out, at times listed by another station."""
    ranges = [row for row in street.segments if row.start != row.end or row.all_addresses]
    if not ranges:
        return
    row = rng.choice(ranges)
    number = rng.randrange(row.start or 1, (row.end or (row.start or 1) + 30) + 1)
    if row.parity != "both" and (number % 2 == 1) != (row.parity == "odd"):
        number += 1 if number < (row.end or number + 1) else -1
    chance = rng.randrange(100)
    if chance < WITH_SUFFIX:
        station = other if other and chance < WITH_SUFFIX // 3 else row.station
        street.segments.append(Segment(station, street, number, number, suffix=rng.choice(SUFFIXES)))
    elif chance < WITH_SUFFIX + WITH_EXCLUSION:
        street.segments.append(Segment(row.station, street, number, number, is_exclusion=True))
        if other and rng.random() < 0.6:
            street.segments.append(_range(other, street, number, number))


def _range(station: Station, street: Street, start: int, end: int, parity: str = "both") -> Segment:
    return Segment(station, street, start, end, parity)
