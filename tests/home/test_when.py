"""What may be published when: the page, the election's own page, the windows as data and in calendars."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.elections.models import Election
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


@pytest.mark.parametrize("how", ["draft", "not yet called"])
def test_an_election_that_is_not_public_is_not_told(visitor, how):
    with at(T0):
        day = date(2022, 12, 1) if how == "not yet called" else date(2022, 9, 1)
        polls.election(slug="zqsecret", short_title=texts("Zqsecret"), live=how != "draft", called_on=day)
        for address in (PAGE, "/en/events/calendar.ics", "/sitemap.xml"):
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
