"""Polls while the law closes them: nobody has to mark them, and the section explains itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.announcements.reading import soup, words
from tests.factories import polls, records
from tests.factories.sites import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before")]

PAGE = "/en/polls/zqpoll/"
FIGURES = ("46.2", "739")


@pytest.fixture
def poll():
    return polls.poll(election=polls.election(slug="president"))


@pytest.fixture
def page(poll):
    return records.page(poll, slug="zqpoll", title="Zqtitle")


START = datetime(2022, 11, 14, 18, 0, tzinfo=UTC)
END = datetime(2022, 11, 20, 18, 0, tzinfo=UTC)
OPEN, SHUT = True, False


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        (datetime(2022, 11, 14, 17, 59, 59, tzinfo=UTC), OPEN),
        (START, SHUT),
        (datetime(2022, 11, 20, 17, 59, 59, tzinfo=UTC), SHUT),
        (END, OPEN),
    ],
)
def test_nobody_has_to_mark_a_poll(visitor, before, page, instant, state):
    before.move_to(instant)
    for path in (PAGE, f"{PAGE}data.csv", f"{PAGE}data.json"):
        response = visitor.get(path)
        assert response.status_code == (200 if state is OPEN else 451), path
        assert any(figure in response.content.decode() for figure in FIGURES) == (state is OPEN)
    for path in ("/en/polls/", "/en/polls/feed/", "/en/feed/", "/en/search/?q=Zqtitle", "/sitemap.xml"):
        response = visitor.get(path)
        assert response.status_code == 200
        assert ("zqpoll" in response.content.decode()) == (state is OPEN), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_section_explains_itself_while_it_is_closed(visitor, before, page, language):
    before.move_to(START)
    for query in ("", "?type=nonsense", "?page=99", "?q=%00", "?election=president"):
        response = visitor.get(f"/{language}/polls/{query}")
        assert response.status_code == 200, query
        assert "28(9)" in response.content.decode()
        assert visitor.get(f"/{language}/polls/feed/{query}").status_code == 200, query


def test_a_poll_of_another_election_stays_while_its_own_is_over(visitor, before):
    earlier = polls.election(days=[date(2020, 3, 1)], called_on=date(2020, 1, 1))
    notice = polls.notice(earlier, notified_on=date(2020, 1, 2), as_of=date(2020, 1, 2))
    days = {"fieldwork_from": date(2020, 2, 1), "fieldwork_until": date(2020, 2, 2)}
    records.page(polls.poll(election=earlier, organisation=polls.organisation(notice), **days), slug="zqold")
    polls.election(slug="president")
    before.move_to(START)
    assert visitor.get("/en/polls/zqold/").status_code == 200
    assert "zqold" in visitor.get("/en/polls/").content.decode()


def test_the_page_says_until_when_it_is_open(visitor, page):
    text = words(soup(visitor, PAGE))
    assert "15 November 2022, 00:00" in text
    assert "21 November 2022, 00:00" in text


def test_the_register_stays_open_and_names_no_poll(visitor, before, poll, page):
    before.move_to(START)
    for path in ("/en/polling-organisations/", f"/en/polling-organisations/{poll.organisation.slug}/"):
        response = visitor.get(path)
        assert response.status_code == 200
        assert "zqpoll" not in response.content.decode()
