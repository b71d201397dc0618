"""Elections with dates."""

from __future__ import annotations

from datetime import date, time
from itertools import count

_number = count(1)


def texts(words):
    return {language: f"{words} {language}" for language in ("kk", "ru", "en")}


def election(*, days=(), key_dates=(), areas=(), live=True, **fields):
    """An election with a round per voting day; key dates are dates or aware instants; live: by two people."""
    from portal.elections.models import Area, Election, KeyDate, VotingRound

    number = next(_number)
    made = Election(
        **{
            "title": texts(f"Election number {number}"),
            "short_title": texts(f"Election {number}"),
            "slug": f"election-{number}",
            "kind": "president",
            "called_on": date(2022, 1, 1),
            "live": False,
            **fields,
        }
    )
    made.rounds = [VotingRound(number=n, first_day=day) for n, day in enumerate(days, start=1)]
    # Numbered as the editor's form numbers them: PostgreSQL returns rows of no order in any.
    made.areas = [
        Area(sort_order=n, title=texts(zone), zone=zone, opens=time(7), closes=time(20)) for n, zone in enumerate(areas)
    ]
    made.key_dates = [
        KeyDate(
            sort_order=n, event=texts(f"Key date {n}"), **({"instant": day} if hasattr(day, "hour") else {"date": day})
        )
        for n, day in enumerate(key_dates, start=1)
    ]
    made.save()
    if live:
        publish(made)
        made.refresh_from_db()
    return made


def publish(record):
    """Write a revision and let a second person publish it."""
    from portal.accounts.roles import Role
    from tests.factories.people import user

    author, approver = user(Role.ELECTION_OFFICER), user(Role.ELECTION_OFFICER)
    record.save_revision(user=author).publish(user=approver)
