"""The command that proves the blackout on a portal: it plants, asks, and leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from announcements.models import AnnouncementPage
from home.sweep import planting
from observers.models import Poll
from tests.conftest import lacking
from tests.factories import elections

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 11, 16, 6, 0, tzinfo=UTC)


def test_nothing_stays_of_what_was_planted():
    before = AnnouncementPage.objects.count(), Poll.objects.count()
    with planting.planted_for(NOON):
        assert Poll.objects.count() == before[1] + 1
    assert (AnnouncementPage.objects.count(), Poll.objects.count()) == before


def test_the_portal_s_own_election_is_taken_if_it_has_one():
    own = elections.election(days=[date(2022, 11, 20)], called_on=date(2022, 9, 21))
    with planting.planted_for(NOON) as (planted, one):
        assert planted.election == own
        assert one.window is not None
        assert one.window.start == datetime(2022, 11, 14, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "law", "said"),
    [
        ("yesterday", "kz", "write an instant such as"),
        ("2022-11-16T12:00:00", "kz", "needs its zone"),
        ("2022-11-16T12:00:00+06:00", "ca", "closes no pages"),
    ],
)
def test_what_can_not_be_checked_is_said(instant, law, said, settings):
    settings.ELECTION_LAW = law
    with pytest.raises(CommandError, match=said):
        call_command("check_blackout", as_of=instant, stdout=StringIO())


def test_the_whole_sweep():
    """Every door in every language, in every way, as everybody, at every edge: some ten thousand requests."""
    if connection.vendor != "postgresql":
        lacking("PostgreSQL; the whole sweep is run by make test-services")
    out = StringIO()
    call_command("check_blackout", as_of=NOON.isoformat(), stdout=out, stderr=out)
    assert " 0 leaks." in out.getvalue()
