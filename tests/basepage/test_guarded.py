"""Below a guarded section nobody finds out what exists while the law closes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.http import http_date

from portal.accounts.roles import Role
from portal.elections.law.rules import file_in_force
from tests.factories import polls, records
from tests.factories.people import user
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

T0 = datetime(2022, 11, 14, 18, 0, tzinfo=UTC)
T1 = datetime(2022, 11, 20, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
# What stands behind an address below the section, or doesn't.
EXISTING = ("zqpoll/", "zqpoll", "zqpoll/data.csv", "zqpoll/data.json", "zqpoll/data.csv/", "zqdraft/", "zqscheduled/")
MISSING = (
    "nothing/",
    "nothing",
    "nothing/data.csv",
    "feed/nothing/",
    "page/2/",
    "a/b/c/",
    "Zqpoll/",
    "%00/",
    "%FF/",
    "é/",
)
QUERIES = ("", "?page=2", "?preview=1", "?q=%00")


@pytest.fixture
def polls_of_the_election():
    with time_machine.travel(T0 - timedelta(hours=6), tick=False):
        poll = polls.poll()
        for language in LANGUAGES:
            records.page(poll, language, slug="zqpoll")
        for slug in ("zqdraft", "zqscheduled"):
            other = polls.poll(election=poll.election, organisation=poll.organisation)
            page = records.page(other, slug=slug, live=False)
        page.go_live_at = T0 + timedelta(days=1)
        page.save_revision(user=user()).publish(user=user(Role.PRESS_OFFICER))
    return poll


def answers(client, language, verbs=VERBS, **headers):
    """Every answer below the section, as (address, verb): (status, headers, body)."""
    found = {}
    for rest in (*EXISTING, *MISSING):
        for query in QUERIES if verbs == ("get",) else ("",):
            for verb in verbs:
                address = f"/{language}/polls/{rest}{query}"
                response = getattr(client, verb)(address, headers=headers)
                body = b"".join(response) if response.streaming else response.content
                found[address, verb] = (response.status_code, tuple(sorted(response.headers.items())), body)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instant", [T0, T0 + timedelta(days=1, hours=1), T1 - SECOND], ids=["T0", "inside", "T1-1s"])
def test_every_address_below_answers_the_same_bytes(visitor, polls_of_the_election, language, instant):
    with time_machine.travel(instant, tick=False):
        found = {**answers(visitor, language), **answers(visitor, language, verbs=("get",))}
        head = {found.pop(key) for key in [key for key in found if key[1] == "head"]}
    assert len(set(found.values())) == 1, {key: value[0] for key, value in found.items()}
    (status, headers, body) = next(iter(found.values()))
    assert {(one[0], one[1]) for one in head} == {(status, headers)}
    assert status == 451
    headers = dict(headers)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Retry-After"] == http_date(T1.timestamp())
    assert 'rel="blocked-by"' in headers["Link"]
    assert not {"ETag", "Last-Modified", "Expires", "Set-Cookie"} & set(headers)
    assert "DENY" in headers["X-Frame-Options"]
    assert "Content-Security-Policy" in headers
    text = body.decode()
    assert [other for other in LANGUAGES if other != language and f'href="/{other}/polls/"' not in text] == []
    assert "zqpoll" not in text.lower()


@pytest.mark.parametrize("instant", [T0 - SECOND, T1], ids=["T0-1s", "T1"])
def test_outside_the_window_a_page_is_there_and_a_missing_one_is_missing(visitor, polls_of_the_election, instant):
    with time_machine.travel(instant, tick=False):
        assert visitor.get("/en/polls/zqpoll/").status_code == 200
        assert visitor.get("/en/polls/nothing/").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-10"},
        {"If-Modified-Since": http_date((T0 - timedelta(hours=1)).timestamp())},
        {"If-None-Match": "*"},
        {"Accept-Language": "kk"},
        {"Accept-Encoding": "gzip"},
        {"X-Forwarded-Proto": "https"},
        {"Host": "nobody.example"},
    ],
    ids=str,
)
def test_no_header_makes_a_difference(visitor, polls_of_the_election, headers):
    with time_machine.travel(T0, tick=False):
        found = set(answers(visitor, "en", verbs=("get",), **headers).values())
    assert len(found) == 1
    assert next(iter(found))[0] in {451, 400}


def test_no_login_makes_a_difference(login, polls_of_the_election):
    with time_machine.travel(T0, tick=False):
        for role in Role:
            found = set(answers(login(role), "en", verbs=("get", "post")).values())
            assert {one[0] for one in found} == {451}
            assert len(found) == 1


def test_a_page_that_no_window_closes_is_read_and_what_is_not_below_it_is_not_told(visitor, polls_of_the_election):
    earlier = polls.election(days=[date(2020, 3, 1)], called_on=date(2020, 1, 1))
    with time_machine.travel(T0 - timedelta(hours=6), tick=False):
        day = date(2020, 1, 2)
        organisation = polls.organisation(polls.notice(earlier, notified_on=day, as_of=day))
        days = {"fieldwork_from": day, "fieldwork_until": day}
        records.page(polls.poll(election=earlier, organisation=organisation, **days), slug="zqold")
    with time_machine.travel(T0, tick=False):
        assert visitor.get("/en/polls/zqold/").status_code == 200
        assert visitor.get("/en/polls/zqold/data.csv").status_code == 200
        missing = {
            visitor.get(f"/en/polls/{rest}").content for rest in ("zqold/nothing/", "zqold/data.xml", "nothing/")
        }
        assert len(missing) == 1
        assert visitor.get("/en/polls/zqold/nothing/").status_code == 451


def test_the_section_and_its_feed_stay(visitor, polls_of_the_election):
    with time_machine.travel(T0, tick=False):
        for path in ("/en/polls/", "/en/polls/feed/"):
            assert visitor.get(path).status_code == 200
        assert visitor.get("/en/polls", follow=True).status_code == 200


def test_other_sections_keep_saying_that_something_is_missing(visitor, polls_of_the_election):
    with time_machine.travel(T0, tick=False):
        for path in ("/en/nothing/", "/en/announcements/nothing/", "/polls/nothing/", "/xx/polls/zqpoll/"):
            assert visitor.get(path).status_code == 404, path


def test_a_rule_that_keeps_pages_guards_nothing(visitor, polls_of_the_election, tmp_path, settings):
    law = file_in_force().read_text("utf-8")
    kept = tmp_path / "kept.toml"
    kept.write_text(law.replace("hide_until_end", "keep_not_promoted"), encoding="utf-8")
    settings.ELECTION_LAW = str(kept)
    with time_machine.travel(T0, tick=False):
        assert visitor.get("/en/polls/zqpoll/").status_code == 200
        assert visitor.get("/en/polls/nothing/").status_code == 404
        for path in ("/en/polls/", "/en/polls/feed/", "/sitemap.xml"):
            assert "zqpoll" not in visitor.get(path).content.decode(), path
