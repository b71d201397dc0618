"""How a meeting is written, approved, published and taken back, through the admin's own forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from announcements.models import Event, Meeting, MeetingPage, Resolution
from portal.accounts.roles import Role
from tests.announcements import admin
from tests.factories import files, people, records

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PAGE = "/en/meetings/zqpage/"
SURFACES = (
    PAGE,
    f"{PAGE}calendar.ics",
    "/en/",
    "/en/feed/",
    "/en/meetings/",
    "/en/meetings/feed/",
    "/en/events/?month=2026-03",
    "/en/events/calendar.ics",
    "/en/search/?q=zqtitle",
    "/en/search/?q=zqitem",
    "/sitemap.xml",
)


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(NOW):
        yield


@pytest.fixture
def editor(login):
    return login(Role.PRESS_EDITOR)


@pytest.fixture
def officer(login):
    return login(Role.PRESS_OFFICER)


def seen(visitor):
    """Where a visitor finds the page at PAGE, or anything of its meeting."""
    found = set()
    for address in SURFACES:
        response = visitor.get(address)
        assert response.status_code in {200, 404}, address
        text = response.content.decode()
        if response.status_code == 200 and any(mark in text for mark in ("zqpage", "Zqitem", "Zqhall", "Zqtitle")):
            found.add(address)
    return found


def agenda(visitor, address=PAGE):
    response = visitor.get(address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [" ".join(heading.get_text().split()) for heading in soup.select(".agenda h3")]


def draft(client, items=None, **fields):
    items = [admin.item("Zqitem")] if items is None else items
    return admin.add(client, Meeting, admin.meeting_data(items, **admin.spoken("place", "Zqhall"), **fields))


def words(**fields):
    return {"title": "Zqtitle", "slug": "zqpage", **fields}


def row(record):
    return type(record).objects.get(pk=record.pk)


def test_an_editor_writes_everything_and_an_officer_approves(editor, officer, visitor):
    speaker, act, file = people.person(), records.resolution("12/3"), files.document()
    items = [
        admin.item("First", acts=[act], instructions=[admin.instruction("Akims", "To list")], rapporteur=speaker.pk),
        admin.item("Second", text="Its text", decision="Taken note of"),
    ]
    briefing = records.event()
    data = admin.meeting_data(items, [file], chair=str(speaker.pk), briefing=str(briefing.pk))
    meeting = admin.add(editor, Meeting, data)
    assert (meeting.live, meeting.number, meeting.convocation) == (False, "7", 7)
    first, second = meeting.items.all()
    assert [row.resolution for row in first.acts.all()] == [act]
    assert [(str(task.addressee), str(task.due_on)) for task in first.instructions.all()] == [
        ("Akims kk", "2026-04-01")
    ]
    assert (first.rapporteur, second.rapporteur, second.decision["ru"]) == (speaker, None, "Taken note of")
    assert (meeting.chair, meeting.briefing, meeting.documents.get().document) == (speaker, briefing, file)

    admin.edit(editor, meeting, "submit", number="8")
    page = admin.add_page(editor, meeting, action="submit", **words())
    assert not row(meeting).live
    assert seen(visitor) == set()
    for thing in (meeting, page):
        assert admin.decide(editor, thing).status_code in {302, 403}
        assert not row(thing).live
    assert admin.decide(officer, meeting).status_code == 302
    assert (row(meeting).live, row(meeting).number) == (True, "8")
    assert seen(visitor) == set(), "facts without a page are nowhere"
    assert admin.decide(officer, page).status_code == 302
    assert agenda(visitor) == ["First en", "Second en"]


@pytest.mark.parametrize("action", ["publish", "submit", ""])
def test_nothing_that_an_editor_sends_is_public(editor, visitor, action):
    meeting = draft(editor)
    admin.edit(editor, meeting, action, number="8")
    page = admin.add_page(editor, meeting, action=action, **words())
    assert (row(meeting).live, row(page).live) == (False, False)
    assert seen(visitor) == set()


@pytest.mark.parametrize("action", ["publish", "submit", ""])
def test_a_change_by_an_editor_waits_for_an_officer(editor, officer, visitor, action):
    meeting = records.meeting(items=[records.item("Before")], place=records.texts("Here"))
    records.page(meeting, slug="zqpage")
    changes = {"items-0-title_en": "Zqitem", "place_en": "Zqhall", "starts_at": "2026-03-11 12:00"}
    admin.edit(editor, meeting, action, **changes)
    assert agenda(visitor) == ["Before en"]
    assert "Zqhall" not in visitor.get(PAGE).content.decode()
    assert (row(meeting).live, row(meeting).starts_at) == (True, records.NOON)
    if action == "submit":
        assert admin.decide(officer, meeting).status_code == 302
        assert agenda(visitor) == ["Zqitem"]
        assert row(meeting).starts_at == records.NOON + timedelta(days=1)


@pytest.mark.parametrize("how", ["published", "approved"])
def test_the_first_page_publishes_its_facts_with_it(editor, officer, visitor, how):
    meeting = draft(editor)
    if how == "published":
        page = admin.add_page(officer, meeting, action="publish", **words())
    else:
        page = admin.add_page(editor, meeting, action="submit", **words())
        assert not row(meeting).live
        admin.decide(officer, page)
    assert (row(page).live, row(meeting).live) == (True, True)
    assert seen(visitor) == set(SURFACES)


def test_a_later_page_publishes_no_change_of_the_facts(editor, officer, visitor):
    meeting = draft(editor)
    admin.add_page(officer, meeting, action="publish", **words())
    admin.edit(editor, meeting, **{"items-0-title_en": "Not approved"})
    admin.add_page(officer, meeting, "ru", action="publish", **words())
    for address in (PAGE, PAGE.replace("/en/", "/ru/")):
        assert "Not approved" not in visitor.get(address).content.decode()


def test_with_a_page_for_later_the_facts_are_approved_and_nothing_is_public(editor, officer, visitor):
    later = NOW + timedelta(days=1)
    meeting = draft(editor)
    page = admin.add_page(officer, meeting, action="publish", go_live_at=later, **words())
    assert (row(meeting).live, row(page).live) == (True, False)
    assert seen(visitor) == set()
    with at(later - SECOND):
        assert seen(visitor) == set()
    with at(later):
        assert seen(visitor) == set(SURFACES)
    assert row(page).first_published_at == later


INCOMPLETE = {
    "an item without a title": {"items": [("",)]},
    "a second item without a title": {"items": [("Zqitem",), ("",)]},
    "an instruction to nobody": {"items": [("Zqitem", {"addressee": ""})]},
    "an instruction without a task": {"items": [("Zqitem", {"task": ""})]},
}


def _items(case):
    return [
        admin.item(title, instructions=[admin.instruction(**wrong) for wrong in rest])
        for title, *rest in INCOMPLETE[case]["items"]
    ]


@pytest.mark.parametrize("case", INCOMPLETE)
def test_what_is_incomplete_may_be_kept_but_not_submitted_or_published(editor, officer, case):
    for client, action in ((editor, "submit"), (officer, "publish")):
        data = admin.meeting_data(_items(case))
        response = admin.send(client, admin.address(Meeting, "add"), data, action)
        assert admin.refused(response)
        kept = BeautifulSoup(response.content, "html.parser").select_one("[name=number]")
        assert kept["value"] == "7", "what was typed is still there"
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("case", INCOMPLETE)
def test_what_is_incomplete_does_not_become_public_with_a_page(editor, officer, case):
    meeting = draft(editor, _items(case))
    response = admin.post_page(officer, meeting, action="publish", **words())
    assert response.status_code in {200, 302}
    assert not row(meeting).live


def test_two_hundred_items_go_through_the_form(editor, officer):
    many = [admin.item(f"Item {n}", instructions=[admin.instruction()]) for n in range(200)]
    meeting = admin.add(officer, Meeting, admin.meeting_data(many), "publish")
    assert [str(item.title) for item in meeting.agenda] == [f"Item {n} kk" for n in range(200)]
    admin.edit(editor, meeting, number="8")
    assert row(meeting).items.count() == 200
    revision = meeting.latest_revision.as_object()
    assert (revision.number, revision.items.count()) == ("8", 200)


def test_items_are_reordered_and_taken_out(officer):
    meeting = records.meeting(items=[records.item(title) for title in ("A", "B", "C")])
    orders = {f"items-{n}-ORDER": str(order) for n, order in enumerate((3, 2, 1))}
    admin.edit(officer, meeting, "publish", **orders, **{"items-1-DELETE": "on"})
    assert [item.title["en"] for item in row(meeting).agenda] == ["C en", "A en"]


def test_a_preview_shows_the_facts_as_last_written(editor):
    act = records.resolution("9/9", live=False)
    meeting = draft(editor, [admin.item("Zqitem", acts=[act])])
    path = reverse(
        "wagtailadmin_pages:preview_on_add", args=("announcements", "meetingpage", admin.section_of(meeting).pk)
    )
    assert editor.post(path, admin.page_data(meeting, **words())).json()["is_valid"]
    text = editor.get(path, {"mode": ""}).content.decode()
    assert "Zqitem en" in text
    assert "9/9" not in text
    assert Resolution.objects.filter(live=True).count() == 0


@pytest.mark.parametrize("missing", ["title", "lead", "meeting"])
def test_a_page_without_its_first_facts_is_answered_with_a_sentence(officer, missing):
    meeting = records.meeting()
    data = admin.page_data(meeting, **words()) | {missing: ""}
    path = reverse("wagtailadmin_pages:add", args=("announcements", "meetingpage", admin.section_of(meeting).pk))
    assert admin.refused(admin.send(officer, path, data, "publish"))
    assert not MeetingPage.objects.exists()


@pytest.mark.parametrize(
    ("model", "order"),
    [
        (Meeting, ["number", "convocation", "election", "starts_at", "ends_at", "zone", "place_kk", "state",
                   "moved_from", "note_kk", "chair", "stream_url", "briefing", "items-TOTAL_FORMS",
                   "documents-TOTAL_FORMS"]),
        (Event, ["name", "kind", "election", "starts_at", "ends_at", "zone", "place_kk", "state", "moved_from",
                 "note_kk", "accreditation_until", "contact_kk", "stream_url"]),
    ],
)  # fmt: skip
def test_the_fields_stand_in_order_with_their_help(editor, model, order):
    soup = BeautifulSoup(editor.get(admin.address(model, "add")).content, "html.parser")
    names = [field["name"] for field in soup.select("form [name]")]
    places = [names.index(name) for name in order]
    assert places == sorted(places)
    help_texts = " ".join(element.get_text() for element in soup.select(".w-field__help, .help"))
    for name in ("starts_at", "zone", "moved_from", "note"):
        assert str(model._meta.get_field(name).help_text) in help_texts
