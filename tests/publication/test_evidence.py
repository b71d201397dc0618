"""The log of the blackout: what was closed and opened, when, who moved it; and that nobody changed it since."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from portal import clock
from portal.elections.models import Election
from portal.publication import evidence
from portal.publication.models import EvidenceEntry
from tests.factories import elections

pytestmark = pytest.mark.django_db

T0, T1 = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def election():
    with at(T0 - 30 * DAY):
        return elections.election(days=[date(2022, 11, 20)], slug="president", called_on=date(2022, 9, 21))


def log():
    return [(entry.kind, entry.effective_at, entry.recorded_at) for entry in EvidenceEntry.objects.all()]


def verify(**options):
    out = StringIO()
    call_command("verify_blackout_log", stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_first_request_after_an_edge_records_it_once(election, visitor):
    for instant in (T0 - SECOND, T0 + 90 * SECOND, T0 + 91 * SECOND, T1 + SECOND):
        with at(instant):
            visitor.get("/en/")
            visitor.get("/ru/")
    assert log() == [("closed", T0, T0 + 90 * SECOND), ("opened", T1, T1 + SECOND)]


def test_what_nobody_asked_for_is_recorded_later_in_its_order(election, visitor):
    with at(T1 + DAY):
        visitor.get("/en/")
        assert log() == [("closed", T0, T1 + DAY), ("opened", T1, T1 + DAY)]
        assert "2 entries" in verify()


def test_the_minute_s_job_records_too(election):
    with at(T0):
        call_command("publish_scheduled", stdout=StringIO())
    assert log() == [("closed", T0, T0)]


def test_windows_that_were_over_before_the_portal_knew_them_are_not_told(visitor):
    with at(T1 + DAY):
        elections.election(days=[date(2022, 11, 20)], called_on=date(2022, 9, 21))
        visitor.get("/en/")
    assert log() == []


def test_a_moved_voting_day_is_recorded_with_both_windows(election, visitor):
    with at(T0 - 5 * DAY):
        moved = Election.objects.get(pk=election.pk)
        day = moved.rounds.get()
        day.first_day = date(2022, 11, 27)
        moved.rounds = [day]
        elections.publish(moved)
    (entry,) = EvidenceEntry.objects.all()
    starts = [
        next(one for one in entry.details[when] if one["rule"] == "polls")["start"] for when in ("before", "after")
    ]
    assert entry.kind == "moved"
    assert starts == [T0.isoformat(), (T0 + 7 * DAY).isoformat()]
    assert entry.details["approved_by"]
    with at(T0 + 7 * DAY):
        visitor.get("/en/")
    assert [kind for kind, _effective, _recorded in log()] == ["moved", "closed"]


def test_another_change_of_an_election_moves_nothing(election):
    changed = Election.objects.get(pk=election.pk)
    changed.note = {"en": "A note"}
    elections.publish(changed)
    assert log() == []


def test_an_entry_stays_as_it_was_written(election, visitor):
    with at(T0):
        visitor.get("/en/")
    entry = EvidenceEntry.objects.get()
    entry.kind = "opened"
    with pytest.raises(PermissionDenied):
        entry.save()
    with pytest.raises(PermissionDenied):
        entry.delete()
    assert log() == [("closed", T0, T0)]


TAMPERINGS = {
    "a changed instant": lambda rows: rows.filter(number=1).update(effective_at=T0 - DAY),
    "a changed detail": lambda rows: rows.filter(number=2).update(details={}),
    "a changed hash": lambda rows: rows.filter(number=1).update(hash="f" * 64),
    "a removed entry": lambda rows: rows.filter(number=1)._raw_delete(rows.db),
    "the last entry removed": lambda rows: rows.filter(number=2)._raw_delete(rows.db),
}


@pytest.mark.parametrize("case", TAMPERINGS)
def test_whoever_changes_the_log_is_found_out(election, visitor, case):
    with at(T1 + DAY):
        visitor.get("/en/")
        verify()
        TAMPERINGS[case](EvidenceEntry.objects.all())
        with pytest.raises(CommandError, match="can not be trusted"):
            verify()


def test_the_export_can_be_checked_by_anybody(election, visitor, tmp_path):
    with at(T1 + DAY):
        visitor.get("/en/")
        verify(export=tmp_path / "log.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["closed", "opened"]
    assert lines[1]["previous_hash"] == lines[0]["hash"]
    assert lines[0]["previous_hash"] == evidence.BEGINNING


def test_a_request_without_a_new_edge_costs_no_query(election, visitor, django_assert_num_queries):
    with at(T0):
        visitor.get("/en/")
        with django_assert_num_queries(0):
            evidence.record_passed(T0)


def test_an_answer_as_on_another_instant_leaves_no_trace(election, visitor):
    with at(T0 - DAY), clock.as_on(T0 + DAY):
        visitor.get("/en/")
    assert log() == []
