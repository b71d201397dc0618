"""Asks every door at the edges of the window, in every way in which a visitor can ask."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

from home.sweep.doors import Door, doors, of_the_portal
from home.sweep.planting import Planted
from portal import clock
from portal.accounts.roles import Role
from portal.i18n.texts import languages
from portal.publication import blackout
from portal.publication.blackout import ElectionWindow

SECOND = timedelta(seconds=1)
# With fewer doors at which the canary is seen while it may be, the sweep proves nothing.
ENOUGH = 10
# A closed thing's own address answers with one of these, and with nothing else.
SHUT = {400, 403, 404, 405, 451}
# A method and the headers that go with it; what a door's earlier answer gave to compare with is added to the last.
WAYS: dict[str, tuple[str, dict[str, str]]] = {
    "GET": ("get", {}),
    "HEAD": ("head", {}),
    "OPTIONS": ("options", {}),
    "POST": ("post", {}),
    "range": ("get", {"Range": "bytes=0-"}),
    "compressed": ("get", {"Accept-Encoding": "gzip, br"}),
    "if there": ("get", {"If-None-Match": "*"}),
    "if changed": ("get", {}),
}
COMPARING = "if changed"
SMALL = ("GET", "POST")


class Leak(NamedTuple):
    instant: datetime
    door: Door
    way: str
    who: str
    what: str


@dataclass
class Report:
    """What was asked, where the canary was seen while it may be, and where while it may not."""

    asked: int = 0
    seen: dict[datetime, set[str]] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)

    @property
    def is_blind(self) -> bool:
        """Whether the canary was hardly seen while it may be."""
        return not self.seen or any(len(names) < ENOUGH for names in self.seen.values())


def instants(one: ElectionWindow, *, small: bool) -> list[datetime]:
    """The edges of a window and its middle; for a small sweep the last open and the outermost closed seconds."""
    assert one.window is not None  # noqa: S101 (asked of windows that have both)
    start, end = one.window.start, one.window.end
    if small:
        return [start - SECOND, start, end - SECOND]
    return [start - SECOND, start, start + SECOND, start + (end - start) / 2, end - SECOND, end]


class Sweep:
    """One walk to every door. Nothing it asks is logged, cached or caught up: the clock is moved.

    A small one asks in one language, plainly, without a login, at the edges of the window alone.
    """

    def __init__(self, planted: Planted, one: ElectionWindow, *, small: bool = False) -> None:
        self.planted, self.one = planted, one
        self.ways = SMALL if small else tuple(WAYS)
        self.languages = languages()[:1] if small else languages()
        self.instants = instants(one, small=small)
        self.report = Report()
        self.validators: dict[str, dict[str, str]] = {}
        self.public = urlsplit(settings.PUBLIC_URL)
        self.clients = {"anonymous": self._client()}
        for role in () if small else Role:
            self.clients[role] = self._client()
            self.clients[role].force_login(planted.users[role])

    def _client(self) -> Client:
        return Client(raise_request_exception=False, SERVER_NAME=self.public.hostname or "")

    def run(self) -> Report:
        for instant in self.instants:
            with clock.as_on(instant), _quiet():
                if self._is_inside(instant):
                    self._inside(instant)
                else:
                    self._outside(instant)
        blackout.forget()
        return self.report

    def _is_inside(self, instant: datetime) -> bool:
        """Asked of the edges themselves: how the portal compares with them is what is being checked."""
        assert self.one.window is not None  # noqa: S101 (chosen for it)
        return self.one.window.start <= instant < self.one.window.end

    def _outside(self, instant: datetime) -> None:
        seen = self.report.seen[instant] = set()
        for door in doors(self.planted, self.languages):
            response = self._ask("anonymous", "GET", door)
            kept = {"If-None-Match": response.get("ETag", ""), "If-Modified-Since": response.get("Last-Modified", "")}
            self.validators[door.path] = {name: value for name, value in kept.items() if value}
            if is_seen(response, door):
                seen.add(door.name)

    def _inside(self, instant: datetime) -> None:
        for door in doors(self.planted, self.languages):
            for way in self.ways:
                self._check(instant, door, way, "anonymous")
            for who in self.clients:
                if who != "anonymous":
                    self._check(instant, door, "GET", who)
        for door in () if self.ways == SMALL else of_the_portal():
            self._check(instant, door, "GET", "anonymous")

    def _check(self, instant: datetime, door: Door, way: str, who: str) -> None:
        response = self._ask(who, way, door)
        for what in self._wrong(response, door, way, who):
            self.report.leaks.append(Leak(instant, door, way, who, what))

    def _wrong(self, response: HttpResponseBase, door: Door, way: str, who: str) -> Iterator[str]:
        yield from wrong(response, door)
        if door.twin and _told(response) != _told(self._ask(who, way, door._replace(path=door.twin))):
            yield "it tells that something is there"

    def _ask(self, who: str, way: str, door: Door) -> HttpResponseBase:
        self.report.asked += 1
        method, headers = WAYS[way]
        if way == COMPARING:
            headers = self.validators.get(door.path, {})
        send = getattr(self.clients[who], method)
        response: HttpResponseBase = send(door.path, headers=headers, secure=self.public.scheme == "https")
        return response


@contextmanager
def _quiet() -> Iterator[None]:
    """Thousands of refusals are what is wanted here: they are no news for the log."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _body(response: Any) -> bytes:
    if response.streaming and not hasattr(response, "read_once"):
        response.read_once = b"".join(response.streaming_content)
    return response.read_once if response.streaming else response.content


def _told(response: HttpResponseBase) -> tuple[Any, ...]:
    return response.status_code, tuple(sorted(response.headers.items())), _body(response)


def is_seen(response: HttpResponseBase, door: Door) -> bool:
    """Whether an answer shows a canary: in its words, or by being there."""
    return bool(_marks_in(response, door)) or (door.own and response.status_code == 200)


def wrong(response: HttpResponseBase, door: Door) -> Iterator[str]:
    """What is wrong with an answer of a moment at which the law closes polls."""
    yield from _marks_in(response, door)
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    if door.own and response.status_code not in SHUT:
        yield f"status {response.status_code}"
    if door.own and response.status_code == 451 and "no-store" not in response.get("Cache-Control", ""):
        yield "it may be kept"


def _marks_in(response: HttpResponseBase, door: Door) -> list[str]:
    """What must not be seen, in status line, headers, body and whatever is packed in it."""
    text = "\n".join([*map(": ".join, response.headers.items()), *_readable(_body(response))]).lower()
    return [mark for mark in door.marks if mark in text]


def _readable(body: bytes) -> Iterator[str]:
    yield body.decode(errors="replace")
    try:
        with ZipFile(BytesIO(body)) as packed:
            for name in packed.namelist():
                yield name
                yield packed.read(name).decode(errors="replace")
    except BadZipFile:
        return
