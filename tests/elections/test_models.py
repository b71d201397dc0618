"""The election's dates: what is refused, and what follows from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.elections.models import Area, Election, KeyDate, VotingRound
from tests.factories import elections

pytestmark = pytest.mark.django_db

ALMATY = ZoneInfo("Asia/Almaty")
DAY = date(2022, 11, 20)


def texts(words="Words"):
    return {"kk": words, "ru": words, "en": words}


@pytest.fixture
def election():
    return elections.election(days=[DAY])


def election_fields(**changed):
    return {
        "title": texts(),
        "short_title": texts(),
        "slug": "president",
        "kind": "president",
        "called_on": date(2022, 9, 21),
        "zone": "Asia/Almaty",
        **changed,
    }


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"title": {"ru": "Только"}}, set()),
        ({"zone": "Europe/Berlin"}, set()),
        ({"zone": "Asia/Atlantis"}, {"zone"}),
        ({"zone": "+05:00"}, {"zone"}),
        ({"zone": ""}, {"zone"}),
        ({"zone": "../../etc/passwd"}, {"zone"}),
        ({"zone": "/etc/localtime"}, {"zone"}),
        ({"zone": "Asia"}, {"zone"}),
        ({"zone": "Asia/Almaty\0"}, {"zone"}),
        ({"title": {}}, {"title"}),
        ({"title": {"de": "Wahl"}}, {"title"}),
        ({"title": texts("x" * 256)}, {"title"}),
        ({"short_title": {"kk": "x" * 81}}, {"short_title"}),
        ({"slug": "президент"}, {"slug"}),
        ({"slug": "a b"}, {"slug"}),
        ({"kind": "king"}, {"kind"}),
        ({"called_on": None}, {"called_on"}),
    ],
)
def test_an_election_is_checked(changed, wrong):
    made = Election(**election_fields(**changed))
    errors = {}
    try:
        made.full_clean()
    except ValidationError as error:
        errors = error.message_dict
    assert set(errors) == wrong


def test_two_elections_have_two_addresses(election):
    with pytest.raises(ValidationError) as error:
        Election(**election_fields(slug=election.slug)).full_clean()
    assert set(error.value.message_dict) == {"slug"}


@pytest.mark.parametrize(
    ("first", "last", "valid"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY, DAY + timedelta(days=60), True),
        (DAY, DAY + timedelta(days=61), False),
        (DAY, DAY - timedelta(days=1), False),
        (DAY, date(2023, 11, 20), False),
    ],
)
def test_a_round_ends_after_it_begins_and_in_the_same_season(election, first, last, valid):
    made = VotingRound(election=election, number=1, first_day=first, last_day=last)
    if valid:
        made.full_clean()
        return
    with pytest.raises(ValidationError) as error:
        made.full_clean()
    assert set(error.value.message_dict) == {"last_day"}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"closes": time(7)}, {"closes"}),
        ({"closes": time(6, 59)}, {"closes"}),
        ({"zone": "Asia/Atlantis"}, {"zone"}),
        ({"opens": None}, {"opens"}),
        ({"title": {}}, {"title"}),
    ],
)
def test_an_area_is_checked(election, changed, wrong):
    fields = {"title": texts(), "zone": "Asia/Almaty", "opens": time(7), "closes": time(20), **changed}
    errors = {}
    try:
        Area(election=election, **fields).full_clean()
    except ValidationError as error:
        errors = error.message_dict
    assert set(errors) == wrong


@pytest.mark.parametrize(
    ("day", "instant", "valid"),
    [
        (DAY, None, True),
        (None, datetime(2022, 11, 19, 18, tzinfo=UTC), True),
        (None, None, False),
        (DAY, datetime(2022, 11, 19, 18, tzinfo=UTC), False),
    ],
)
def test_a_key_date_is_a_day_or_an_instant(election, day, instant, valid):
    made = KeyDate(election=election, event=texts(), date=day, instant=instant)
    if valid:
        made.full_clean()
        made.save()
        return
    with pytest.raises(ValidationError):
        made.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def made(*, rounds=(), key_dates=(), zone="Asia/Almaty"):
    """An election in memory; rounds are (first, last), key dates are dates or instants."""
    it = Election(**election_fields(zone=zone))
    it.rounds = [VotingRound(number=n, first_day=first, last_day=last) for n, (first, last) in enumerate(rounds, 1)]
    it.key_dates = [
        KeyDate(event=texts(), **({"instant": day} if isinstance(day, datetime) else {"date": day}))
        for day in key_dates
    ]
    return it


@pytest.mark.parametrize(
    ("rounds", "days"),
    [
        ([], []),
        ([(DAY, None)], [DAY]),
        ([(DAY, DAY)], [DAY]),
        ([(DAY, DAY + timedelta(days=2))], [DAY + timedelta(days=n) for n in range(3)]),
        ([(date(2022, 12, 4), None), (DAY, None)], [DAY, date(2022, 12, 4)]),
        ([(date(2024, 2, 28), date(2024, 3, 1))], [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]),
    ],
)
def test_voting_days(rounds, days):
    assert made(rounds=rounds).voting_days == days


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2022, 11, 13, 23, 59, 59, tzinfo=ALMATY), 7),
        (datetime(2022, 11, 14, 0, 0, 0, tzinfo=ALMATY), 6),
        (datetime(2022, 11, 19, 23, 59, 59, tzinfo=ALMATY), 1),
        (datetime(2022, 11, 20, 0, 0, 0, tzinfo=ALMATY), 0),
        (datetime(2022, 11, 20, 23, 59, 59, tzinfo=ALMATY), 0),
        (datetime(2022, 11, 21, 0, 0, 0, tzinfo=ALMATY), None),
    ],
)
def test_days_left_are_counted_in_the_election_s_zone(now, left):
    assert made(rounds=[(DAY, None)]).days_left(now.astimezone(UTC)) == left


def test_an_election_far_away_counts_its_own_days():
    now = datetime(2022, 11, 20, 3, 0, tzinfo=UTC)
    for zone, left in [("Asia/Almaty", 0), ("America/New_York", 1), ("Pacific/Kiritimati", 0)]:
        assert made(rounds=[(DAY, None)], zone=zone).days_left(now) == left


NOON = datetime(2022, 11, 14, 12, tzinfo=ALMATY)
MIDNIGHT = datetime(2022, 11, 15, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("rounds", "key_dates", "now", "expected"),
    [
        ([], [], NOON, None),
        ([(DAY, None)], [], NOON, MIDNIGHT),
        # At midnight itself the next is the next.
        ([(DAY, None)], [], MIDNIGHT, datetime(2022, 11, 16, tzinfo=ALMATY)),
        ([(DAY, None)], [], datetime(2022, 11, 20, 20, tzinfo=ALMATY), datetime(2022, 11, 21, tzinfo=ALMATY)),
        ([(DAY, None)], [], datetime(2022, 11, 21, tzinfo=ALMATY), None),
        ([], [datetime(2022, 11, 14, 18, tzinfo=ALMATY)], NOON, datetime(2022, 11, 14, 18, tzinfo=ALMATY)),
        ([], [date(2022, 11, 14)], NOON, MIDNIGHT),
        ([], [date(2022, 11, 14)], MIDNIGHT, None),
        ([], [date(2022, 11, 18)], NOON, datetime(2022, 11, 18, tzinfo=ALMATY)),
        # Almaty's clocks went back an hour this night: the day has 25 hours.
        (
            [(date(2024, 3, 3), None)],
            [],
            datetime(2024, 2, 29, 12, tzinfo=ALMATY),
            datetime(2024, 2, 29, 19, tzinfo=UTC),
        ),
    ],
)
def test_next_change(rounds, key_dates, now, expected):
    assert made(rounds=rounds, key_dates=key_dates).next_change(now) == expected


def test_next_change_walks_over_every_change_and_ends():
    election = made(
        rounds=[(DAY, DAY + timedelta(days=1))],
        key_dates=[date(2022, 11, 16), datetime(2022, 11, 18, 18, tzinfo=ALMATY)],
    )
    now, seen = datetime(2022, 11, 14, 12, tzinfo=ALMATY), []
    while (now := election.next_change(now)) is not None:
        seen.append(now)
    midnights = [datetime(2022, 11, 15, tzinfo=ALMATY) + timedelta(days=n) for n in range(8)]
    assert seen == sorted([*midnights, datetime(2022, 11, 18, 18, tzinfo=ALMATY)])


@pytest.mark.parametrize(
    ("day", "iso", "starts"),
    [
        (DAY, "2022-11-20", datetime(2022, 11, 19, 18, tzinfo=UTC)),
        (date(2024, 3, 2), "2024-03-02", datetime(2024, 3, 1, 19, tzinfo=UTC)),
        (datetime(2022, 11, 14, 12, tzinfo=UTC), "2022-11-14T18:00:00+06:00", datetime(2022, 11, 14, 12, tzinfo=UTC)),
        (datetime(2024, 3, 1, 12, tzinfo=UTC), "2024-03-01T17:00:00+05:00", datetime(2024, 3, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_key_date_is_said_in_the_election_s_zone(day, iso, starts):
    (key_date,) = made(key_dates=[day]).key_dates.all()
    assert (key_date.iso, key_date.starts_at) == (iso, starts)
