"""The whole sweep through nginx with a warm cache, with Redis behind: at the instant at which a window begins, nothing.

The clock is the real one, since nginx and Redis know no other: a test rule begins at an explicit instant ahead, and
everything must have been seen, and answered from the cache, before it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from home.sweep.doors import Door
from home.sweep.sweep import COMPARING, ENOUGH, WAYS, is_seen, wrong
from tests.conftest import lacking
from tests.services.front import Answer, Front, wait_until

pytestmark = pytest.mark.services

# For processes to start.
STARTING = timedelta(seconds=15)
AROUND = timedelta(seconds=3)
AT_ONCE = 4
WITH_COOKIE = "with a cookie"
ASKED = {**WAYS, WITH_COOKIE: ("get", {"Cookie": "view=125."})}
Asked = tuple[Door, str, Answer]
Answers = list[Asked]
LAW = """\
[[blackouts]]
code = "polls"
title = {{ en = "A test rule" }}
legal_basis = {{ act = {{ en = "A test law" }}, article = "1" }}
start = {{ anchor = "instant", at = {start} }}
end = {{ anchor = "instant", at = {end} }}
scope = ["poll_result", "exit_poll", "forecast", "other_research", "online_vote"]
acts = ["publish", "republish"]
existing_content = "hide_until_end"
"""


def named(variable: str) -> str:
    return os.environ.get(variable) or lacking(f"{variable} names no server; deploy/services sets it") or ""


@pytest.fixture
def database_url():
    """An empty database of its own."""
    url = urlsplit(named("TEST_DATABASE_URL"))
    name = f"saylau_front_{os.getpid()}"
    with psycopg.connect(url.geturl(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield url._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store():
    """Redis, without what an earlier run kept there."""
    with redis.Redis.from_url(named("TEST_REDIS_URL")) as found:
        found.flushdb()
        yield found


@pytest.fixture
def front(tmp_path, database_url, store):
    made = Front(tmp_path, named("TEST_NGINX"), database_url, named("TEST_REDIS_URL"))
    yield made
    made.stop()


def write_law(front: Front, start: datetime, end: datetime) -> None:
    """What each process of the portal that starts from now on reads."""
    front.law.write_text(LAW.format(start=start.isoformat(), end=end.isoformat()), "utf-8")


def planted(front: Front) -> tuple[list[Door], list[str]]:
    """Make the portal. Returns the doors, and the addresses of pictures that Django's cache keeps and no law closes."""
    target = front.folder / "doors.json"
    front.run(Path(__file__).with_name("plant.py"), target)
    found = json.loads(target.read_text("utf-8"))
    return [Door(*row) for row in found["doors"]], found["open_pictures"]


def asked(front: Front, questions: list[tuple[Door, str, dict[str, str]]]) -> Answers:
    """Ask everything, a few at once, each in its way and with further headers. Equally many are answered
    in the same order, which is not that of the questions."""

    def walk(part):
        visitor = front.visitor()
        return [
            (door, way, visitor.ask(ASKED[way][0], door.path, {**ASKED[way][1], **more})) for door, way, more in part
        ]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [one for part in pool.map(walk, [questions[start::AT_ONCE] for start in range(AT_ONCE)]) for one in part]


def plainly(doors: Iterable[Door]) -> list[tuple[Door, str, dict[str, str]]]:
    return [(door, "GET", {}) for door in doors]


def leaks(answers: Iterable[Asked]) -> list[str]:
    return [
        f"{door.path} ({way}, {answer.kept or 'not cached'}): {what}"
        for door, way, answer in answers
        for what in wrong(answer.response, door)
    ]


def unchanged(answers: Iterable[Asked], showing: set[str]) -> list[str]:
    """The addresses that call a browser's copy unchanged although it shows a canary."""
    return [
        door.path
        for door, way, answer in answers
        if way == COMPARING and door.path in showing and answer.response.status_code == 304
    ]


def seen(answers: Iterable[Asked]) -> set[str]:
    return {door.name for door, _way, answer in answers if is_seen(answer.response, door)}


def validators(answers: Iterable[Asked]) -> dict[str, dict[str, str]]:
    """What a browser that has these answers asks with next."""
    found = {}
    for door, _way, answer in answers:
        given = {
            "If-None-Match": answer.response.get("ETag", ""),
            "If-Modified-Since": answer.response.get("Last-Modified", ""),
        }
        found[door.path] = {name: value for name, value in given.items() if value}
    return found


def drawn(front: Front, pictures: list[str], store: redis.Redis) -> set[bytes]:
    """Ask for pictures that no law closes. Returns the keys of all pictures in Redis."""
    asked(front, [(Door("picture", path), WITH_COOKIE, {}) for path in pictures])
    return set(store.scan_iter("*:share:*"))


def rehearsed(front: Front, doors: list[Door]) -> timedelta:
    """How long every door takes once on this machine, past all caches, in whole seconds; no window is near."""
    front.start_portal()
    begun = time.monotonic()
    asked(front, [(door, WITH_COOKIE, {}) for door in doors])
    front.stop("portal")
    return timedelta(seconds=ceil(time.monotonic() - begun))


def around(front: Front, doors: list[Door], start: datetime) -> tuple[Answers, Answers]:
    """Every door again and again from a little before an instant on: what was asked before it, and what from it on."""
    wait_until(start - AROUND)
    found: Answers = []
    while datetime.now(UTC) < start + AROUND:
        found += asked(front, plainly(doors))
    last = [one for one in found if one[2].asked_at < start.timestamp()]
    return last, [one for one in found if one[2].asked_at >= start.timestamp()]


def told(answer: Answer) -> tuple:
    """An answer without what nginx adds to any."""
    headers = {name: value for name, value in answer.response.headers.items() if name not in {"Date", "X-Cache-Status"}}
    return answer.response.status_code, headers, answer.response.content


def check_before(front: Front, doors: list[Door]) -> Answers:
    """Everything is seen, and nginx answers all but files from its cache; files it sends itself, also parts of them.

    Returns what a browser has then.
    """
    cold, warm = asked(front, plainly(doors)), asked(front, plainly(doors))
    assert len(seen(warm)) >= ENOUGH
    assert seen(cold) == seen(warm)
    assert {answer.kept for door, _way, answer in warm if door.name != "file"} == {"HIT"}
    for _door, _way, answer in asked(front, [(door, "range", {}) for door in doors if door.name == "file"]):
        assert answer.response.status_code == 206
        assert answer.response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    return warm


def check_inside(front: Front, doors: list[Door], warm: Answers) -> None:
    """No door in any way; no copy of before is called unchanged; what is closed looks like what is missing."""
    had = validators(warm)
    questions = [(door, way, had[door.path] if way == COMPARING else {}) for door in doors for way in ASKED]
    answers = asked(front, questions)
    assert leaks(answers) == []
    assert unchanged(answers, {door.path for door, _way, answer in warm if is_seen(answer.response, door)}) == []
    assert {answer.kept for _door, way, answer in answers if way == WITH_COOKIE} <= {"BYPASS", ""}
    guarded = [door for door in doors if door.twin]
    twins = [door._replace(path=door.twin) for door in guarded]
    for one, other in zip(asked(front, plainly(guarded)), asked(front, plainly(twins)), strict=True):
        assert told(one[2]) == told(other[2])


def test_nothing_comes_out_of_a_cache_at_the_instant_at_which_a_window_begins(front, store):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    write_law(front, tomorrow, tomorrow + timedelta(days=1))
    doors, open_pictures = planted(front)
    front.start_nginx()
    pace = rehearsed(front, doors)

    start = (datetime.now(UTC) + STARTING + 2 * pace).replace(microsecond=0)
    end = start + STARTING + 5 * pace
    write_law(front, start, end)
    front.start_portal()

    warm = check_before(front, doors)
    kinds = seen(warm)
    in_redis = drawn(front, open_pictures, store)
    assert in_redis
    assert datetime.now(UTC) < start - AROUND, "The caches were not warm in time: the machine is too slow."

    last, first = around(front, doors, start)
    assert seen(one for one in last if one[2].kept == "HIT") == kinds - {"file"}
    assert leaks(first) == []

    check_inside(front, doors, warm)
    assert len(drawn(front, open_pictures, store) - in_redis) == len(open_pictures)  # Drawn anew under other keys.

    front.stop("portal")
    assert seen(asked(front, plainly(doors))) == set()  # Nothing old in the place of a portal that is down.
    front.start_portal()
    assert datetime.now(UTC) < end, "The window was over before everything was asked: the machine is too slow."

    wait_until(end)
    assert seen(asked(front, plainly(doors))) == kinds
