"""Times as they are typed: on the clocks of the place, shown back as typed, refused with a sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup

from announcements.models import Event, Meeting
from portal.accounts.roles import Role
from tests.announcements import admin
from tests.factories import records

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 11, 14, 6, 0, tzinfo=UTC)
DATA = {Meeting: admin.meeting_data, Event: admin.event_data}
KINDS = pytest.mark.parametrize("model", DATA)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(login):
    return login(Role.PRESS_OFFICER)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


TYPED = [
    # Zone, what is typed, what is meant.
    ("Asia/Almaty", "2023-01-10 12:00", "2023-01-10 06:00"),
    ("Asia/Almaty", "2024-02-29 22:30", "2024-02-29 16:30"),
    ("Asia/Almaty", "2024-03-01 00:00", "2024-02-29 19:00"),
    ("Asia/Almaty", "2026-01-10 12:00", "2026-01-10 07:00"),
    ("Asia/Aqtau", "2023-01-10 12:00", "2023-01-10 07:00"),
    # On the clocks of Almaty, which this process keeps, the hour that they show twice.
    ("Asia/Aqtau", "2024-02-29 23:30", "2024-02-29 18:30"),
    ("Europe/Berlin", "2026-07-10 12:00", "2026-07-10 10:00"),
    ("America/New_York", "2026-01-10 20:00", "2026-01-11 01:00"),
    # The field takes spaces off, so the zone of the times is the same.
    (" Asia/Aqtau", "2023-01-10 12:00", "2023-01-10 07:00"),
    ("Asia/Aqtau ", "2023-01-10 12:00", "2023-01-10 07:00"),
]


@KINDS
@pytest.mark.parametrize(("zone", "typed", "meant"), TYPED)
def test_a_time_is_that_of_the_zone_beside_it_and_shown_as_it_was_typed(officer, model, zone, typed, meant):
    made = admin.add(officer, model, DATA[model](zone=zone, starts_at=typed))
    assert (made.starts_at, made.zone) == (utc(meant), zone.strip())
    path = admin.address(model, "edit", made.pk)
    for _ in range(2):
        shown = admin.inputs(officer, path)
        assert (shown["starts_at"][:16], shown["zone"]) == (typed, zone.strip())
        admin.edit(officer, made, "publish")
        assert (made.starts_at, made.sequence) == (utc(meant), 0)


def test_every_time_of_the_form_is_meant_in_its_zone(officer):
    data = admin.event_data(
        zone="Asia/Aqtau",
        starts_at="2023-01-10 12:00",
        ends_at="2023-01-10 13:00",
        state="moved",
        moved_from="2023-01-09 12:00",
        accreditation_until="2023-01-10 00:00",
    )
    made = admin.add(officer, Event, data)
    times = [made.starts_at, made.ends_at, made.moved_from, made.accreditation_until]
    assert times == [utc(f"2023-01-{text}") for text in ("10 07:00", "10 08:00", "09 07:00", "09 19:00")]
    shown = admin.inputs(officer, admin.address(Event, "edit", made.pk))
    names = ("starts_at", "ends_at", "moved_from", "accreditation_until")
    assert [shown[name][:16] for name in names] == [data[name] for name in names]


def test_another_zone_for_the_same_wall_clock_is_another_instant(officer):
    meeting = records.meeting(starts_at=utc("2023-01-10 06:00"))
    admin.edit(officer, meeting, "publish", zone="Asia/Aqtau")
    assert (meeting.starts_at, meeting.sequence) == (utc("2023-01-10 07:00"), 1)


LONG = "x" * 70
WRONG = {
    # What is typed, and the inputs beside which a sentence has to stand.
    "a time that is shown twice": ({"starts_at": "2024-02-29 23:30"}, {"starts_at"}),
    "a time that is skipped": ({"zone": "Europe/Berlin", "starts_at": "2026-03-29 02:30"}, {"starts_at"}),
    "no zone": ({"zone": "Asia/Almatty"}, {"zone"}),
    "a folder of zones": ({"zone": "Asia"}, {"zone"}),
    "a path": ({"zone": "../../etc/passwd"}, {"zone"}),
    "an offset": ({"zone": "+05:00"}, {"zone"}),
    "a long zone": ({"zone": LONG}, {"zone"}),
    "a zone with a NUL": ({"zone": "Asia/\0Almaty"}, {"zone"}),
    "an empty zone": ({"zone": ""}, {"zone"}),
    "a word for a time": ({"starts_at": "tomorrow"}, {"starts_at"}),
    "no such day": ({"starts_at": "2023-02-29 12:00"}, {"starts_at"}),
    "no time": ({"starts_at": ""}, {"starts_at"}),
    "an end before the start": ({"ends_at": "2026-03-10 11:59"}, {"ends_at"}),
    "an end at the start": ({"ends_at": "2026-03-10 12:00"}, {"ends_at"}),
    "an end in another year": ({"ends_at": "2027-03-10 13:00"}, {"ends_at"}),
    "moved from nowhere": ({"state": "moved"}, {"moved_from"}),
    "moved to where it was": ({"state": "moved", "moved_from": "2026-03-10 12:00"}, {"moved_from"}),
    "no such state": ({"state": "postponed"}, {"state"}),
}


@KINDS
@pytest.mark.parametrize("action", ["", "submit", "publish"])
@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_typed_is_lost(officer, model, action, case):
    typed, where = WRONG[case]
    response = admin.send(officer, admin.address(model, "add"), DATA[model](**typed), action)
    assert admin.refused(response)
    assert set(response.context["form"].errors) == where
    soup = BeautifulSoup(response.content, "html.parser")
    for name, value in {**typed, "place_en": "The hall"}.items():
        if name != "state" and "\0" not in value:
            assert soup.select_one(f"[name={name}]").get("value", "") == value
    assert not model.objects.exists()


@KINDS
def test_a_wrong_zone_does_not_move_the_time_that_was_there(officer, model):
    make = records.meeting if model is Meeting else records.event
    record = make(starts_at=utc("2023-01-10 07:00"), zone="Asia/Aqtau")
    path = admin.address(model, "edit", record.pk)
    sent = admin.inputs(officer, path) | {"zone": "Asia/Aktau"}
    response = admin.send(officer, path, sent, "publish")
    assert admin.refused(response)
    soup = BeautifulSoup(response.content, "html.parser")
    shown = [soup.select_one(f"[name={name}]")["value"] for name in ("starts_at", "zone")]
    assert (shown[0][:16], shown[1]) == ("2023-01-10 12:00", "Asia/Aktau")
    admin.edit(officer, record, "publish", starts_at=shown[0], zone="Asia/Aqtau")
    assert record.starts_at == utc("2023-01-10 07:00")


@pytest.mark.parametrize(
    ("until", "is_taken"),
    [("2026-03-10 13:00", True), ("2026-03-10 13:01", False), ("2026-03-09 18:00", True)],
)
def test_accreditation_closes_before_the_event_is_over(officer, until, is_taken):
    data = admin.event_data(ends_at="2026-03-10 13:00", accreditation_until=until)
    response = admin.send(officer, admin.address(Event, "add"), data)
    assert Event.objects.exists() == is_taken
    if not is_taken:
        assert admin.refused(response)


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        ("2024-02-29 22:30", "2024-03-01 00:30", 3),
        ("2024-02-29 20:00", "2024-03-01 08:00", 13),
        ("2024-02-28 23:30", "2024-02-29 00:30", 1),
    ],
)
def test_an_event_across_the_change_of_the_zone_lasts_as_long_as_it_does(officer, starts, ends, hours):
    """Almaty put its clocks back from +06:00 to +05:00 at midnight of 1 March 2024."""
    made = admin.add(officer, Event, admin.event_data(starts_at=starts, ends_at=ends))
    assert (made.ends_at - made.starts_at).total_seconds() == hours * 3600
    shown = admin.inputs(officer, admin.address(Event, "edit", made.pk))
    assert (shown["starts_at"][:16], shown["ends_at"][:16]) == (starts, ends)
