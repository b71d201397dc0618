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
from portal.accounts.roles import Role
from portal.elections import published
from portal.elections.law.windows import EmptyWindowError
from portal.elections.models import Election
from portal.elections.widenings import Widening
from portal.publication import evidence
from portal.publication.models import EvidenceEntry
from tests.factories import elections, people

pytestmark = pytest.mark.django_db

T0, T1 = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def election():
    with at(T0 - 30 * DAY):
        return elections.election(days=[date(2022, 11, 20)], slug="president", called_on=date(2022, 9, 21))


SET = ("set", T0 - 30 * DAY, T0 - 30 * DAY)


def log():
    return [(entry.kind, entry.effective_at, entry.recorded_at) for entry in EvidenceEntry.objects.all()]


def changed(election, **fields):
    """Two people publish other dates."""
    found = Election.objects.get(pk=election.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    elections.publish(found)


def moved(election, day):
    round_ = Election.objects.get(pk=election.pk).rounds.get()
    round_.first_day = day
    changed(election, rounds=[round_])


def verify(**options):
    out = StringIO()
    call_command("verify_blackout_log", stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_first_request_after_an_edge_records_it_once(election, visitor):
    for instant in (T0 - SECOND, T0 + 90 * SECOND, T0 + 91 * SECOND, T1 + SECOND):
        with at(instant):
            visitor.get("/en/")
            visitor.get("/ru/")
    assert log() == [SET, ("closed", T0, T0 + 90 * SECOND), ("opened", T1, T1 + SECOND)]


def test_what_nobody_asked_for_is_recorded_later_in_its_order(election, visitor):
    with at(T1 + DAY):
        visitor.get("/en/")
        assert log() == [SET, ("closed", T0, T1 + DAY), ("opened", T1, T1 + DAY)]
        assert "3 entries" in verify()


def test_the_minute_s_job_records_too(election):
    with at(T0):
        call_command("publish_scheduled", stdout=StringIO())
    assert log() == [SET, ("closed", T0, T0)]


def test_windows_that_were_over_before_the_portal_knew_them_are_not_told(visitor):
    with at(T1 + DAY):
        elections.election(days=[date(2022, 11, 20)], called_on=date(2022, 9, 21))
        visitor.get("/en/")
    assert log() == [("set", T1 + DAY, T1 + DAY)]


def test_an_election_published_inside_its_own_window_closes_then(visitor):
    with at(T0 + DAY):
        elections.election(days=[date(2022, 11, 20)], called_on=date(2022, 9, 21))
        visitor.get("/en/")
        assert log() == [("set", T0 + DAY, T0 + DAY), ("closed", T0 + DAY, T0 + DAY)]


def test_a_moved_voting_day_is_recorded_with_both_windows(election, visitor):
    with at(T0 - 5 * DAY):
        moved(election, date(2022, 11, 27))
    entry = EvidenceEntry.objects.get(kind="moved")
    starts = [
        next(one for one in entry.details[when] if one["rule"] == "polls")["start"] for when in ("before", "after")
    ]
    assert starts == [T0.isoformat(), (T0 + 7 * DAY).isoformat()]
    assert entry.details["approved_by"]
    with at(T0 + 7 * DAY):
        visitor.get("/en/")
    assert [kind for kind, _effective, _recorded in log()] == ["set", "moved", "closed"]


def test_what_a_change_of_dates_opens_or_closes_is_told_of_the_instant_at_which_it_did(election, visitor):
    with at(T0 + DAY):
        moved(election, date(2022, 11, 27))
    with at(T0 + 2 * DAY):
        moved(election, date(2022, 11, 20))
    assert log()[1:] == [
        ("closed", T0, T0 + DAY),
        ("moved", T0 + DAY, T0 + DAY),
        ("opened", T0 + DAY, T0 + DAY),
        ("moved", T0 + 2 * DAY, T0 + 2 * DAY),
        ("closed", T0 + 2 * DAY, T0 + 2 * DAY),
    ]
    with at(T1):
        visitor.get("/en/")
        assert log()[-1] == ("opened", T1, T1)
        verify()


def test_a_longer_closing_is_recorded_with_its_reason_and_the_second_person(election, visitor):
    with at(T0 - 2 * DAY):
        changed(election, widenings=[Widening(starts_at=T0 - 3 * DAY, reason={"en": "By decision 1/1"})])
        entry = EvidenceEntry.objects.get(kind="widened")
        assert entry.details["widenings_after"][0]["reason"] == {"en": "By decision 1/1"}
        assert entry.details["approved_by"]
        assert log()[1:] == [("widened", T0 - 2 * DAY, T0 - 2 * DAY), ("closed", T0 - 2 * DAY, T0 - 2 * DAY)]
    with at(T1):
        visitor.get("/en/")
        assert log()[3:] == [("opened", T1, T1)]
        verify()


def test_a_withdrawn_longer_closing_is_not_told_as_one(election):
    with at(T0 - 10 * DAY):
        changed(election, widenings=[Widening(starts_at=T0 - 3 * DAY, reason={"en": "A reason"})])
    with at(T0 - 9 * DAY):
        changed(election, widenings=[])
    with at(T0 - 8 * DAY):
        changed(election, is_cancelled=True)
    with at(T0 - 7 * DAY):
        changed(election, is_cancelled=False)
    assert [kind for kind, _effective, _recorded in log()] == ["set", "widened", "narrowed", "cancelled", "reinstated"]


def test_a_scheduled_change_names_who_approved_it(election, visitor):
    with at(T0 - 10 * DAY):
        longer = Election.objects.get(pk=election.pk)
        longer.widenings = [Widening(starts_at=T0 - 3 * DAY, reason={"en": "A reason"})]
        longer.go_live_at = T0 - 9 * DAY
        author, approver = people.user(Role.ELECTION_OFFICER), people.user(Role.ELECTION_OFFICER)
        longer.save_revision(user=author).publish(user=approver)
    with at(T0 - 9 * DAY):
        visitor.get("/en/")
    details = EvidenceEntry.objects.get(kind="widened").details
    assert (details["approved_by"], details["approved_by_id"]) == (approver.get_username(), approver.pk)


def test_dates_that_contradict_the_law_open_nothing(election, visitor, monkeypatch):
    """The public gets 451 then, until somebody mends them: the log must not say that anything opened."""

    def contradicts(*_args, **_kwargs):
        raise EmptyWindowError

    with at(T0 + DAY):
        visitor.get("/en/")
        monkeypatch.setattr(published, "windows", contradicts)
        changed(election, note={"en": "A note"})
    assert [kind for kind, _effective, _recorded in log()] == ["set", "closed"]


def test_one_person_alone_closes_nothing_longer(election):
    longer = Election.objects.get(pk=election.pk)
    longer.widenings = [Widening(starts_at=T0 - 3 * DAY, reason={"en": "A reason"})]
    officer = people.user(Role.ELECTION_OFFICER)
    with pytest.raises(PermissionDenied):
        longer.save_revision(user=officer).publish(user=officer)
    assert log() == [SET]


def test_a_cancelled_election_closes_nothing_and_the_log_says_since_when(election, visitor):
    with at(T0 + DAY):
        changed(election, is_cancelled=True)
        visitor.get("/en/")
        assert log()[2:] == [("cancelled", T0 + DAY, T0 + DAY), ("opened", T0 + DAY, T0 + DAY)]
    with at(T1 + DAY):
        visitor.get("/en/")
        verify()
    assert len(log()) == 4


def test_another_change_of_an_election_moves_nothing(election):
    changed(election, note={"en": "A note"})
    assert log() == [SET]


def test_an_entry_stays_as_it_was_written(election, visitor):
    with at(T0):
        visitor.get("/en/")
    entry = EvidenceEntry.objects.get(kind="closed")
    entry.kind = "opened"
    with pytest.raises(PermissionDenied):
        entry.save()
    with pytest.raises(PermissionDenied):
        entry.delete()
    assert log() == [SET, ("closed", T0, T0)]


TAMPERINGS = {
    "a changed instant": lambda rows: rows.filter(number=1).update(effective_at=T0 - DAY),
    "a changed detail": lambda rows: rows.filter(number=2).update(details={}),
    "a changed hash": lambda rows: rows.filter(number=1).update(hash="f" * 64),
    "a removed entry": lambda rows: rows.filter(number=1)._raw_delete(rows.db),
    "the last entry removed": lambda rows: rows.filter(number=3)._raw_delete(rows.db),
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
    assert [line["kind"] for line in lines] == ["set", "closed", "opened"]
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
    assert log() == [SET]
