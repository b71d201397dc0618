"""Nobody makes public alone what they wrote: not in two groups, not as superuser, not from a shell."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.accounts.four_eyes import Approval, SecondPersonNeeded
from portal.accounts.roles import Role
from portal.elections.models import Election
from tests.factories import elections, people
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


@pytest.fixture
def officers():
    return [people.user(Role.ELECTION_OFFICER) for _ in range(3)]


@pytest.fixture
def draft():
    return elections.election(days=[date(2026, 4, 1)], live=False)


def written(record, author, slug="written"):
    if record.live_revision_id is None:
        record.refresh_from_db(fields=["live_revision"])
    record.slug = slug
    return record.save_revision(user=author)


def is_public(record):
    record.refresh_from_db()
    return record.live


# Who wrote, in order; who publishes; whether it is allowed. "None" is a command.
A, B, C = 0, 1, 2
MATRIX = {
    "the author alone": ([A], A, False),
    "a second person": ([A], B, True),
    "a command, nobody approved": ([A], None, False),
    "two authors, one of them publishes": ([A, B], B, False),
    "two authors, the first publishes": ([A, B], A, False),
    "two authors, a third publishes": ([A, B], C, True),
    "a revision without an author, by a person": ([None], A, False),
    "a revision without an author, by a command": ([None], None, False),
    "an unknown author and a known one": ([A, None], B, False),
}


@pytest.mark.parametrize("case", MATRIX)
def test_matrix(case, draft, officers):
    authors, publisher, allowed = MATRIX[case]
    for n, author in enumerate(authors):
        revision = written(draft, officers[author] if author is not None else None, f"draft-{n}")
    with nullcontext() if allowed else pytest.raises(SecondPersonNeeded):
        revision.publish(user=officers[publisher] if publisher is not None else None)
    assert is_public(draft) == allowed
    assert Approval.objects.filter(revision=revision).exists() == allowed


@pytest.mark.parametrize(
    "author",
    [{"superuser": True}, {"roles": (Role.ELECTION_OFFICER, Role.PRESS_OFFICER)}, {"roles": tuple(Role)}],
    ids=["superuser", "two groups", "every group"],
)
def test_no_power_makes_two_people_of_one(author, draft):
    person = people.user(*author.get("roles", ()), superuser=author.get("superuser", False))
    with pytest.raises(SecondPersonNeeded):
        written(draft, person).publish(user=person)
    with pytest.raises(SecondPersonNeeded):
        draft.latest_revision.publish(user=person, skip_permission_checks=True)
    assert not is_public(draft)


def test_an_account_that_was_closed_approves_nothing(draft, officers):
    revision = written(draft, officers[A])
    officers[B].is_active = False
    officers[B].save()
    with pytest.raises(SecondPersonNeeded):
        revision.publish(user=officers[B], skip_permission_checks=True)


def test_an_edit_after_approval_needs_another_approval(draft, officers):
    written(draft, officers[A]).publish(user=officers[B])
    edited = written(draft, officers[B], "edited")
    with pytest.raises(SecondPersonNeeded):
        edited.publish(user=officers[B])
    with pytest.raises(SecondPersonNeeded):
        edited.publish()
    edited.publish(user=officers[A])
    draft.refresh_from_db()
    assert draft.slug == "edited"


def test_what_was_approved_for_later_goes_live_by_itself(draft, officers, visitor):
    with time_machine.travel(T - timedelta(hours=1), tick=False):
        draft.go_live_at = T
        written(draft, officers[A]).publish(user=officers[B])
        assert not is_public(draft)
    with time_machine.travel(T, tick=False):
        visitor.get("/en/")
    assert is_public(draft)


def test_an_edit_after_scheduling_is_not_what_goes_live(draft, officers, visitor):
    with time_machine.travel(T - timedelta(hours=1), tick=False):
        draft.go_live_at = T
        written(draft, officers[A], "approved").publish(user=officers[B])
        written(draft, officers[B], "smuggled")
    with time_machine.travel(T, tick=False):
        visitor.get("/en/")
    draft.refresh_from_db()
    assert (draft.live, draft.slug) == (True, "approved")


def test_an_approval_holds_for_the_revision_that_was_read(draft, officers):
    """Two open sessions: the approver saw the first text; the author saved another in between."""
    seen = written(draft, officers[A], "seen")
    changed = written(draft, officers[A], "changed")
    seen.publish(user=officers[B])
    with pytest.raises(SecondPersonNeeded):
        changed.publish()
    draft.refresh_from_db()
    assert draft.slug == "seen"


def test_an_approver_who_edited_in_between_is_an_author(draft, officers):
    written(draft, officers[A], "first")
    own = written(draft, officers[B], "second")
    with pytest.raises(SecondPersonNeeded):
        own.publish(user=officers[B])
    own.publish(user=officers[C])
    assert Approval.objects.get().approver == officers[C]


def election_data(election, **fields):
    texts = {
        f"{name}_{language}": text
        for name in ("title", "short_title")
        for language, text in getattr(election, name).items()
    }
    rounds = [{"id": row.pk or "", "number": "1", "first_day": str(row.first_day), "last_day": ""}
              for row in election.rounds.all()]  # fmt: skip
    data = nested_form_data(
        {
            **texts,
            **{f"note_{language}": "" for language in LANGUAGES},
            "slug": election.slug,
            "kind": election.kind,
            "called_on": str(election.called_on),
            "zone": election.zone,
            "rounds": inline_formset(rounds, initial=len(rounds)),
            "areas": inline_formset([]),
            "key_dates": inline_formset([]),
            "widenings": inline_formset([]),
            "go_live_at": "",
            "expire_at": "",
        }
    )
    return {**data, **fields}


def edit(client, election, **fields):
    return client.post(reverse("elections:edit", args=(election.pk,)), election_data(election, **fields))


def test_in_the_admin_an_author_saves_and_a_second_person_publishes(draft, login):
    author, approver = login(Role.ELECTION_OFFICER), login(Role.ELECTION_OFFICER)
    assert edit(author, draft, slug="in-the-admin").status_code == 302
    assert not is_public(draft)
    response = approver.post(
        reverse("elections:edit", args=(draft.pk,)),
        election_data(draft, slug="in-the-admin", **{"action-publish": "yes"}),
    )
    assert response.status_code in {200, 302, 403}
    # From the form it is a draft, whoever sends it: what is approved is what the workflow shows.
    assert not is_public(draft)


@pytest.mark.parametrize("superuser", [False, True])
def test_a_crafted_publish_by_its_author_changes_nothing(superuser, draft, login):
    author = login(Role.ELECTION_OFFICER, superuser=superuser)
    response = edit(author, draft, slug="crafted", **{"action-publish": "yes"})
    assert response.status_code < 500
    draft.refresh_from_db()
    assert (draft.live, Approval.objects.count()) == (False, 0)
    assert draft.get_latest_revision_as_object().slug == "crafted", "nothing typed is lost"
    assert response["Location"] != reverse("wagtailadmin_home"), "and it isn't an error"


def test_a_crafted_publish_of_a_new_election_makes_nothing_public(login):
    author = login(Role.ELECTION_OFFICER)
    template = elections.election(days=[date(2026, 4, 1)])
    for row in template.rounds.all():
        row.pk = None
    data = election_data(template, slug="brand-new", **{"action-publish": "yes"})
    data |= {"rounds-INITIAL_FORMS": "0", "rounds-0-id": ""}
    response = author.post(reverse("elections:add"), data)
    assert response.status_code < 500
    assert not Election.objects.filter(slug="brand-new", live=True).exists()


def submitted(election, client):
    """The open task after an author sent a draft to approval."""
    assert edit(client, election, slug="submitted", **{"action-submit": "yes"}).status_code == 302
    content_type = ContentType.objects.get_for_model(Election)
    return TaskState.objects.get(
        status="in_progress", revision__content_type=content_type, revision__object_id=str(election.pk)
    )


def act(client, election, task, action="approve"):
    address = reverse("elections:workflow_action", args=(election.pk, action, task.pk))
    return client.post(address, {"comment": "", "next": ""})


def test_the_workflow_lets_a_second_officer_approve(draft, login):
    author, approver = login(Role.ELECTION_OFFICER), login(Role.ELECTION_OFFICER)
    task = submitted(draft, author)
    assert not is_public(draft)
    assert act(approver, draft, task).status_code < 400
    assert is_public(draft)
    assert draft.slug == "submitted"
    assert Approval.objects.get().approver == approver.user


APPROVED_IN_THE_FORM = {"action-workflow-action": "yes", "workflow-action-name": "approve"}


@pytest.mark.parametrize(("read", "public"), [("submitted", True), ("changed-meanwhile", False)])
def test_who_reads_the_form_and_presses_approve_there_approves_what_it_shows(draft, login, read, public):
    author, approver = login(Role.ELECTION_OFFICER), login(Role.ELECTION_OFFICER)
    submitted(draft, author)
    # A browser sends the order of the rows, and Wagtail numbers them.
    data = election_data(draft, slug=read, **APPROVED_IN_THE_FORM) | {"rounds-0-ORDER": "1"}
    assert approver.post(reverse("elections:edit", args=(draft.pk,)), data).status_code == 302
    assert is_public(draft) == public
    assert draft.get_latest_revision_as_object().slug == read, "nothing typed is lost"


@pytest.mark.parametrize("superuser", [False, True])
def test_the_workflow_does_not_let_the_author_approve(superuser, draft, login):
    author = login(Role.ELECTION_OFFICER, superuser=superuser)
    task = submitted(draft, author)
    assert act(author, draft, task).status_code < 500
    assert not is_public(draft)


def test_an_approver_who_edits_in_the_workflow_has_to_hand_it_on(draft, login):
    author, approver, third = (login(Role.ELECTION_OFFICER) for _ in range(3))
    task = submitted(draft, author)
    assert edit(approver, draft, slug="edited").status_code == 302
    task.refresh_from_db()
    assert act(approver, draft, task).status_code < 500
    assert not is_public(draft)
    # The first approval is of the submitted text; the edit after it asks for another one.
    for _ in range(2):
        act(third, draft, TaskState.objects.filter(status="in_progress").latest("pk"))
        if is_public(draft):
            break
    assert draft.live
    assert draft.slug == "edited"


def test_a_change_of_a_public_date_waits_for_a_second_person(login):
    election = elections.election(days=[date(2026, 4, 1)])
    author = login(Role.ELECTION_OFFICER)
    data = {"rounds-0-first_day": "2026-04-02", "action-publish": "yes"}
    assert edit(author, election, **data).status_code < 500
    election = Election.objects.get(pk=election.pk)
    assert (election.live, election.voting_days) == (True, [date(2026, 4, 1)])
