"""Nobody takes an election off the site alone, and nobody's authorship is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from portal.accounts.four_eyes import SecondPersonNeeded
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.elections.models import Election
from portal.publication.visibility import is_visible
from tests.factories import elections, people

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


@pytest.fixture
def public():
    return elections.election(days=[date(2026, 4, 1)])


ALONE = {
    "unpublish": lambda election: election.unpublish(),
    "unpublish as a user": lambda election: election.unpublish(user=people.user(superuser=True)),
    "unpublish as expired without a date": lambda election: election.unpublish(set_expired=True),
    "delete": lambda election: election.delete(),
    "bulk deletion": lambda election: Election.objects.filter(pk=election.pk).delete(),
}


@pytest.mark.parametrize("act", ALONE.values(), ids=ALONE)
def test_from_a_shell(public, act):
    with pytest.raises(SecondPersonNeeded):
        act(public)
    public.refresh_from_db()
    assert public.live


@pytest.mark.parametrize("view", ["unpublish", "delete"])
@pytest.mark.parametrize("superuser", [False, True])
def test_in_the_admin(public, login, view, superuser):
    client = login(Role.ELECTION_OFFICER, superuser=superuser)
    address = reverse(f"elections:{view}", args=[public.pk])
    assert client.post(address).status_code in {302, 403}
    public.refresh_from_db()
    assert public.live


def test_two_people_withdraw_it_by_a_date(public):
    author, second = people.user(Role.ELECTION_OFFICER), people.user(Role.ELECTION_OFFICER)
    with time_machine.travel(T, tick=False):
        public.expire_at = T + timedelta(hours=1)
        public.save_revision(user=author).publish(user=second)
    # At once nobody sees it; it is marked so when its dates close nothing any more.
    for instant, marked in ((T + timedelta(hours=1), False), (T + timedelta(days=60), True)):
        with time_machine.travel(instant, tick=False):
            call_command("publish_scheduled")
            public.refresh_from_db()
            assert (public.live, public.expired) == (not marked, marked)
            assert not is_visible(public)


def test_a_draft_that_was_never_public_may_go():
    draft = elections.election(days=[date(2026, 4, 1)], live=False)
    draft.delete()
    assert not Election.objects.exists()


def test_whoever_wrote_can_be_made_inactive_but_not_deleted():
    author, idle = people.user(Role.PRESS_EDITOR), people.user(Role.PRESS_EDITOR)
    draft = elections.election(days=[date(2026, 4, 1)], live=False)
    draft.save_revision(user=author)
    with pytest.raises(PermissionDenied), transaction.atomic():
        author.delete()
    with pytest.raises(PermissionDenied), transaction.atomic():
        User.objects.filter(pk=author.pk).delete()
    idle.delete()
    assert set(User.objects.filter(pk__in=[author.pk, idle.pk or 0])) == {author}


def test_a_date_that_nobody_approved_withdraws_nothing(public):
    public.expire_at = T - timedelta(days=1)
    with time_machine.travel(T, tick=False), pytest.raises(SecondPersonNeeded):
        public.unpublish(set_expired=True)
    public.refresh_from_db()
    assert public.live
