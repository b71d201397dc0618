"""The archive of meetings: by year, convocation, state and words; and the next meeting on the first page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine

from announcements.models import Instruction
from portal.accounts.roles import Role
from tests.announcements import admin
from tests.announcements.reading import soup, titles, words
from tests.content.rss import Feed
from tests.factories import elections, people, records

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ADDRESS = "/en/meetings/"


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def now():
    with at(NOW):
        yield


def meeting(title, starts_at=NOW, language="en", **fields):
    return records.page(records.meeting(starts_at=starts_at, **fields), language, title=title)


def found(visitor, query):
    """What the listing and its feed show: the same."""
    listed = titles(soup(visitor, ADDRESS + query))
    assert sorted(listed) == sorted(Feed(visitor.get(f"{ADDRESS}feed/{query}")).titles)
    return listed


@pytest.mark.parametrize(
    ("starts", "year"),
    [
        # Almaty was at +06:00 until March 2024 and has been at +05:00 since.
        (datetime(2022, 12, 31, 17, 59, 59, tzinfo=UTC), 2022),
        (datetime(2022, 12, 31, 18, 0, 0, tzinfo=UTC), 2023),
        (datetime(2024, 12, 31, 18, 59, 59, tzinfo=UTC), 2024),
        (datetime(2024, 12, 31, 19, 0, 0, tzinfo=UTC), 2025),
    ],
)
def test_a_meeting_belongs_to_the_year_in_which_it_is_not_that_of_its_publication(visitor, starts, year):
    meeting("A meeting", starts)
    assert found(visitor, f"?year={year}") == ["A meeting"]
    for other in (year - 1, year + 1, NOW.year):
        assert found(visitor, f"?year={other}") == []
    page = soup(visitor, ADDRESS)
    assert [option["value"] for option in page.select("#filter-year option")] == ["", str(year)]
    assert str(year) in words(page.select_one("main section h2"))


def test_the_filters(visitor):
    election = elections.election(slug="e")
    meeting("A", NOW - timedelta(days=400), convocation=6, state="held", items=[records.item("On ballot papers")])
    meeting("B", NOW + timedelta(days=2), convocation=7, election=election, items=[records.item("On observers")])
    meeting("C", NOW + timedelta(days=1), convocation=7, state="cancelled", number="103/7")
    meeting("D", NOW, state="moved", moved_from=NOW - timedelta(days=1))
    meeting("Kazakh alone", language="kk", convocation=9)
    for query, expected in {
        "": ["B", "C", "D", "A"],
        "?convocation=7": ["B", "C"],
        "?convocation=6": ["A"],
        "?convocation=9": [],
        "?type=held": ["A"],
        "?type=announced": ["B"],
        "?type=cancelled": ["C"],
        "?type=moved": ["D"],
        "?election=e": ["B"],
        "?year=2026": ["B", "C", "D"],
        "?year=2025": ["A"],
        "?year=2026&convocation=7&type=cancelled": ["C"],
        "?q=observers": ["B"],
        "?q=ballot+papers": ["A"],
        "?q=ballot+observers": [],
        "?q=observers&convocation=6": [],
    }.items():
        assert found(visitor, query) == expected, query
    offered = [option["value"] for option in soup(visitor, ADDRESS).select("#filter-convocation option")]
    assert offered == ["", "7", "6"]


@pytest.mark.parametrize(
    "query",
    ["convocation=0", "convocation=x", "convocation=-1", "convocation=1000", "convocation=7%00", "type=postponed",
     "year=99999", "election=x"],
)  # fmt: skip
@pytest.mark.parametrize("door", ["", "feed/"])
def test_what_cannot_be_asked_is_missing(visitor, query, door):
    meeting("A meeting", convocation=7)
    assert visitor.get(f"{ADDRESS}{door}?{query}").status_code == 404


def test_what_a_list_says_of_each(visitor):
    meeting("A", items=[records.item(), records.item()], convocation=7, state="cancelled")
    meeting("B", NOW - timedelta(days=1), items=[records.item()])
    first, second = soup(visitor, ADDRESS).select("main .news li")
    for expected in ("A", "5 March", "12:00", "2 agenda items", "convocation 7", "cancelled"):
        assert expected in words(first)
    assert "1 agenda item" in words(second)
    assert "agenda items" not in words(second)


def test_words_of_an_agenda_are_found_as_they_are_now(visitor, login):
    officer, editor = login(Role.PRESS_OFFICER), login(Role.PRESS_EDITOR)
    page = meeting("A meeting", items=[records.item("Zqfirst")])

    def known(word):
        return [
            found(visitor, f"?q={word}") == ["A meeting"],
            "A meeting" in words(soup(visitor, f"/en/search/?q={word}").main),
        ]

    assert known("Zqfirst") == [True, True]
    admin.edit(editor, page.meeting, **{"items-0-title_en": "Zqsecond"})
    assert (known("Zqfirst"), known("Zqsecond")) == ([True, True], [False, False]), "a draft"
    admin.edit(officer, page.meeting, "publish")
    assert (known("Zqfirst"), known("Zqsecond")) == ([False, False], [True, True])


def test_only_the_words_of_a_language_find_its_page(visitor):
    item = records.item()
    item.title = {"kk": "Zqkazakh", "en": "Zqenglish"}
    meeting("A meeting", items=[item])
    assert (found(visitor, "?q=Zqenglish"), found(visitor, "?q=Zqkazakh")) == (["A meeting"], [])


# --- The first page ---


def section(visitor):
    """What the first page says of meetings."""
    return words(soup(visitor, "/en/").select_one("[aria-labelledby=latest-meetings]"))


START = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)  # Noon in Almaty, whose midnights are at 19:00 UTC.


@pytest.mark.parametrize(
    ("now", "is_next"),
    [
        (START - timedelta(days=30), True),
        (START - SECOND, True),
        (START, True),
        (datetime(2026, 3, 10, 18, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 10, 19, 0, 0, tzinfo=UTC), False),
    ],
)
@pytest.mark.parametrize("state", ["announced", "moved", "cancelled", "held"])
def test_the_next_meeting_is_expected_until_its_day_is_over(visitor, now, is_next, state):
    with at(START - timedelta(days=40)):
        meeting("Zqmeeting", START, state=state, moved_from=START - timedelta(days=1) if state == "moved" else None)
    with at(now):
        told = section(visitor)
        expected = is_next and state in {"announced", "moved"}
        assert ("Zqmeeting" in told) == (expected or state == "held")
        if expected:
            assert told.startswith("Meetings All meetings Next")
            assert "10 March 2026, 12:00" in told
            assert ("moved" in told) == (state == "moved")


def test_the_next_is_the_first_of_those_ahead_and_the_last_the_latest_that_was_held(visitor):
    for title, days, state in (
        ("Later", 3, "announced"),
        ("Next", 2, "announced"),
        ("Cancelled", 1, "cancelled"),
        ("Forgotten", -1, "announced"),
        ("Last", -2, "held"),
        ("Before", -9, "held"),
    ):
        meeting(f"Zq{title}", NOW + timedelta(days=days), state=state)
    told = section(visitor)
    assert [word for word in told.split() if word.startswith("Zq")] == ["ZqNext", "ZqLast"]


def test_the_first_page_is_kept_by_no_cache_past_the_midnight_at_which_it_differs(visitor):
    meeting("Zqmeeting", START)
    midnight = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
    with at(midnight - 20 * SECOND):
        response = visitor.get("/en/")
        assert "Zqmeeting" in response.content.decode()
        assert parsedate_to_datetime(response.headers["Expires"]) < midnight


@pytest.mark.parametrize("how", ["draft page", "draft facts", "closed page", "closed facts", "unlisted page", "none"])
def test_a_meeting_that_may_not_be_mentioned_is_not_the_next(visitor, restricted, how):
    record = records.meeting(starts_at=START, live=how != "draft facts")
    if how != "none":
        page = records.page(record, title="Zqmeeting", live=how not in {"draft page", "draft facts"})
        if how.startswith("closed"):
            restricted.closed.add(record.key if how == "closed facts" else page.translation_key)
        elif how == "unlisted page":
            restricted.unlisted.add(page.translation_key)
    meeting("Zqother", START + timedelta(days=1))
    told = section(visitor)
    assert "Zqmeeting" not in told
    assert "Zqother" in told


def test_a_meeting_is_found_by_everybody_whom_its_page_names(visitor):
    chair, speaker, quoted = (people.person(name) for name in ("Zqchair", "Zqspeaker", "Zqquoted"))
    task = Instruction(addressee=records.texts("Zqaddressee"), task=records.texts("Zqtask"))
    meeting = records.meeting(chair=chair, items=[records.item(rapporteur=speaker, instructions=[task])])
    quote = ("quote", {"text": "Words.", "speaker": quoted, "said_on": None, "occasion": ""})
    page = records.page(meeting, slug="zqpage", body=[quote])
    for word in ("zqchair", "zqspeaker", "zqquoted", "zqaddressee", "zqtask"):
        assert page.url in visitor.get(f"/en/search/?q={word}").content.decode(), word
