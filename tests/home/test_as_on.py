"""An editor sees the site as on another instant; nobody else does, and nothing keeps it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from portal.accounts.roles import Role
from portal.publication.models import EvidenceEntry
from tests.announcements.reading import soup
from tests.factories import announcements, polls, records
from tests.factories.people import speaks_english

pytestmark = pytest.mark.django_db

T0 = datetime(2022, 11, 14, 18, tzinfo=UTC)
NOW = T0 - timedelta(days=5)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def page():
    return records.page(polls.poll(), title="Zqpoll")


def answer(client, at, path="/en/", **asked):
    asked = urlencode({"path": path, "at": at if isinstance(at, str) else at.isoformat(), **asked})
    return client.get(f"{reverse('as_on_answer')}?{asked}")


@pytest.mark.parametrize(("instant", "status"), [(T0 - SECOND, 200), (T0, 451), (T0 + 6 * 86400 * SECOND, 200)])
def test_a_poll_is_seen_as_the_law_will_have_it(login, visitor, page, instant, status):
    response = answer(login(Role.PRESS_EDITOR), instant, page.url_path)
    assert response.status_code == status
    assert ("Zqpoll" in response.content.decode()) == (status == 200)
    assert "no-store" in response["Cache-Control"]
    assert (response["X-Frame-Options"], response["Content-Security-Policy"]) == ("SAMEORIGIN", "sandbox")
    # The public goes on as before, and the log tells nothing that didn't happen.
    assert visitor.get(page.url_path).status_code == 200
    assert not EvidenceEntry.objects.filter(kind="closed").exists()


def test_without_an_offset_it_is_the_commission_s_time(login, page):
    assert answer(login(Role.PRESS_EDITOR), "2022-11-14T23:59:59", page.url_path).status_code == 200
    assert answer(login(Role.PRESS_EDITOR), "2022-11-15T00:00:00", page.url_path).status_code == 451


def test_it_is_what_a_visitor_without_a_login_gets(login, page):
    response = answer(login(Role.PRESS_EDITOR), NOW)
    assert "wagtail-userbar" not in response.content.decode()
    assert not response.cookies


def test_a_draft_is_seen_by_who_may_write_or_publish_it(login):
    draft = announcements.announcement("en", title="Zqdraft", live=False)
    seen = answer(login(Role.PRESS_EDITOR), T0, draft_of=draft.pk)
    assert "Zqdraft" in seen.content.decode()
    assert answer(login(Role.AUDITOR), T0, draft_of=draft.pk).status_code in (302, 403)


def test_only_people_who_write_get_in(visitor):
    for name in ("as_on", "as_on_answer"):
        assert visitor.get(reverse(name)).status_code == 302


WRONG = [{"at": ""}, {"at": "x" * 2000}, {"path": ""},
         {"at": "2022-13-45T99:99"}, {"at": "0001-01-01T00:00"}, {"at": "9999-12-31T23:59"},
         {"path": "https://example.com/"}, {"path": "//example.com/"}, {"path": "/admin/"}, {"path": "\x00"},
         {"path": "[" * 500}, {"path": "//["}, {"draft_of": "x"}, {"draft_of": "9" * 30}]  # fmt: skip


@pytest.mark.parametrize("asked", WRONG)
def test_what_makes_no_sense_is_said_and_breaks_nothing(login, asked):
    editor = login(Role.PRESS_EDITOR)
    asked = urlencode({"path": "/en/", "at": NOW.isoformat(), **asked})
    assert editor.get(f"{reverse('as_on')}?{asked}").status_code == 200
    assert editor.get(f"{reverse('as_on_answer')}?{asked}").status_code in (400, 404)


def test_the_form_shows_the_answer_in_a_frame_that_can_do_nothing(login, page):
    editor = login(Role.PRESS_EDITOR)
    speaks_english(editor.user)
    shown = soup(editor, f"{reverse('as_on')}?{urlencode({'path': page.url_path, 'at': T0.isoformat()})}")
    frame = shown.find("iframe")
    assert frame.has_attr("sandbox")
    assert not frame["sandbox"]
    assert "15 November 2022, 00:00 (UTC+6)" in shown.get_text()
    assert editor.get(frame["src"]).status_code == 451
    edit = soup(editor, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert any(reverse("as_on") in link["href"] for link in edit.select("a[href]"))
