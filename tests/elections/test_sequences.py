"""Subscribers recognise a key date by its key, and see that it was moved by its sequence, whatever editors restore."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.accounts.four_eyes import fingerprint
from portal.accounts.roles import Role
from portal.elections.models import Election, KeyDate
from tests.accounts.test_four_eyes import election_data
from tests.factories import elections
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

DAY, LATER = date(2022, 11, 14), date(2022, 11, 18)
NOON = datetime(2022, 11, 14, 6, 0, tzinfo=UTC)


@pytest.fixture
def election():
    return elections.election(days=[date(2022, 11, 20)], key_dates=[DAY])


def stored(election):
    """Key and sequence of each key date in the database, in order."""
    return list(KeyDate.objects.filter(election=election).order_by("pk").values_list("key", "sequence"))


def publish(election, **changed):
    """As editors do: a revision of the latest one, its first key date changed, published by somebody else."""
    record = Election.objects.get(pk=election.pk).get_latest_revision_as_object()
    key_date = record.key_dates.first()
    for name, value in changed.items():
        setattr(key_date, name, value)
    record.key_dates.add(key_date)
    elections.publish(record)


def publish_again(election, revision):
    """What "revert to this revision" does."""
    elections.publish(revision.as_object())


def test_every_key_date_has_a_key_of_its_own():
    made = elections.election(key_dates=[DAY, LATER, NOON])
    keys, sequences = zip(*stored(made), strict=True)
    assert (len(set(keys)), sequences) == (3, (0, 0, 0))


@pytest.mark.parametrize(
    ("changed", "raised"),
    [
        ({}, 0),
        ({"date": DAY}, 0),
        ({"legal_basis": {"en": "Article 1"}}, 0),
        ({"sort_order": 7}, 0),
        ({"date": LATER}, 1),
        ({"date": None, "instant": NOON}, 1),
        ({"event": {"en": "Another"}}, 1),
        ({"event": {"en": "Another"}, "date": LATER}, 1),
    ],
)
def test_publishing_raises_the_sequence_of_what_was_moved(election, changed, raised):
    ((key, _),) = stored(election)
    publish(election, **changed)
    assert stored(election) == [(key, raised)]
    publish(election, **changed)
    assert stored(election) == [(key, raised)]


def test_the_same_instant_in_another_zone_was_not_moved():
    election = elections.election(key_dates=[NOON])
    publish(election, instant=NOON.astimezone(ZoneInfo("Asia/Almaty")))
    assert [sequence for _, sequence in stored(election)] == [0]
    publish(election, instant=NOON.replace(tzinfo=ZoneInfo("Asia/Almaty")))
    assert [sequence for _, sequence in stored(election)] == [1]


def test_a_draft_raises_nothing(election):
    before = stored(election)
    record = Election.objects.get(pk=election.pk)
    key_date = record.key_dates.get()
    key_date.date = LATER
    record.key_dates.add(key_date)
    record.save_revision()
    assert stored(election) == before


def test_a_restored_revision_is_one_more_change(election):
    ((key, _),) = stored(election)
    old = election.latest_revision
    publish(election, date=LATER)
    publish(election, date=date(2022, 11, 17))
    publish_again(election, old)
    assert stored(election) == [(key, 3)]
    assert KeyDate.objects.get(key=key).date == DAY
    publish_again(election, old)
    assert stored(election) == [(key, 3)]


def test_a_revision_knows_nothing_of_keys_and_sequences(election):
    (said,) = election.latest_revision.content["key_dates"]
    assert {"pk", "event", "date", "instant", "legal_basis", "rule", "election", "sort_order"} == set(said)


def test_what_a_revision_claims_of_them_does_not_count(election):
    publish(election, date=LATER)
    ((key, _),) = stored(election)
    revision = election.latest_revision
    revision.content["key_dates"][0] |= {"key": str(uuid.uuid4()), "sequence": 0}
    revision.save()
    publish_again(election, revision)
    assert stored(election) == [(key, 2)]


def test_a_date_that_was_removed_comes_back_as_another_event(election):
    ((key, _),) = stored(election)
    old = election.latest_revision
    record = Election.objects.get(pk=election.pk)
    record.key_dates = []
    elections.publish(record)
    assert stored(election) == []
    publish_again(election, old)
    ((other, sequence),) = stored(election)
    assert (other != key, sequence) == (True, 0)


def test_a_copy_is_another_event(election):
    original = KeyDate.objects.get(election=election)
    original.sequence = 5
    original.pk, original._state.adding = None, True
    original.save()
    assert len({key for key, _ in stored(election)}) == 2


def test_a_part_of_a_record_can_be_saved(election):
    key_date = KeyDate.objects.get(election=election)
    key_date.date, key_date.event = LATER, {"en": "Another"}
    key_date.save(update_fields=["sort_order"])
    key_date.refresh_from_db()
    assert (key_date.date, key_date.sequence) == (DAY, 0)
    key_date.date = LATER
    key_date.save(update_fields=["date"])
    key_date.refresh_from_db()
    assert (key_date.date, key_date.sequence) == (LATER, 1)


def test_an_instance_that_was_loaded_long_ago_raises_the_row_s_sequence(election):
    first, second = KeyDate.objects.get(election=election), KeyDate.objects.get(election=election)
    first.date, second.date = LATER, date(2022, 11, 17)
    first.save()
    second.save()
    assert [sequence for _, sequence in stored(election)] == [2]
    assert second.sequence == 2


def form_data(election, key_dates):
    """What the admin's form sends: each key date is (id or "", day)."""
    rows = [
        {"id": pk, "date": str(day), "instant": "", "ORDER": str(number)}
        | {f"event_{language}": "A date" for language in LANGUAGES}
        | {f"legal_basis_{language}": "" for language in LANGUAGES}
        for number, (pk, day) in enumerate(key_dates, 1)
    ]
    initial = sum(1 for pk, _ in key_dates if pk)
    return election_data(election) | nested_form_data({"key_dates": inline_formset(rows, initial=initial)})


def edit(client, election, key_dates):
    response = client.post(reverse("elections:edit", args=(election.pk,)), form_data(election, key_dates))
    assert response.status_code == 302
    return Election.objects.get(pk=election.pk).get_latest_revision()


def test_an_approver_who_saves_the_same_form_is_no_author(election, login):
    author, approver = login(Role.ELECTION_OFFICER), login(Role.ELECTION_OFFICER)
    known = KeyDate.objects.get(election=election).pk
    rows = [(known, DAY), ("", LATER)]
    written, read = edit(author, election, rows), edit(approver, election, rows)
    assert written != read
    assert fingerprint(written) == fingerprint(read)
    read.publish(user=approver.user)
    assert len(stored(election)) == 2


def test_a_date_added_in_the_form_keeps_its_key_when_it_is_moved_there(election, login):
    author, approver = login(Role.ELECTION_OFFICER), login(Role.ELECTION_OFFICER)
    known = KeyDate.objects.get(election=election).pk
    edit(author, election, [(known, DAY), ("", LATER)]).publish(user=approver.user)
    (_, (key, sequence)) = stored(election)
    added = KeyDate.objects.get(key=key).pk
    edit(author, election, [(known, DAY), (added, date(2022, 11, 17))]).publish(user=approver.user)
    assert (sequence, stored(election)[1]) == (0, (key, 1))
