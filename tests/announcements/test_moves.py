"""What happens in a subscribed calendar when something is moved or cancelled: one rise of SEQUENCE, the same UID."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from announcements.models import Event, Meeting
from portal.accounts.roles import Role
from tests.announcements import admin
from tests.announcements.reading import calendar, soup, words
from tests.factories import elections, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
ALL = "/{}/events/calendar.ics"
KINDS = pytest.mark.parametrize("kind", ["meeting", "event"])


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(login):
    return login(Role.PRESS_OFFICER)


@pytest.fixture
def editor(login):
    return login(Role.PRESS_EDITOR)


def only(visitor, language="en"):
    """The one event that a subscriber has: UID, SEQUENCE, STATUS, its start in UTC."""
    ((uid, event),) = calendar(visitor, ALL.format(language)).items()
    return uid, int(event["SEQUENCE"]), str(event["STATUS"]), event["DTSTART"].dt.astimezone(UTC)


# What is changed in the form, and by how much the sequence rises.
CHANGES = {
    "nothing": ({}, 0),
    "the start": ({"starts_at": "2026-03-11 12:00"}, 1),
    "start and state": ({"starts_at": "2026-03-11 12:00", "state": "moved"}, 1),
    "the end": ({"ends_at": "2026-03-10 14:00"}, 1),
    "the zone": ({"zone": "Asia/Tokyo"}, 1),
    "the place": ({"place_en": "The other hall"}, 1),
    "everything at once": ({"starts_at": "2026-03-11 12:00", "zone": "Asia/Tokyo", "place_en": "Elsewhere"}, 1),
    "cancelled": ({"state": "cancelled"}, 1),
    "the note": ({"note_en": "A note"}, 0),
    "the broadcast": ({"stream_url": "https://stream.example/"}, 0),
}


@KINDS
@pytest.mark.parametrize("change", CHANGES)
def test_the_sequence_rises_once_for_each_change_that_counts(officer, visitor, kind, change):
    record = getattr(records, kind)()
    records.pages(record)
    before = only(visitor)
    changes, rise = CHANGES[change]
    admin.edit(officer, record, "publish", **changes)
    after = only(visitor)
    assert (after[0], after[1] - before[1]) == (before[0], rise)
    admin.edit(officer, record, "publish")
    assert only(visitor) == after, "publishing the same again changes nothing"
    assert {only(visitor, language) for language in LANGUAGES} == {after}


@KINDS
def test_drafts_and_approval_rise_it_once(editor, officer, visitor, kind):
    record = getattr(records, kind)()
    records.page(record)
    before = only(visitor)
    for day in (11, 12, 13):
        admin.edit(editor, record, starts_at=f"2026-03-{day} 12:00")
        assert only(visitor) == before, "a draft is nowhere"
    admin.edit(editor, record, "submit", state="moved")
    assert only(visitor) == before
    admin.decide(officer, record)
    uid, sequence, status, start = only(visitor)
    assert (uid, sequence - before[1], status) == (before[0], 1, "CONFIRMED")
    assert start == records.NOON + timedelta(days=3)


@KINDS
def test_a_restored_revision_is_a_new_change(officer, visitor, kind):
    record = getattr(records, kind)()
    records.page(record)
    first = record.latest_revision_id
    uid, before, _status, start = only(visitor)
    admin.edit(officer, record, "publish", state="cancelled")
    path = admin.address(type(record), "revisions_revert", record.pk, first)
    old = type(record).objects.get(pk=record.pk).revisions.get(pk=first)
    sent = admin.inputs(officer, path) | {"revision": str(old.pk)}
    admin.taken(admin.send(officer, admin.address(type(record), "edit", record.pk), sent, "publish"))
    assert only(visitor) == (uid, before + 2, "CONFIRMED", start)


@KINDS
def test_a_whole_life_under_one_uid(officer, visitor, kind):
    record = getattr(records, kind)()
    records.pages(record)
    uids, sequences = set(), []
    for changes in (
        {},
        {"state": "moved", "starts_at": "2026-03-12 12:00"},
        {"starts_at": "2026-03-13 12:00"},
        {"state": "cancelled"},
        {"state": "announced"},
        {"state": "held"},
    ):
        if changes:
            admin.edit(officer, record, "publish", **changes)
        for language in LANGUAGES:
            uid, sequence, status, _start = only(visitor, language)
            uids.add(uid)
            assert (status == "CANCELLED") == (changes.get("state") == "cancelled")
        sequences.append(sequence)
    assert uids == {f"{record.key}@saylau.example"}
    assert sequences == list(range(sequences[0], sequences[0] + 6))


@pytest.mark.parametrize(
    "instant", [datetime(2024, 2, 29, 17, 30, tzinfo=UTC), datetime(2024, 2, 29, 18, 30, tzinfo=UTC)]
)
@KINDS
def test_in_the_hour_that_the_commission_s_clocks_show_twice_nothing_changes_by_itself(officer, visitor, kind, instant):
    """Almaty's 23:30 of 29 February 2024 came twice: an instant of it, revised, is still the same instant."""
    record = getattr(records, kind)(starts_at=instant, zone="Asia/Aqtau")
    records.page(record)
    before = only(visitor)
    admin.edit(officer, record, "publish", stream_url="https://stream.example/")
    assert only(visitor) == before


@KINDS
def test_the_time_before_is_filled_in_from_what_is_public(officer, editor, visitor, kind):
    record = getattr(records, kind)()
    records.pages(record, slug="zqpage")
    admin.edit(editor, record, starts_at="2026-03-11 12:00")  # A draft, in between, is not what anybody was told.
    admin.edit(officer, record, "publish", starts_at="2026-03-12 10:00", state="moved")
    assert record.moved_from == records.NOON
    text = words(soup(visitor, f"/en/{kind}s/zqpage/").main)
    assert "12 March 2026, 10:00" in text
    assert "10 March 2026, 12:00" in text
    description = str(next(iter(calendar(visitor, ALL.format("en")).values()))["DESCRIPTION"])
    assert "Moved from 10 March 2026, 12:00 (Asia/Almaty, UTC+05:00)." in description.replace("\xa0", " ")


@KINDS
def test_a_second_move_says_what_was_announced_before_it(officer, kind):
    """ "The time announced before": whoever knew the second time must find it, not the first."""
    record = getattr(records, kind)()
    records.page(record)
    admin.edit(officer, record, "publish", starts_at="2026-03-12 10:00", state="moved")
    admin.edit(officer, record, "publish", starts_at="2026-03-15 10:00")
    assert record.moved_from == datetime(2026, 3, 12, 5, 0, tzinfo=UTC)


@KINDS
def test_a_time_before_that_somebody_typed_is_kept(officer, kind):
    record = getattr(records, kind)()
    typed = {"starts_at": "2026-03-12 10:00", "state": "moved", "moved_from": "2026-03-09 09:00"}
    admin.edit(officer, record, "publish", **typed)
    assert record.moved_from == datetime(2026, 3, 9, 4, 0, tzinfo=UTC)


@KINDS
def test_what_was_never_public_was_announced_at_no_other_time(officer, kind):
    record = getattr(records, kind)(live=False)
    path = admin.address(type(record), "edit", record.pk)
    sent = admin.inputs(officer, path) | {"starts_at": "2026-03-12 10:00", "state": "moved"}
    response = admin.send(officer, path, sent, "publish")
    assert admin.refused(response)
    assert set(response.context["form"].errors) == {"moved_from"}


def test_a_moved_event_stays_in_the_calendar_of_its_election_and_moves_there(officer, visitor):
    election = elections.election(slug="e")
    record = records.event(election=election)
    records.pages(record)
    for moved in (False, True):
        if moved:
            admin.edit(officer, record, "publish", starts_at="2026-03-12 10:00", state="moved")
        (event,) = calendar(visitor, "/ru/elections/e/calendar.ics").values()
        assert event["DTSTART"].dt.astimezone(UTC) == record.starts_at
        assert ("Asia/Almaty, UTC+05:00" in str(event["DESCRIPTION"])) == moved


@pytest.mark.parametrize("model", [Meeting, Event])
def test_a_copy_of_the_row_is_another_event(model):
    record = records.meeting() if model is Meeting else records.event()
    copy = model.objects.get(pk=record.pk)
    copy.pk = None
    copy.save()
    assert copy.key != record.key


@KINDS
def test_a_public_time_that_changes_was_moved_also_where_nobody_said_so(officer, visitor, kind):
    """Whoever subscribed reads "moved from": an editor who forgets the state, or clears it, takes nothing away."""
    record = getattr(records, kind)()
    records.pages(record)
    admin.edit(officer, record, "publish", starts_at="2026-03-12 10:00")
    assert (record.state, record.moved_from) == ("moved", records.NOON)
    admin.edit(officer, record, "publish", starts_at="2026-03-15 10:00", state="announced", moved_from="")
    assert (record.state, record.moved_from) == ("moved", datetime(2026, 3, 12, 5, 0, tzinfo=UTC))
    (event,) = calendar(visitor, "/en/events/calendar.ics").values()
    assert int(event["SEQUENCE"]) == 2
    assert "12 March 2026" in str(event["DESCRIPTION"])
