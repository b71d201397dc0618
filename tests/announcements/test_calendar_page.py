"""The calendar as a page: the month's table and the days ahead, read without JavaScript."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import pytest
import time_machine

from tests.announcements.reading import soup, words
from tests.factories import elections, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
ADDRESS = "/en/events/"
SECOND = timedelta(seconds=1)


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def now():
    with at(NOW):
        yield


def event(title, starts_at=NOW, language="en", **fields):
    return records.page(records.event(starts_at=starts_at, **fields), language, title=title)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def days(visitor, query=""):
    """What stands under each day: {"2026-03-05": ["Title", …]}."""
    return {
        day["id"].removeprefix("d"): [
            words(entry.a) if entry.a else words(entry.div) for entry in day.select("ul > li")
        ]
        for day in soup(visitor, ADDRESS + query).select("main .day")
    }


def cells(visitor, query, mark):
    """The days of the month's table that have a class or, for "a", a link."""
    return [int(words(cell).split()[0]) for cell in soup(visitor, ADDRESS + query).select("table.month td")
            if (mark == "a" and cell.a) or mark in cell.get("class", [])]  # fmt: skip


@pytest.mark.parametrize(
    ("month", "first", "last", "weeks"),
    [
        ("2026-02", 6, 28, 5),
        ("2027-02", 0, 28, 4),
        ("2024-02", 3, 29, 5),
        ("2026-03", 6, 31, 6),
        ("1990-01", 0, 31, 5),
        ("2100-12", 2, 31, 5),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_month_s_table(visitor, language, month, first, last, weeks):
    page = soup(visitor, f"/{language}/events/?month={month}")
    rows = [[words(cell) for cell in row.find_all("td")] for row in page.select("table.month tbody tr")]
    if month == "2026-02":
        assert rows[0] == [""] * 6 + ["1"]
    assert {len(row) for row in rows} == {7}
    shown = [cell for row in rows for cell in row]
    assert [cell.split()[0] for cell in shown if cell] == [str(day) for day in range(1, last + 1)]
    assert page.table.caption.get_text(strip=True)
    heads = page.select("table.month th abbr")
    assert len({head["title"] for head in heads}) == len(heads) == 7


@pytest.mark.parametrize(
    ("month", "steps"),
    [
        ("2026-03", ["2026-02", "2026-04"]),
        ("2026-01", ["2025-12", "2026-02"]),
        ("1990-01", ["1990-02"]),
        ("2100-12", ["2100-11"]),
    ],
)
def test_from_month_to_month(visitor, month, steps):
    found = [link["href"] for link in soup(visitor, f"{ADDRESS}?month={month}").select(".month-steps a")]
    assert found == [f"{ADDRESS}?month={step}" for step in steps]
    assert all(visitor.get(address).status_code == 200 for address in found)


NONSENSE = ["2026-13", "2026-00", "2026-3", "26-03", "2026-03-01", "1989-12", "2101-01", "x", "2026-03\0",
            "２０２６-03", "2026-03'", "-1", "9" * 5000, "<b>"]  # fmt: skip


@pytest.mark.parametrize("month", NONSENSE)
def test_a_month_that_is_not_one_is_missing(visitor, month):
    assert visitor.get(f"{ADDRESS}?month={quote(month)}").status_code == 404


@pytest.mark.parametrize("slug", ["x", "e\0", "E", "' or 1", "9" * 5000])
def test_an_election_that_is_not_one_is_missing(visitor, slug):
    elections.election(slug="e")
    assert visitor.get(f"{ADDRESS}?election={quote(slug)}").status_code == 404


@pytest.mark.parametrize("query", ["?month=", "?election=", "?month=&election=", "?day=5&utm_source=x"])
def test_what_is_empty_or_unknown_asks_for_nothing(visitor, query):
    event("A", NOW)
    assert days(visitor, query) == days(visitor)
    assert soup(visitor, ADDRESS + query).find("link", rel="canonical")["href"] == f"https://testserver{ADDRESS}"


def test_what_lies_ahead_and_what_a_month_had(visitor):
    for title, start in (("Past", "2026-03-04T07:00"), ("Today", "2026-03-05T05:00"), ("Ahead", "2026-04-01T07:00")):
        event(title, utc(start))
    event("Kazakh alone", language="kk")
    assert days(visitor) == {"2026-03-05": ["Today"], "2026-04-01": ["Ahead"]}
    assert days(visitor, "?month=2026-03") == {"2026-03-04": ["Past"], "2026-03-05": ["Today"]}
    assert days(visitor, "?month=2026-04") == {"2026-04-01": ["Ahead"]}
    assert days(visitor, "?month=2026-05") == {}
    assert cells(visitor, "?month=2026-03", "a") == [4, 5]
    assert cells(visitor, "?month=2026-03", "is-today") == [5]
    assert cells(visitor, "?month=2026-04", "is-today") == []


def test_whole_days_come_first_and_times_in_order(visitor):
    elections.election(key_dates=[date(2026, 3, 10), utc("2026-03-10T09:00")])
    event("Late", utc("2026-03-10T11:00"))
    event("Early", utc("2026-03-10T04:00"))
    records.page(records.meeting(starts_at=utc("2026-03-10T07:00")), title="A meeting")
    (listed,) = days(visitor).values()
    assert [entry.partition(" en")[0] for entry in listed] == ["Key date 1", "Early", "A meeting", "Key date 2", "Late"]


def test_an_entry_over_several_days_and_months_stands_on_each(visitor):
    event("Long", utc("2026-03-30T07:00"), ends_at=utc("2026-04-02T07:00"))
    march, april = ["2026-03-30", "2026-03-31"], ["2026-04-01", "2026-04-02"]
    assert list(days(visitor)) == march + april
    assert list(days(visitor, "?month=2026-03")) == march
    assert list(days(visitor, "?month=2026-04")) == april
    assert cells(visitor, "?month=2026-04", "a") == [1, 2]
    with at(utc("2026-04-01T07:00")):
        assert list(days(visitor)) == april, "what has begun is still there, from today on"


def test_an_entry_over_several_days_begins_once(visitor):
    """Its hour stands on the day on which it begins: on the others it isn't when to come."""
    event("Long", utc("2026-03-30T07:00"), ends_at=utc("2026-04-02T09:00"))
    shown = [words(day) for day in soup(visitor, ADDRESS).select("main .day")]
    assert ["12:00" in day for day in shown] == [True, False, False, False], shown


@pytest.mark.parametrize(("ends", "expected"), [("19:00", ["2026-03-10"]), ("19:01", ["2026-03-10", "2026-03-11"])])
def test_what_ends_at_midnight_does_not_reach_into_the_next_day(visitor, ends, expected):
    event("Evening", utc("2026-03-10T14:00"), ends_at=utc(f"2026-03-10T{ends}"))
    assert list(days(visitor)) == expected


@pytest.mark.parametrize(
    ("zone", "starts", "day", "said"),
    [
        ("Asia/Almaty", "2026-03-10T18:59", "2026-03-10", "23:59"),
        ("Asia/Almaty", "2026-03-10T19:00", "2026-03-11", "00:00"),
        ("Asia/Tokyo", "2026-03-10T15:00", "2026-03-11", "00:00 UTC+9"),
        ("America/New_York", "2026-03-11T03:30", "2026-03-10", "23:30 UTC-4"),
        ("Asia/Almaty", "2024-02-29T17:30", "2024-02-29", "23:30"),
        ("Asia/Almaty", "2024-02-29T18:30", "2024-02-29", "23:30"),
    ],
)
def test_a_day_and_an_hour_are_those_of_the_place(visitor, zone, starts, day, said):
    event("There", utc(starts), zone=zone)
    assert list(days(visitor, f"?month={day[:7]}")) == [day]
    assert words(soup(visitor, f"{ADDRESS}?month={day[:7]}").select_one("main .day time")) == said


def test_voting_days_are_marked_for_every_reader(visitor):
    """By more than a colour: also where nothing else stands on the day."""
    elections.election(slug="e", days=[date(2026, 3, 29)])
    elections.election(slug="f", days=[date(2026, 3, 22)], key_dates=[date(2026, 3, 22)])
    assert cells(visitor, "?month=2026-03", "is-voting") == [22, 29]
    assert cells(visitor, "?month=2026-03&election=e", "is-voting") == [29]
    said = [words(cell) for cell in soup(visitor, f"{ADDRESS}?month=2026-03").select("td.is-voting")]
    assert all("voting day" in text for text in said), said


def test_today_is_told_to_every_reader(visitor):
    (cell,) = soup(visitor, ADDRESS).select("td.is-today")
    assert "today" in words(cell), "with nothing on it, too"


def test_one_election_s_dates_alone(visitor):
    election = elections.election(slug="e", key_dates=[date(2026, 3, 20), date(2026, 3, 1)])
    elections.election(slug="f", key_dates=[date(2026, 3, 21)])
    event("Its own", NOW, election=election)
    event("Of none", NOW)
    assert list(days(visitor)) == ["2026-03-05", "2026-03-20", "2026-03-21"]
    assert list(days(visitor, "?election=e")) == ["2026-03-05", "2026-03-20"]
    assert days(visitor, "?election=e")["2026-03-05"] == ["Its own"]
    assert list(days(visitor, "?election=e&month=2026-03")) == ["2026-03-01", "2026-03-05", "2026-03-20"]
    page = soup(visitor, f"{ADDRESS}?month=2026-03&election=e&x=1")
    assert page.find("link", rel="canonical")["href"] == f"https://testserver{ADDRESS}?month=2026-03&election=e"
    assert [link["href"] for link in page.select(".month-steps a")] == [
        f"{ADDRESS}?month=2026-02&election=e",
        f"{ADDRESS}?month=2026-04&election=e",
    ]
    assert "/en/elections/e/calendar.ics" in [link["href"] for link in page.select("main a")]


def test_every_link_of_the_calendar_leads_somewhere(visitor):
    elections.election(slug="e", days=[date(2026, 3, 29)], key_dates=[date(2026, 3, 20)])
    event("A", NOW)
    for query in ("", "?month=2026-03", "?election=e", "?month=2026-03&election=e"):
        page = soup(visitor, ADDRESS + query)
        for link in page.select("main a[href]"):
            target, _hash, fragment = link["href"].partition("#")
            response = visitor.get(target or ADDRESS + query)
            assert response.status_code == 200, link["href"]
            assert not fragment or f'id="{fragment}"' in response.content.decode(), link["href"]


def test_what_is_cancelled_or_moved_says_so(visitor):
    event("A", state="cancelled", place=records.texts("The hall"))
    event("B", state="moved", moved_from=NOW - timedelta(days=1))
    event("C")
    rows = [words(row) for row in soup(visitor, ADDRESS).select("main .day ul > li")]
    told = {row.split()[1]: row for row in rows}
    assert ["cancelled" in told[title] for title in "ABC"] == [True, False, False]
    assert ["moved" in told[title] for title in "ABC"] == [False, True, False]
    assert "The hall" in told["A"]


MIDNIGHT = datetime(2026, 3, 5, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize("query", ["", "?month=2026-03"])
def test_no_copy_outlives_the_day(visitor, query):
    """Also when nothing is called, published or due: today is marked, and what lies ahead begins with it."""
    for before in (NOW, MIDNIGHT - 30 * SECOND, MIDNIGHT - SECOND):
        with at(before):
            response = visitor.get(ADDRESS + query)
            assert parsedate_to_datetime(response.headers["Expires"]) < MIDNIGHT
            assert cells(visitor, query, "is-today") == [5]
    with at(MIDNIGHT):
        assert cells(visitor, query, "is-today") == [6]


def test_from_midnight_on_yesterday_is_gone(visitor):
    event("Today", NOW)
    elections.election(key_dates=[date(2026, 3, 5)])
    with at(MIDNIGHT - SECOND):
        assert list(days(visitor)) == ["2026-03-05"]
    with at(MIDNIGHT):
        assert days(visitor) == {}
        assert len(days(visitor, "?month=2026-03")["2026-03-05"]) == 2


def test_there_is_no_script_in_it(visitor):
    event("A")
    page = soup(visitor, f"{ADDRESS}?month=2026-03")
    assert not page.main.select("script, [onclick], button:not([type=submit])")
    assert page.find("link", type="text/calendar")["href"] == f"{ADDRESS}calendar.ics"
