"""A page needs its facts, and all its languages the same: what is taken away, from under what, and by whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from announcements.models import Meeting
from tests.announcements import admin
from tests.factories import files, people, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
PAGE = "/en/meetings/zqpage/"


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(NOW):
        yield


@pytest.fixture
def officer(press_officer, english):
    return press_officer


def agenda(visitor, address=PAGE):
    response = visitor.get(address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [" ".join(heading.get_text().split()) for heading in soup.select(".agenda h3")]


def words(**fields):
    return {"title": "Zqtitle", "slug": "zqpage", **fields}


def said_at(client, response):
    """The one message that stands where an answer leads to."""
    (message,) = client.get(response["Location"]).context["messages"]
    return str(message).strip()


def row(record):
    return type(record).objects.get(pk=record.pk)


def test_facts_are_not_unpublished_under_their_pages(officer, login, visitor):
    meeting = records.meeting()
    records.page(meeting, slug="zqpage")
    for client in (officer, login(superuser=True)):
        response = client.post(admin.address(Meeting, "unpublish", meeting.pk))
        assert response.status_code in {302, 403}
        assert row(meeting).live
    assert b"20260310T120000" in visitor.get(f"{PAGE}calendar.ics").content


@pytest.mark.parametrize("kind", ["meeting", "event"])
@pytest.mark.parametrize("state", ["live", "draft"])
def test_a_fact_that_a_page_stands_on_is_not_deleted(officer, login, kind, state):
    record = getattr(records, kind)(live=state == "live")
    page = records.page(record, live=state == "live")
    bulk = reverse("wagtail_bulk_action", args=("announcements", kind, "delete")) + f"?id={record.pk}"
    for client in (officer, login(superuser=True)):
        for path in (admin.address(type(record), "delete", record.pk), bulk):
            assert client.get(path).status_code < 500
            assert client.post(path).status_code in {200, 302, 403}
    assert row(record).live == (state == "live")
    assert row(page).record == row(record)


@pytest.mark.parametrize("state", ["live", "draft"])
def test_an_officer_deletes_a_fact_that_nothing_stands_on(officer, state):
    meeting = records.meeting(live=state == "live", items=[records.item()])
    assert officer.post(admin.address(Meeting, "delete", meeting.pk)).status_code == 302
    assert not Meeting.objects.exists()


# What only an unpublished change names, and how to make it disappear meanwhile.
def _named_by(kind):
    if kind == "chair":
        gone = people.person()
        return gone, {"chair": str(gone.pk)}
    if kind == "briefing":
        gone = records.event(live=False)
        return gone, {"briefing": str(gone.pk)}
    if kind == "rapporteur":
        gone = people.person()
        return gone, {"items-0-rapporteur": str(gone.pk)}
    if kind == "document":
        gone = files.document()
        new = {"id": "", "kind": "other", "document": str(gone.pk), "ORDER": "1", "DELETE": ""}
        return gone, {"documents-TOTAL_FORMS": "1", **{f"documents-0-{name}": value for name, value in new.items()}}
    gone = records.resolution(live=False)
    new = {"id": "", "resolution": str(gone.pk), "ORDER": "1", "DELETE": ""}
    return gone, {"items-0-acts-TOTAL_FORMS": "1", **{f"items-0-acts-0-{name}": value for name, value in new.items()}}


@pytest.mark.parametrize("kind", ["chair", "rapporteur", "briefing", "resolution", "document"])
def test_what_a_draft_names_may_disappear_without_breaking_the_draft(editor, officer, visitor, kind):
    meeting = records.meeting(items=[records.item("Before")])
    records.page(meeting, slug="zqpage")
    gone, named = _named_by(kind)
    admin.edit(editor, meeting, number="77", **named)
    gone.delete()
    for client in (editor, officer):
        sent = admin.inputs(client, admin.address(Meeting, "edit", meeting.pk))
        assert sent["number"] == "77", "the rest of the change is still there"
    assert agenda(visitor) == ["Before en"]


def test_a_page_whose_draft_names_a_deleted_event_still_opens_and_is_not_published(editor, officer, visitor):
    page, gone = records.page(records.event(), slug="zqpage"), records.event(live=False)
    path = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    admin.taken(admin.send(editor, path, admin.page_data(gone, **words()), "submit"))
    gone.delete()
    assert editor.get(path).status_code == 200
    response = admin.decide(officer, page)
    assert said_at(officer, response) == "What this page stands on was deleted. Choose it anew."
    assert "Zqtitle" not in visitor.get("/en/events/zqpage/").content.decode()


@pytest.mark.parametrize("kind", ["meeting", "event"])
def test_a_subscriber_never_gets_one_thing_twice(officer, visitor, kind):
    """Two pages in one language on one record would be two events with one UID (RFC 5545, 3.8.4.7)."""
    record = getattr(records, kind)()
    records.page(record)
    response = admin.post_page(officer, record, action="publish", **words())
    assert response.status_code in {200, 302}
    text = visitor.get("/en/events/calendar.ics").content.decode()
    uids = [line for line in text.splitlines() if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == 1


def test_the_translations_of_a_page_stand_on_the_same_facts(officer):
    meeting, other = records.meeting(), records.meeting()
    made = records.pages(meeting)
    path = reverse("wagtailadmin_pages:edit", args=(made["ru"].pk,))
    data = admin.page_data(meeting, title="Zqtitle", slug=made["ru"].slug) | {"meeting": str(other.pk)}
    admin.send(officer, path, data, "publish")
    stand_on = {row(made[language]).meeting_id for language in LANGUAGES}
    assert len(stand_on) == 1


def test_a_copy_of_a_page_is_a_draft_that_needs_facts_of_its_own(officer, visitor):
    meeting, other = records.meeting(), records.meeting()
    page = records.page(meeting, slug="zqpage")
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "publish_copies": "on"}
    officer.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data)
    copied = type(page).objects.get(slug="copy")
    assert not copied.live
    path = reverse("wagtailadmin_pages:edit", args=(copied.pk,))
    for record, expected in ((meeting, 404), (other, 200)):
        officer.post(path, {**admin.page_data(record, **words(slug="copy")), "action-publish": "yes"})
        assert visitor.get("/en/meetings/copy/").status_code == expected


def test_the_second_page_of_one_language_is_refused_and_the_officer_reads_why(editor, officer, visitor):
    meeting = records.meeting()
    page = admin.add_page(editor, meeting, action="submit", **words())
    records.page(meeting, slug="first")
    response = admin.decide(officer, page)
    assert said_at(officer, response) == "It has a page in this language already."
    assert visitor.get(PAGE).status_code == 404
    assert admin.open_task(page).status == "in_progress"


def test_an_approval_of_a_page_whose_facts_lack_something_says_what(editor, officer, visitor):
    meeting = admin.add(editor, Meeting, admin.meeting_data([admin.item("Complete")]))
    page = admin.add_page(editor, meeting, action="submit", **words())
    admin.edit(editor, meeting, **{f"items-0-title_{language}": "" for language in LANGUAGES})
    response = admin.decide(officer, page)
    assert said_at(officer, response) == "Agenda item 1. Title: This field cannot be blank."
    assert visitor.get(PAGE).status_code == 404
    assert not row(meeting).live
