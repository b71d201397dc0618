"""What meetings asked for, followed up in one report."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from announcements.models import Instruction
from portal.accounts.roles import Role
from tests.announcements.lists import column, exported, listed
from tests.factories import records

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
REPORT = "/admin/reports/instructions/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(login):
    return login(Role.PRESS_OFFICER)


@pytest.fixture
def read(officer):
    return lambda address: listed(officer, address)


def instruction(name, due_on=None, state="open"):
    return Instruction(addressee=records.texts(name), task=records.texts("To do it"), due_on=due_on, state=state)


@pytest.fixture
def three(db):
    rows = [("Zq1", date(2026, 4, 2), "open"), ("Zq2", date(2026, 4, 1), "done"), ("Zq3", date(2026, 5, 1), "open")]
    records.meeting(number="Zqm", items=[records.item("Zqitem", instructions=[instruction(*row) for row in rows])])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Zq2", "Zq1", "Zq3"]),
        ("?ordering=-due_on", ["Zq3", "Zq1", "Zq2"]),
        ("?state=open", ["Zq1", "Zq3"]),
        ("?state=done", ["Zq2"]),
        ("?due_on__lte=2026-04-02", ["Zq2", "Zq1"]),
        ("?due_on__lte=2026-04-02&state=open", ["Zq1"]),
        ("?due_on__lte=2026-03-31", []),
    ],
)
def test_instructions_are_followed_up(read, three, query, expected):
    rows = read(REPORT + query)
    assert column(rows, "Zq1", "Zq2", "Zq3") == expected
    assert all(any("Zqm" in cell for cell in row) for row in rows)
    assert column(read(f"{REPORT}results/{query}"), "Zq1", "Zq2", "Zq3") == expected


def test_what_has_no_day_stands_after_what_is_due(read):
    rows = [instruction("Zq1"), instruction("Zq2", date(2026, 4, 1))]
    records.meeting(items=[records.item(instructions=rows)])
    assert column(read(REPORT), "Zq1", "Zq2") == ["Zq2", "Zq1"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_instructions_are_exported_with_the_item_they_come_from(officer, three, kind):
    head, *rows = exported(officer, f"{REPORT}?state=open", kind)
    assert len(head) == 6
    assert column([list(map(str, row)) for row in rows], "Zq1", "Zq3") == ["Zq1", "Zq3"]
    for row in rows:
        text = " ".join(map(str, row))
        assert all(word in text for word in ("To do it", "Zqitem", "Zqm"))
    assert "2026-04-02" in " ".join(map(str, rows[0]))


def test_only_those_who_see_meetings_see_the_report(login, three):
    for role in Role:
        client = login(role)
        statuses = {client.get(path).status_code for path in (REPORT, f"{REPORT}results/", f"{REPORT}?export=csv")}
        allowed = role in {Role.PRESS_EDITOR, Role.PRESS_OFFICER, Role.AUDITOR}
        assert (statuses == {200}) == allowed, role
        assert (REPORT in client.get("/admin/").content.decode()) == allowed, role
    assert login().get(REPORT).status_code in {302, 403}
