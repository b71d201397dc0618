"""No cache may keep an answer past the next instant at which it can differ."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine

from home.models import AlertBanner
from portal.publication.boundaries import next_change
from tests.factories import announcements, elections, forms

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# The commission's midnight after T, and the day that then begins.
MIDNIGHT = datetime(2026, 3, 5, 19, 0, tzinfo=UTC)
TOMORROW = date(2026, 3, 6)
PATHS = ["/en/", "/en/announcements/", "/en/announcements/feed/", "/en/feed/", "/en/feeds/", "/sitemap.xml",
         "/en/search/?q=words", "/en/announcements/no-such-page/", "/robots.txt", "/"]  # fmt: skip


def at(instant):
    return time_machine.travel(instant, tick=False)


def a_new_page(client):
    forms.add_announcement(client, "en", title="New", slug="new", go_live_at=T)
    return T


def an_edit(client):
    forms.edit_announcement(client, announcements.announcement(), title="Edited", go_live_at=T)
    return T


def an_expiry(client):
    announcements.announcement(expire_at=T)
    return T


def a_banner_that_starts(client):
    AlertBanner.objects.create(language="en", text="Soon", starts_at=T, ends_at=T + timedelta(days=1))
    return T


def a_banner_that_ends(client):
    AlertBanner.objects.create(language="en", text="Now", starts_at=T - timedelta(days=9), ends_at=T)
    return T


def a_midnight_of_a_countdown(client):
    elections.election(days=[date(2026, 4, 1)])
    return MIDNIGHT


def an_election_to_be_called(client):
    elections.election(days=[date(2026, 4, 1)], called_on=TOMORROW)
    return MIDNIGHT


def a_key_date_at_an_instant(client):
    elections.election(key_dates=[T])
    return T


SOURCES = [a_new_page, an_edit, an_expiry, a_banner_that_starts, a_banner_that_ends,
           a_midnight_of_a_countdown, an_election_to_be_called, a_key_date_at_an_instant]  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_is_a_boundary(source, press_officer):
    with at(T - timedelta(hours=1)):
        boundary = source(press_officer)
    assert next_change(boundary - SECOND) == boundary
    assert next_change(boundary) != boundary


@pytest.mark.parametrize("source", SOURCES)
def test_lifetimes_end_one_second_before_the_boundary(source, press_officer, visitor):
    with at(T - timedelta(hours=1)):
        boundary = source(press_officer)
    for before, until in [(90, -30), (60, -1), (30, -1), (1, -1)]:
        with at(boundary - before * SECOND):
            response = visitor.get("/en/announcements/")
        assert response["Cache-Control"] == "public"
        assert parsedate_to_datetime(response["Expires"]) == boundary + until * SECOND, before


def test_the_hours_of_the_eve_are_boundaries(visitor):
    """Polls open at 7:00 in Almaty, 02:00 UTC: what is said in whole hours changes on the hour."""
    with at(T):
        elections.election(days=[TOMORROW], areas=["Asia/Almaty"])
    with at(datetime(2026, 3, 5, 20, 59, 30, tzinfo=UTC)):
        response = visitor.get("/en/")
    assert parsedate_to_datetime(response["Expires"]) < datetime(2026, 3, 5, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize("path", PATHS)
def test_public_answers_may_be_kept_a_minute_and_know_no_visitor(path, visitor):
    with at(T):
        response = visitor.get(path)
    assert response["Cache-Control"] == "public"
    assert parsedate_to_datetime(response["Expires"]) == T + timedelta(seconds=60)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "max-age" not in response["Cache-Control"]


@pytest.mark.parametrize("path", PATHS)
def test_who_chose_a_view_gets_answers_of_their_own(path, visitor):
    visitor.cookies["view"] = "150.light"
    response = visitor.get(path)
    assert response["Cache-Control"] == "private, no-store"
    assert "Expires" not in response


def test_the_form_that_chooses_a_view_is_kept_by_nobody(visitor):
    response = visitor.post("/en/view/", {"size": "150", "colours": "light", "next": "/en/"})
    assert response["Cache-Control"] == "private, no-store"
    assert response.cookies["view"].value == "150.light"
    assert visitor.get("/en/")["Cache-Control"] == "private, no-store"


def test_a_conditional_feed_request_is_cut_to_the_boundary_too(press_officer, visitor):
    with at(T - timedelta(hours=1)):
        a_new_page(press_officer)
    with at(T - 30 * SECOND):
        first = visitor.get("/en/feed/")
        again = visitor.get("/en/feed/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert parsedate_to_datetime(again["Expires"]) == T - SECOND
    with at(T):
        assert visitor.get("/en/feed/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_what_is_scheduled_within_the_second_is_not_overlooked(press_officer, visitor):
    with at(T - 30 * SECOND):
        assert visitor.get("/en/")["Expires"]
        a_new_page(press_officer)
        assert parsedate_to_datetime(visitor.get("/en/")["Expires"]) == T - SECOND


def test_a_demonstration_as_on_another_instant_is_kept_by_nobody(visitor):
    from portal import clock

    with clock.as_on(T):
        assert visitor.get("/en/")["Cache-Control"] == "private, no-store"
