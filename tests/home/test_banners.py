"""The alert banner: to the second, in its language, the most severe one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from home.enums import Severity
from home.models import AlertBanner
from tests.factories import announcements
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def banner(text="Zqalert", language="en", starts=T, ends=T + HOUR, **fields):
    return AlertBanner.objects.create(text=text, language=language, starts_at=starts, ends_at=ends, **fields)


def shown(visitor, address="/en/", instant=T):
    with time_machine.travel(instant, tick=False):
        response = visitor.get(address)
    found = BeautifulSoup(response.content, "html.parser").select(".alert strong")
    assert len(found) <= 1
    return found[0].get_text() if found else None


@pytest.mark.parametrize(
    ("instant", "there"),
    [(T - SECOND, False), (T, True), (T + HOUR - SECOND, True), (T + HOUR, False)],
)
def test_the_window_is_half_open_and_to_the_second(visitor, instant, there):
    banner()
    for address in ("/en/", "/en/announcements/", "/en/search/", "/en/missing/"):
        assert (shown(visitor, address, instant) == "Zqalert") is there, address


def test_each_language_has_its_own(visitor):
    for language in ("kk", "ru"):
        banner(f"Zqalert {language}", language)
    assert [shown(visitor, f"/{language}/") for language in LANGUAGES] == ["Zqalert kk", "Zqalert ru", None]


def test_the_most_severe_wins_then_the_latest(visitor):
    note = banner("Note", severity=Severity.NOTE, starts=T - SECOND)
    important = banner("Important", severity=Severity.IMPORTANT, starts=T - HOUR)
    banner("Earlier", severity=Severity.IMPORTANT, starts=T - 2 * HOUR)
    urgent = banner("Urgent", severity=Severity.URGENT, starts=T - HOUR, ends=T + SECOND)
    assert shown(visitor) == urgent.text
    assert shown(visitor, instant=T + SECOND) == important.text
    AlertBanner.objects.exclude(pk=note.pk).delete()
    assert shown(visitor) == note.text


@pytest.mark.parametrize(
    ("starts", "ends", "now", "expires"),
    [
        (T + timedelta(seconds=20), T + HOUR, T, T + timedelta(seconds=19)),
        (T - HOUR, T + timedelta(seconds=30), T, T + timedelta(seconds=29)),
        (T - HOUR, T + HOUR, T, T + timedelta(seconds=60)),
        (T - HOUR, T, T, T + timedelta(seconds=60)),
    ],
)
def test_no_cache_keeps_a_page_past_a_banner_s_start_or_end(visitor, starts, ends, now, expires):
    banner(starts=starts, ends=ends)
    with time_machine.travel(now, tick=False):
        response = visitor.get("/en/announcements/")
    assert parsedate_to_datetime(response.headers["Expires"]) == expires


def test_its_link_leads_only_to_a_visible_page(visitor, restricted):
    page = announcements.announcement(slug="zqtarget")
    banner(page=page, link_text="Read this")

    def link():
        with time_machine.travel(T, tick=False):
            soup = BeautifulSoup(visitor.get("/en/search/").content, "html.parser")
        return [a["href"] for a in soup.select(".alert a")]

    type(page).objects.filter(pk=page.pk).update(first_published_at=T - HOUR)
    assert link() == ["/en/announcements/zqtarget/"]
    restricted.closed.add(page.translation_key)
    assert link() == []
    restricted.closed.clear()
    page.delete()
    assert link() == []


def test_a_closed_banner_is_not_shown(visitor, restricted):
    restricted.closed.add(banner().key)
    assert shown(visitor) is None


def test_its_words_are_text(visitor):
    hostile = "<script>alert(1)</script> & “quoted”"
    banner(hostile)
    assert shown(visitor).replace("\xa0", " ") == hostile


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, None),
        ({"ends_at": T}, "ends_at"),
        ({"ends_at": T - SECOND}, "ends_at"),
        ({"text": ""}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"language": "de"}, "language"),
        ({"severity": "worst"}, "severity"),
        ({"starts_at": None}, "starts_at"),
        ({"page": True}, "link_text"),
    ],
)
def test_a_banner_is_checked(changed, wrong, homes):
    if changed.get("page"):
        changed = {"page": homes["en"]}
    made = AlertBanner(
        **{"language": "en", "text": "Words", "starts_at": T, "ends_at": T + HOUR, "link_text": "", **changed}
    )
    if wrong is None:
        made.full_clean()
        return
    with pytest.raises(ValidationError) as error:
        made.full_clean()
    assert set(error.value.message_dict) == {wrong}
