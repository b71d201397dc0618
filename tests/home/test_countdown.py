"""How long until people vote, at every kind of instant; and where each key date lies."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup

from home.countdown import Countdown
from portal.elections.models import Election
from tests.factories import elections

pytestmark = pytest.mark.django_db

ALMATY = ZoneInfo("Asia/Almaty")
DAY = date(2022, 11, 20)


def at(*parts, zone=ALMATY):
    return time_machine.travel(datetime(*parts, tzinfo=zone), tick=False)


def state():
    """Days, hours and the day of the election that counts now; None where there is none."""
    countdown = Countdown.of_the_day()
    return None if countdown is None else (countdown.days, countdown.hours, countdown.voting_day)


@pytest.fixture
def one():
    with at(2022, 9, 1):
        return elections.election(days=[DAY], areas=["Asia/Almaty"])


@pytest.mark.parametrize(
    ("instant", "days", "hours"),
    [
        ((2022, 9, 21, 12), 60, None),
        ((2022, 11, 13, 23, 59, 59), 7, None),
        ((2022, 11, 14, 0, 0, 0), 6, None),
        ((2022, 11, 18, 23, 59, 59), 2, None),
        ((2022, 11, 19, 0, 0, 0), 1, None),
        # The polls open at seven: from seven on the eve hours are said.
        ((2022, 11, 19, 6, 59, 59), 1, None),
        ((2022, 11, 19, 7, 0, 0), 1, 24),
        ((2022, 11, 19, 7, 0, 1), 1, 24),
        ((2022, 11, 19, 8, 0, 0), 1, 23),
        ((2022, 11, 19, 12, 0, 0), 1, 19),
        ((2022, 11, 19, 23, 59, 59), 1, 8),
        ((2022, 11, 20, 0, 0, 0), 0, 7),
        ((2022, 11, 20, 6, 59, 59), 0, 1),
        ((2022, 11, 20, 7, 0, 0), 0, None),
        ((2022, 11, 20, 20, 0, 0), 0, None),
        ((2022, 11, 20, 23, 59, 59), 0, None),
        ((2022, 11, 21, 0, 0, 0), None, None),
        ((2023, 5, 1), None, None),
    ],
)
def test_one_voting_day(one, instant, days, hours):
    with at(*instant):
        assert state() == (days, hours, DAY)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ((2022, 11, 14, 12), "6 days until voting day"),
        ((2022, 11, 19, 3), "1 day until voting day"),
        ((2022, 11, 19, 12), "19 hours until the polls open"),
        ((2022, 11, 19, 23, 59, 59), "8 hours until the polls open"),
        ((2022, 11, 20, 0), "Today is voting day"),
        ((2022, 11, 20, 23, 59, 59), "Today is voting day"),
        ((2022, 11, 21, 0), "The voting is over"),
    ],
)
def test_the_home_page_says_it(one, visitor, instant, words):
    with at(*instant):
        soup = BeautifulSoup(visitor.get("/en/").content, "html.parser")
    assert " ".join(soup.find(id="countdown-title").get_text().replace("\xa0", " ").split()) == words
    facts = soup.select_one(".countdown-facts").get_text().replace("\xa0", " ")
    assert "Sunday" in facts
    assert "20 November 2022" in facts
    assert "7:00" in facts
    assert "20:00" in facts or "8" in facts


@pytest.mark.parametrize(
    ("instant", "days"),
    [
        # Until 1 March 2024 midnight was at 18:00 UTC, since then it is at 19:00.
        (datetime(2024, 2, 29, 17, 59, 59, tzinfo=UTC), 4),
        (datetime(2024, 2, 29, 18, 0, 0, tzinfo=UTC), 4),
        (datetime(2024, 2, 29, 18, 59, 59, tzinfo=UTC), 4),
        (datetime(2024, 2, 29, 19, 0, 0, tzinfo=UTC), 3),
        (datetime(2024, 3, 3, 18, 59, 59, tzinfo=UTC), 1),
        (datetime(2024, 3, 3, 19, 0, 0, tzinfo=UTC), 0),
        (datetime(2024, 3, 4, 18, 59, 59, tzinfo=UTC), 0),
        (datetime(2024, 3, 4, 19, 0, 0, tzinfo=UTC), None),
    ],
)
def test_the_change_of_zone_moves_no_civil_day(instant, days):
    with at(2024, 1, 1):
        elections.election(days=[date(2024, 3, 4)])
    with time_machine.travel(instant, tick=False):
        assert state()[0] == days


def test_hours_count_to_the_first_polls_that_open():
    """Abroad and at home open at seven by their own clocks: in the east first."""
    with at(2022, 9, 1):
        elections.election(days=[DAY], areas=["America/New_York", "Asia/Almaty", "Asia/Tokyo"])
    with at(2022, 11, 19, 22):
        # 7:00 in Tokyo is 4:00 in Almaty.
        assert state() == (1, 6, DAY)
        assert Countdown.of_the_day().opens_at == datetime(2022, 11, 20, 7, tzinfo=ZoneInfo("Asia/Tokyo"))


def test_without_areas_there_are_no_hours():
    with at(2022, 9, 1):
        elections.election(days=[DAY])
    with at(2022, 11, 19, 12):
        assert state() == (1, None, DAY)


@pytest.mark.parametrize(
    ("instant", "days", "day"),
    [
        ((2022, 11, 19, 3), 1, DAY),
        ((2022, 11, 20, 12), 0, DAY),
        # Between the rounds it counts to the second.
        ((2022, 11, 21, 0), 13, date(2022, 12, 4)),
        ((2022, 12, 4, 12), 0, date(2022, 12, 4)),
        ((2022, 12, 5, 0), None, date(2022, 12, 4)),
    ],
)
def test_two_rounds(instant, days, day):
    with at(2022, 9, 1):
        elections.election(days=[DAY, date(2022, 12, 4)], areas=["Asia/Almaty"])
    with at(*instant):
        assert (state()[0], state()[2]) == (days, day)


@pytest.mark.parametrize(
    ("instant", "days", "day"),
    [
        ((2022, 11, 19, 3), 1, DAY),
        ((2022, 11, 20, 12), 0, DAY),
        ((2022, 11, 21, 12), 0, date(2022, 11, 21)),
        ((2022, 11, 22, 23, 59, 59), 0, date(2022, 11, 22)),
        ((2022, 11, 23, 0), None, date(2022, 11, 22)),
    ],
)
def test_voting_over_several_days(instant, days, day):
    with at(2022, 9, 1):
        election = elections.election(days=[DAY], areas=["Asia/Almaty"])
        election.rounds.update(last_day=date(2022, 11, 22))
    with at(*instant):
        assert (state()[0], state()[2]) == (days, day)


def test_the_nearest_election_counts_then_the_last_one():
    with at(2022, 1, 1):
        for day in (date(2022, 12, 1), DAY, date(2022, 3, 1)):
            elections.election(days=[day])
    expected = [
        ((2022, 2, 1), date(2022, 3, 1)),
        ((2022, 3, 2), DAY),
        ((2022, 11, 21), date(2022, 12, 1)),
        ((2023, 1, 1), date(2022, 12, 1)),
    ]
    for instant, day in expected:
        with at(*instant):
            assert state()[2] == day


def test_the_day_is_nearest_by_each_election_s_own_calendar(visitor):
    """Nothing to count: no election, one without days, one not yet called, a draft."""
    with at(2022, 9, 1):
        elections.election()
        elections.election(days=[DAY], called_on=date(2022, 9, 2))
        elections.election(days=[DAY], live=False)
        assert state() is None
        soup = BeautifulSoup(visitor.get("/en/").content, "html.parser")
        assert soup.h1.get_text()
        assert soup.find(id="countdown-title") is None
        assert soup.find(id="dates") is None
    with at(2022, 9, 2):
        assert state() == (79, None, DAY)


def test_a_closed_election_is_not_counted(one, restricted):
    with at(2022, 10, 1):
        restricted.closed.add(one.key)
        assert state() is None


@pytest.fixture
def with_key_dates():
    dates = [date(2022, 11, 20), datetime(2022, 11, 14, 18, tzinfo=ALMATY), date(2022, 11, 10), date(2022, 11, 14)]
    with at(2022, 9, 1):
        return elections.election(days=[DAY], key_dates=dates)


@pytest.mark.parametrize(
    ("instant", "places"),
    [
        ((2022, 11, 9, 23, 59, 59), ["ahead", "ahead", "ahead", "ahead"]),
        ((2022, 11, 10, 0), ["today", "ahead", "ahead", "ahead"]),
        ((2022, 11, 11, 0), ["past", "ahead", "ahead", "ahead"]),
        ((2022, 11, 14, 0), ["past", "today", "today", "ahead"]),
        ((2022, 11, 14, 23, 59, 59), ["past", "today", "today", "ahead"]),
        ((2022, 11, 15, 0), ["past", "past", "past", "ahead"]),
        ((2022, 11, 20, 12), ["past", "past", "past", "today"]),
        ((2022, 11, 21, 0), ["past", "past", "past", "past"]),
    ],
)
def test_the_timeline(with_key_dates, visitor, instant, places):
    with at(*instant):
        timeline = Countdown.of_the_day().timeline
        soup = BeautifulSoup(visitor.get("/en/").content, "html.parser")
    assert [place for _key_date, place in timeline] == places
    assert [key_date.day.day for key_date, _place in timeline] == [10, 14, 14, 20]
    items = soup.select(".timeline li")
    marks = [(item.get("class") or ["is-ahead"])[0].removeprefix("is-") for item in items]
    assert marks == places
    assert items[2].time["datetime"] == "2022-11-14T18:00:00+06:00"
    assert "18:00" in items[2].get_text()
    assert items[1].time["datetime"] == "2022-11-14"


def test_the_home_page_is_kept_no_longer_than_it_is_true(one, visitor):
    """Its lifetime ends a second before the count changes."""
    from email.utils import parsedate_to_datetime

    # A midnight, and on the eve each full hour before the polls open.
    for day, hour in [(14, 23), (19, 12), (19, 22)]:
        with at(2022, 11, day, hour, 59, 30):
            expires = parsedate_to_datetime(visitor.get("/en/").headers["Expires"])
        assert expires == datetime(2022, 11, day, hour, 59, 59, tzinfo=ALMATY)


def test_polling_hours_are_those_of_the_area(one):
    election = Election.objects.get(pk=one.pk)
    election.areas.update(opens=time(8), closes=time(22))
    with at(2022, 11, 19, 12):
        assert state() == (1, 20, DAY)
