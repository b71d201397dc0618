"""What may be published when: the page, the election's own page, the windows as data and in calendars."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup

from portal.elections.models import Election
from portal.elections.widenings import Widening
from tests.announcements.reading import calendar, soup, words
from tests.factories import elections, polls
from tests.factories.elections import publish, texts
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

# 20 November 2022: from 15 November 00:00 to the end of voting day, Astana.
T0, T1 = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PAGE, HUB, DATA = "/en/blackout/", "/en/elections/president/", "/en/elections/president/blackout.json"


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def election():
    with at(T0 - timedelta(days=30)):
        return polls.election(slug="president", short_title=texts("Zqelection"), areas=["Asia/Almaty", "Asia/Aqtobe"])


STATES = {
    "weeks before": (T0 - timedelta(days=20), "allowed now", "That changes in 20 days 0 hours."),
    "the last hour": (T0 - timedelta(minutes=30), "allowed now", "That changes in 1 hour."),
    "the last second": (T0 - SECOND, "allowed now", "That changes in 1 hour."),
    "the first": (T0, "forbidden now", "That changes in 6 days 0 hours."),
    "the last closed second": (T1 - SECOND, "forbidden now", "That changes in 1 hour."),
    "after it": (T1, "allowed now", "The vote is over"),
}


@pytest.mark.parametrize("address", [PAGE, HUB])
@pytest.mark.parametrize("case", STATES)
def test_it_says_what_holds_now_and_until_when(visitor, election, case, address):
    instant, state, until = STATES[case]
    with at(instant):
        text = words(soup(visitor, address).find("main"))
    assert state in text
    assert until in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["blackout/", "elections/president/"])
def test_it_reads_in_every_language_without_an_empty_word(visitor, election, language, address):
    with at(T0):
        main = soup(visitor, f"/{language}/{address}").find("main")
    text = words(main)
    assert "28(9)" in text
    assert "15" in text
    assert not [cell for cell in main.select("table.when td") if not words(cell)]


def test_the_days_are_filled_by_the_rule_s_own_clocks(visitor, election):
    with at(T0):
        table = soup(visitor, HUB).select_one("table.when")
    assert [words(day.find("b")) for day in table.select("thead th")] == [str(day) for day in range(14, 22)]
    polls_row, silence_row = ([words(cell) for cell in body.select("td")] for body in table.select("tbody"))
    assert polls_row == ["allowed", *["forbidden"] * 6, "allowed"]
    assert silence_row == ["allowed"] * 5 + ["forbidden"] * 2 + ["allowed"]
    assert "local time" in words(table)


def test_a_window_of_hours_fills_a_part_of_a_day(visitor, settings):
    settings.ELECTION_LAW = "in"
    with at(T0):
        elections.election(slug="president", days=[date(2022, 11, 20)], areas=["Asia/Kolkata"], zone="Asia/Kolkata")
        cells = {words(cell) for cell in soup(visitor, HUB).select("table.when td")}
    assert "partly forbidden" in cells


def test_a_window_that_is_too_long_for_a_table_is_a_sentence(visitor, settings):
    settings.ELECTION_LAW = "sg"
    with at(T0):
        elections.election(slug="president", days=[date(2022, 11, 20)], called_on=date(2022, 9, 1))
        page = soup(visitor, HUB)
    assert page.select_one("table.when") is None
    assert page.select("dl.definitions dd time")


def test_the_data_are_the_windows(visitor, election):
    with at(T0):
        response = visitor.get(DATA)
    data = json.loads(response.content)
    assert (data["version"], data["election"], data["zone"]) == (1, "president", "Asia/Almaty")
    window = next(one for one in data["windows"] if one["rule"] == "polls")
    assert (window["start_utc"], window["end_utc"]) == (T0.isoformat(), T1.isoformat())
    assert (window["start"], window["end"]) == ("2022-11-15T00:00:00+06:00", "2022-11-21T00:00:00+06:00")
    assert (window["article"], window["existing_content"]) == ("28(9)", "hide_until_end")
    assert {"poll_result", "forecast", "online_vote"} <= set(window["about"])
    with at(T1):
        assert visitor.get(DATA, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_moved_voting_day_moves_everything(visitor, election):
    with at(T0 - timedelta(days=20)):
        before = visitor.get(DATA), calendar(visitor, f"{HUB}calendar.ics")
        moved = Election.objects.get(pk=election.pk)
        day = moved.rounds.get()
        day.first_day = date(2022, 11, 27)
        moved.rounds = [day]
    with at(T0 - timedelta(days=19)):
        publish(moved)
        after = visitor.get(DATA), calendar(visitor, f"{HUB}calendar.ics")
    assert before[0]["ETag"] != after[0]["ETag"]
    assert json.loads(after[0].content)["windows"][0]["start_utc"] == (T0 + timedelta(days=7)).isoformat()
    assert set(before[1]) == set(after[1])
    for uid, entry in before[1].items():
        assert after[1][uid]["SEQUENCE"] > entry["SEQUENCE"]
        assert after[1][uid].start - entry.start == timedelta(days=7)


ALL = "/en/elections.ics"


def changed(election, **fields):
    found = Election.objects.get(pk=election.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    publish(found)


def test_one_calendar_has_the_dates_and_windows_of_all_elections(visitor, election):
    with at(T0 - timedelta(days=20)):
        elections.election(slug="referendum", days=[date(2023, 6, 5)], key_dates=[date(2023, 5, 1)])
        elections.election(slug="zqdraft", days=[date(2023, 6, 5)], key_dates=[date(2023, 5, 1)], live=False)
        found = calendar(visitor, ALL)
        of_one = calendar(visitor, f"{HUB}calendar.ics")
    assert set(of_one) < set(found)
    assert "Key date 1 en" in {str(entry["SUMMARY"]) for entry in found.values()}
    assert {str(entry["STATUS"]) for entry in found.values()} == {"CONFIRMED"}
    assert len(found) == 2 * len(of_one) + 1


def test_a_cancelled_election_closes_nothing_and_subscribers_are_told(visitor, election):
    with at(T0 - timedelta(days=20)):
        before = calendar(visitor, ALL)
    with at(T0 - timedelta(days=19)):
        changed(election, is_cancelled=True)
    with at(T0):
        after = calendar(visitor, ALL)
        assert "Cancelled" in words(soup(visitor, HUB).find("main"))
        assert "forbidden now" not in visitor.get(PAGE).content.decode()
        data = json.loads(visitor.get(DATA).content)
    assert (data["cancelled"], data["windows"]) == (True, [])
    assert set(before) == set(after)
    for uid, entry in after.items():
        assert entry["STATUS"] == "CANCELLED"
        assert entry["SUMMARY"].startswith("Cancelled: ")
        assert entry["SEQUENCE"] > before[uid]["SEQUENCE"]


def test_a_longer_closing_is_told_with_its_reason(visitor, election):
    longer = Widening(starts_at=T0 - timedelta(days=2), reason={"en": "Zqdecision 1/1"})
    with at(T0 - timedelta(days=20)):
        changed(election, widenings=[longer])
    with at(T0 - timedelta(days=1)):
        for address in (PAGE, HUB):
            text = words(soup(visitor, address).find("main"))
            assert "forbidden now" in text
            assert "Zqdecision 1/1" in text
        data = json.loads(visitor.get(DATA).content)
    polls_window = next(one for one in data["windows"] if one["rule"] == "polls")
    assert polls_window["start_utc"] == (T0 - timedelta(days=2)).isoformat()
    assert [one["reason"] for one in data["widenings"]] == [{"en": "Zqdecision 1/1"}]


VOTING = datetime(2022, 11, 20, tzinfo=ZoneInfo("Asia/Almaty"))
BANNER = {
    "the second before": (VOTING - SECOND, {}, False),
    "midnight": (VOTING, {}, True),
    "the last second": (T1 - SECOND, {}, True),
    "the day after": (T1, {}, False),
    "cancelled": (VOTING, {"is_cancelled": True}, False),
}


@pytest.mark.parametrize("case", BANNER)
@pytest.mark.parametrize("address", ["/en/", PAGE, "/en/resolutions/"])
def test_every_page_says_on_voting_day_that_it_is(visitor, election, case, address):
    instant, fields, expected = BANNER[case]
    if fields:
        with at(VOTING - timedelta(days=3)):
            changed(election, **fields)
    with at(instant):
        response = visitor.get(address)
    banner = BeautifulSoup(response.content, "html.parser").select_one(".is-voting-day")
    assert (banner is not None) == expected
    if banner is not None:
        assert "Zqelection en" in words(banner)
        assert banner.find("a")["href"] == HUB


@pytest.mark.parametrize("how", ["draft", "not yet called"])
def test_an_election_that_is_not_public_is_not_told(visitor, how):
    with at(T0):
        day = date(2022, 12, 1) if how == "not yet called" else date(2022, 9, 1)
        polls.election(slug="zqsecret", short_title=texts("Zqsecret"), live=how != "draft", called_on=day)
        for address in (PAGE, ALL, "/en/events/calendar.ics", "/sitemap.xml"):
            assert "zqsecret" not in visitor.get(address).content.decode().lower()
        for rest in ("", "blackout.json", "calendar.ics"):
            assert visitor.get(f"/en/elections/zqsecret/{rest}").status_code == 404


def test_without_an_election_the_page_says_so(visitor):
    assert "No election with such days" in visitor.get(PAGE).content.decode()


def test_the_hub_leads_to_everything_about_it(visitor, election):
    with at(T0):
        links = {link["href"] for link in soup(visitor, HUB).select("main a")}
    for section in ("announcements", "meetings", "posters", "events", "resolutions", "polls", "polling-organisations"):
        assert f"/en/{section}/?election=president" in links
    assert {f"{HUB}calendar.ics", DATA, PAGE} <= links
