"""What stands in the calendar, on which days, and who registers it; months as tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils.translation import get_language, override

from content.calendars import entries as registry
from content.calendars.entries import entries, register
from content.calendars.months import Month
from tests.factories import elections
from tests.factories.calendars import NOW, entry


@pytest.fixture
def source(monkeypatch):
    """`source(entry, …)`: an app that has these, in a process where nobody else has any."""
    monkeypatch.setattr(registry, "_sources", [])

    def has(*known):
        register(lambda language: known)

    return has


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": datetime(2022, 11, 14)},
        {"ends": datetime(2022, 11, 15)},
        {"moved_from": datetime(2022, 11, 14)},
        {"changed_at": datetime(2022, 11, 14)},
        {"ends": date(2022, 11, 15)},
        {"starts": date(2022, 11, 14), "ends": NOW},
    ],
)
def test_a_time_is_never_guessed(wrong):
    with pytest.raises(ValueError, match=r"zone|begins and ends"):
        entry(**wrong)


@pytest.mark.parametrize(
    ("starts", "ends", "days", "times"),
    [
        (date(2022, 11, 14), None, [14], (None, None)),
        (date(2022, 11, 14), date(2022, 11, 16), [14, 15], (None, None)),
        (NOW, None, [14], (time(12), None)),
        (NOW, NOW + timedelta(hours=2), [14], (time(12), time(14))),
        (NOW, NOW + timedelta(hours=12), [14], (time(12), time(0))),
        (NOW, NOW + timedelta(hours=13), [14, 15], (time(12), time(1))),
        (NOW, NOW - timedelta(days=3), [14], (time(12), time(12))),
        (NOW + timedelta(hours=13), None, [15], (time(1), None)),
    ],
)
def test_days_and_times_are_those_of_the_entry_s_zone(starts, ends, days, times):
    made = entry(starts=starts, ends=ends)
    assert [day.day for day in made.days] == days
    assert (made.day, made.last_day) == (made.days[0], made.days[-1])
    assert (made.time, made.end_time) == times


def test_a_mistyped_year_does_not_fill_centuries():
    assert len(entry(starts=date(2022, 1, 1), ends=date(9999, 1, 1)).days) == 366


@pytest.mark.parametrize(
    ("starts", "ends", "now", "today", "past"),
    [
        (date(2022, 11, 14), None, datetime(2022, 11, 13, 17, 59, tzinfo=UTC), False, False),
        (date(2022, 11, 14), None, datetime(2022, 11, 13, 18, 0, tzinfo=UTC), True, False),
        (date(2022, 11, 14), None, datetime(2022, 11, 14, 18, 0, tzinfo=UTC), False, True),
        (date(2022, 11, 14), date(2022, 11, 16), datetime(2022, 11, 15, 17, 59, tzinfo=UTC), True, False),
        (date(2022, 11, 14), date(2022, 11, 16), datetime(2022, 11, 15, 18, 0, tzinfo=UTC), False, True),
        (NOW, None, NOW + timedelta(hours=1), True, False),
        (NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=1), True, True),
        (NOW, NOW + timedelta(hours=1), NOW, True, False),
    ],
)
def test_today_and_past(starts, ends, now, today, past):
    made = entry(starts=starts, ends=ends)
    assert (made.is_today(now), made.is_past(now)) == (today, past)


def test_whole_days_stand_before_the_instants_of_their_day():
    whole, night = date(2022, 11, 14), datetime(2022, 11, 13, 18, 0, tzinfo=UTC)
    made = [
        entry(1, starts=NOW),
        entry(2, starts=night),
        entry(4, starts=whole),
        entry(3, starts=whole),
        entry(5, starts=night, zone="Asia/Aqtau"),
        entry(6, starts=datetime(2024, 2, 29, 18, 10, tzinfo=UTC)),
        entry(7, starts=datetime(2024, 2, 29, 17, 50, tzinfo=UTC)),
    ]
    ordered = sorted(made, key=lambda one: one.sort_key)
    assert [one.key.int for one in ordered] == [5, 3, 4, 2, 1, 7, 6]


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_the_calendar_holds_what_the_public_may_see(source, restricted):
    first = elections.election(key_dates=[date(2022, 11, 20)])
    second = elections.election(key_dates=[NOW], zone="Asia/Aqtau")
    elections.election(key_dates=[date(2022, 11, 20)], live=False)
    elections.election(key_dates=[date(2022, 11, 20)], called_on=date(2022, 11, 15))
    source(entry(1, starts=date(2022, 11, 17), election_id=first.pk), entry(2, starts=date(2022, 11, 18)))
    found = entries("en")
    assert [one.title for one in found] == ["Key date 1 en", "Entry 1", "Entry 2", "Key date 1 en"]
    assert [one.zone for one in found] == ["Asia/Aqtau", "Asia/Almaty", "Asia/Almaty", "Asia/Almaty"]
    assert [one.title for one in entries("kk", first)] == ["Entry 1", "Key date 1 kk"]
    assert [one.starts for one in entries("kk", second)] == [NOW]
    restricted.closed.add(second.key)
    assert len(entries("en")) == 3
    assert entries("en", second) == []


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_a_key_date_is_an_entry(source, django_assert_num_queries):
    made = elections.election(key_dates=[NOW], days=[date(2022, 11, 20)])
    key_date = made.key_dates.get()
    key_date.event, key_date.legal_basis = {"ru": "Событие"}, {"ru": "Статья"}
    key_date.save()
    # What the law closes is read once a second, for everything that is asked in it.
    entries("kk")
    with django_assert_num_queries(5):
        (found,) = entries("kk")
    assert (found.title, found.language, found.text, found.url) == ("Событие", "ru", "Статья", "")
    assert (found.key, found.sequence) == (key_date.key, 1)
    assert (found.time, found.zone, found.election_id) == (time(12), "Asia/Almaty", made.pk)
    assert found.changed_at == NOW
    with override("en"):
        assert str(found.kind) == "Key date"


@pytest.mark.django_db
def test_a_source_is_registered_once_and_asked_in_its_language(monkeypatch):
    monkeypatch.setattr(registry, "_sources", [])

    def asked(language):
        yield entry(title=f"{language} {get_language()}")

    register(asked)
    register(asked)
    assert [one.title for one in entries("ru")] == ["ru ru"]


# --- Months ---


def test_a_month_is_a_table_of_weeks_that_begin_on_monday():
    weeks = Month(2022, 11).weeks
    assert [[day.day if day else None for day in week] for week in weeks] == [
        [None, 1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10, 11, 12, 13],
        [14, 15, 16, 17, 18, 19, 20],
        [21, 22, 23, 24, 25, 26, 27],
        [28, 29, 30, None, None, None, None],
    ]
    assert Month(2022, 11).first_day == date(2022, 11, 1)
    assert sum(day is not None for week in Month(2024, 2).weeks for day in week) == 29


def test_months_follow_each_other_and_end():
    assert (str(Month(2022, 12).next), str(Month(2022, 1).previous)) == ("2023-01", "2021-12")
    assert (Month(1990, 1).previous, Month(2100, 12).next) == (None, None)
    assert Month(2022, 11) < Month(2022, 12) < Month(2023, 1)
    assert Month.of(date(2022, 11, 14)) == Month.parse("2022-11") == Month(2022, 11)


@pytest.mark.parametrize(
    "text",
    [
        *["", "2022", "2022-13", "2022-00", "2022-1", "22-11", "1989-12", "2101-01", "2022-11-01", " 2022-11"],
        *["2022-11\n", "-022-11", "2022-+1", "\u0662\u0660\u0662\u0662-11", "9999999999999999-01", "2022-11\0"],
    ],
)
def test_nonsense_is_no_month(text):
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)
