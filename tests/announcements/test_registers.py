"""The registers as editors read them: lists, filters, sorting, export, history; and the report of instructions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from announcements.models import Event, EventPage, Meeting, MeetingPage
from portal.accounts.roles import Role
from tests.announcements import admin
from tests.announcements.lists import column, exported, languages, listed
from tests.factories import elections, people, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
EDITOR, OFFICER, REGISTRAR, ELECTIONS, AUDITOR = Role


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(login):
    return login(OFFICER)


@pytest.fixture
def read(officer):
    return lambda address: listed(officer, address)


@pytest.mark.parametrize("kind", ["meeting", "event"])
def test_the_list_says_how_far_each_language_is(read, officer, kind):
    record = getattr(records, kind)()
    records.page(record, "kk")
    records.page(record, "ru", live=False)
    (cell,) = languages(read(admin.address(type(record), "list")))
    kk, ru, en = (part.split(" ", 1) for part in cell.split(", "))
    assert [code for code, _state in (kk, ru, en)] == ["kk", "ru", "en"]
    states = [kk[1], ru[1], en[1]]
    assert len(set(states)) == 3
    # Another language's edit of what is live is told apart too.
    page = records.page(record, "en")
    page.title = "Changed"
    page.save_revision()
    (cell,) = languages(read(admin.address(type(record), "list")))
    assert cell.split(", ")[2].removeprefix("en ") not in states


@pytest.mark.parametrize(("kind", "name"), [("meeting", "meeting_pages"), ("event", "event_pages")])
def test_the_list_of_pages_says_it_too_whatever_the_language(read, kind, name):
    record = getattr(records, kind)()
    records.pages(record)
    records.page(getattr(records, kind)(), "ru", live=False)
    rows = read(reverse(f"{name}:index"))
    assert len(rows) == 4
    cells = [next(cell for cell in row if "kk " in cell and ", ru " in cell) for row in rows]
    assert len(set(cells)) == 2, "three translations, and one alone"


def test_meetings_are_filtered_and_sorted(read):
    election = elections.election()
    for number, days in (("Zq1", 1), ("Zq2", 3), ("Zq3", 2)):
        records.meeting(
            number=number,
            starts_at=NOW + timedelta(days=days),
            convocation=days,
            state="cancelled" if number == "Zq2" else "announced",
            election=election if number == "Zq3" else None,
        )
    names = ("Zq1", "Zq2", "Zq3")
    path = admin.address(Meeting, "list")
    for query, expected in {
        "": ["Zq2", "Zq3", "Zq1"],
        "?ordering=starts_at": ["Zq1", "Zq3", "Zq2"],
        "?ordering=-starts_at": ["Zq2", "Zq3", "Zq1"],
        "?state=cancelled": ["Zq2"],
        "?convocation=2": ["Zq3"],
        f"?election={election.pk}": ["Zq3"],
        "?q=Zq1": ["Zq1"],
        "?q=Zq9": [],
    }.items():
        assert column(read(path + query), *names) == expected, query


def test_events_are_filtered_and_sorted(read):
    for name, kind, state, days in (
        ("Zq1", "visit", "announced", 1),
        ("Zq2", "training", "moved", 3),
        ("Zq3", "visit", "cancelled", 2),
    ):
        moved_from = NOW if state == "moved" else None
        start = NOW + timedelta(days=days)
        records.event(name=name, kind=kind, state=state, starts_at=start, moved_from=moved_from)
    for query, expected in {
        "?ordering=starts_at": ["Zq1", "Zq3", "Zq2"],
        "?kind=visit&ordering=starts_at": ["Zq1", "Zq3"],
        "?state=moved": ["Zq2"],
        "?q=Zq3": ["Zq3"],
    }.items():
        assert column(read(admin.address(Event, "list") + query), "Zq1", "Zq2", "Zq3") == expected, query


def test_meetings_are_found_by_the_words_of_their_agenda(read):
    records.meeting(number="Zq1", items=[records.item("On ballot papers")])
    records.meeting(number="Zq2", items=[records.item("On observers")])
    assert column(read(admin.address(Meeting, "list") + "?q=observers"), "Zq1", "Zq2") == ["Zq2"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("model", [Meeting, Event])
def test_what_is_listed_is_exported(officer, model, kind):
    chair = people.person("Zqchair")
    election = elections.election()
    for number, hour in (("Zq1", 12), ("Zq2", 13)):
        own = {"number": number, "chair": chair, "convocation": 7} if model is Meeting else {"name": number}
        make = records.meeting if model is Meeting else records.event
        make(
            **own,
            starts_at=datetime(2022, 11, 14, hour - 6, tzinfo=UTC),
            place=records.texts("Zqhall"),
            state="cancelled" if number == "Zq2" else "announced",
            election=election,
        )
    address = admin.address(model, "list")
    head, *rows = exported(officer, f"{address}?ordering=starts_at", kind)
    assert [str(row[0]) for row in rows] == ["Zq1", "Zq2"]
    for row in rows:
        text = " ".join(map(str, row))
        for expected in ("Zqhall", "Asia/Almaty", "2022-11-14", str(election.short_title)):
            assert expected in text
    assert "Zqchair" in " ".join(map(str, rows[0])) or model is Event
    assert len(head) == len(rows[0])
    assert [str(row[0]) for row in exported(officer, f"{address}?state=cancelled", kind)[1:]] == ["Zq2"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("model", [Meeting, Event])
def test_an_exported_time_is_not_mistaken_for_another(officer, model, kind):
    """Beside the name of its zone stands what the clocks there show, or the offset that says otherwise."""
    make = records.meeting if model is Meeting else records.event
    make(starts_at=datetime(2022, 11, 14, 6, tzinfo=UTC))
    _head, row = exported(officer, admin.address(model, "list"), kind)
    text = " ".join(map(str, row))
    assert "2022-11-14 12:00" in text or "2022-11-14 06:00:00+00:00" in text


@pytest.mark.parametrize("kind", ["meeting", "event"])
def test_history_says_who_did_what(login, officer, kind):
    editor = login(EDITOR)
    record = getattr(records, kind)(live=False)
    admin.edit(editor, record, "submit", stream_url="https://stream.example/")
    admin.decide(officer, record)
    admin.edit(editor, record, stream_url="https://other.example/")
    text = editor.get(admin.address(type(record), "history", record.pk)).content.decode()
    for client in (editor, officer):
        assert client.user.get_full_name() or client.user.username in text
    first, last = record.revisions.order_by("pk").first(), record.revisions.order_by("pk").last()
    compare = admin.address(type(record), "revisions_compare", record.pk, first.pk, last.pk)
    assert "https://other.example/" in editor.get(compare).content.decode()
    revert = admin.address(type(record), "revisions_revert", record.pk, first.pk)
    assert editor.get(revert).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["place", "items-0-title", "items-0-decision"])
def test_who_approves_sees_a_change_in_any_language(login, name, language):
    """Nobody could approve a word that the comparison doesn't show."""
    editor = login(EDITOR)
    before = records.texts("Zqbefore")
    meeting = records.meeting(place=before, items=[records.item("Zqbefore", decision=before)])
    admin.edit(editor, meeting, **{f"{name}_{language}": "Zqafter"})
    first, last = meeting.revisions.order_by("pk").first(), meeting.revisions.order_by("pk").last()
    response = editor.get(admin.address(Meeting, "revisions_compare", meeting.pk, first.pk, last.pk))
    assert response.status_code == 200
    assert "Zqafter" in response.content.decode()


@pytest.mark.parametrize("kind", ["meeting", "event"])
def test_inspection_shows_the_facts(login, kind):
    record = getattr(records, kind)(place=records.texts("Zqhall"), stream_url="https://stream.example/")
    path = admin.address(type(record), "inspect", record.pk)
    for role in (EDITOR, OFFICER, AUDITOR):
        text = login(role).get(path).content.decode()
        assert "Zqhall" in text
        assert "https://stream.example/" in text


# --- Who may do what ---

NAMES = {
    "list": {EDITOR, OFFICER, AUDITOR},
    "inspect": {EDITOR, OFFICER, AUDITOR},
    "add": {EDITOR, OFFICER},
    "edit": {EDITOR, OFFICER},
    "delete": {OFFICER},
}


@pytest.mark.parametrize("kind", ["meeting", "event"])
@pytest.mark.parametrize("name", NAMES)
def test_who_is_let_in(login, kind, name):
    record = getattr(records, kind)()
    path = admin.address(type(record), name, *([] if name in {"list", "add"} else [record.pk]))
    let_in = {role for role in Role if login(role).get(path).status_code == 200}
    assert {role.name for role in let_in} == {role.name for role in NAMES[name]}


@pytest.mark.parametrize("role", [REGISTRAR, ELECTIONS, AUDITOR])
@pytest.mark.parametrize("kind", ["meeting", "event"])
def test_who_only_reads_changes_nothing(login, role, kind):
    record = getattr(records, kind)()
    page = records.page(record)
    client, model = login(role), type(record)
    data = (admin.meeting_data if kind == "meeting" else admin.event_data)(stream_url="https://crafted.example/")
    for name, args in (("add", ()), ("edit", (record.pk,)), ("delete", (record.pk,)), ("unpublish", (record.pk,))):
        assert admin.send(client, admin.address(model, name, *args), data, "publish").status_code in {302, 403}
    admin.post_page(client, record, action="publish", slug="crafted")
    client.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
    record.refresh_from_db()
    page.refresh_from_db()
    assert (record.live, record.stream_url, page.live, model.objects.count()) == (True, "", True, 1)
    assert record.revisions.count() == 1
    assert MeetingPage.objects.count() + EventPage.objects.count() == 1
