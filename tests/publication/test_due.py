"""Publishing what is due: one that fails holds up no other, is recorded, is tried again."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.signals import page_published

from announcements.models import AnnouncementPage
from portal.accounts.roles import Role
from portal.publication.catch_up import RETRY_AFTER
from portal.publication.models import Heartbeat, PublicationFailure
from tests.factories import announcements, elections, forms, people

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def at(instant):
    return time_machine.travel(instant, tick=False)


@contextmanager
def publishing_fails_for(page):
    """A receiver that raises when this page is published: a broken purge, a full disk."""

    def receiver(instance, **kwargs):
        if instance.pk == page.pk:
            raise RuntimeError("The disk is full")

    page_published.connect(receiver)
    try:
        yield
    finally:
        page_published.disconnect(receiver)


@pytest.fixture
def two_due(press_officer):
    """Two pages for the same instant; the first is the one that fails."""
    with at(T - timedelta(hours=2)):
        return [
            forms.add_announcement(press_officer, "en", title=f"Due {name}", slug=f"due-{name}", go_live_at=T)
            for name in ("failing", "fine")
        ]


def status(visitor, page):
    return visitor.get(f"/en/announcements/{page.slug}/").status_code


def test_a_publication_that_raises_holds_up_nobody_and_is_tried_again(two_due, visitor):
    failing, fine = two_due
    with publishing_fails_for(failing):
        with at(T):
            assert status(visitor, fine) == 200
            assert status(visitor, failing) == 404
        failure = PublicationFailure.objects.get()
        assert (failure.revision_id, failure.failed_at, failure.attempts) == (
            failing.latest_revision_id,
            T,
            1,
        )
        assert "The disk is full" in failure.error
        with at(T + RETRY_AFTER - SECOND):
            assert status(visitor, failing) == 404
        assert PublicationFailure.objects.get().attempts == 1, "not at every request"
        with at(T + RETRY_AFTER):
            assert status(visitor, failing) == 404
        assert PublicationFailure.objects.get().attempts == 2
    with at(T + 2 * RETRY_AFTER):
        assert status(visitor, failing) == 200
    assert not PublicationFailure.objects.exists()
    failing.refresh_from_db()
    assert failing.first_published_at == T


def test_a_failed_publication_leaves_nothing_half_done(two_due, visitor):
    failing, _fine = two_due
    with publishing_fails_for(failing), at(T):
        visitor.get("/en/")
    failing.refresh_from_db()
    assert not failing.live
    assert failing.latest_revision.approved_go_live_at == T
    assert not PageLogEntry.objects.filter(page=failing.pk, action="wagtail.publish.scheduled").exists()


def test_publishing_is_logged_once_and_as_scheduled(two_due, visitor):
    with at(T):
        visitor.get("/en/")
        visitor.get("/en/")
    entries = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").values_list("page_id", flat=True)
    assert sorted(entries) == sorted(page.pk for page in two_due)


def test_what_is_due_is_published_in_order(two_due, press_officer, visitor):
    with at(T - timedelta(hours=1)):
        forms.add_announcement(
            press_officer, "en", title="Earlier", slug="earlier", go_live_at=T - timedelta(minutes=1)
        )
    with at(T + SECOND):
        visitor.get("/en/")
    published = AnnouncementPage.objects.order_by("first_published_at", "pk").values_list("slug", flat=True)
    assert list(published) == ["earlier", "due-failing", "due-fine"]


def run(*arguments):
    out = StringIO()
    call_command("publish_scheduled", *arguments, stdout=out)
    return out.getvalue()


def expiring_page():
    with at(T - timedelta(hours=3)):
        return announcements.announcement("en", slug="expiring", expire_at=T)


def state():
    rows = AnnouncementPage.objects.order_by("pk").values_list("pk", "live", "expired", "first_published_at")
    return list(rows), PageLogEntry.objects.count(), Heartbeat.objects.count()


def test_a_dry_run_says_everything_and_changes_nothing(two_due):
    expiring_page()
    before = state()
    with at(T):
        said = run("--dry-run")
    assert state() == before
    assert said.count("publish 2026-03-05 07:00:00 UTC") == 2
    assert said.count("expire 2026-03-05 07:00:00 UTC") == 1


def test_the_command_publishes_expires_and_leaves_a_heartbeat(two_due):
    expiring = expiring_page()
    with at(T - SECOND):
        assert "Published 0, expired 0, failed 0." in run()
    with at(T):
        assert "Published 2, expired 1, failed 0." in run()
    expiring.refresh_from_db()
    assert (expiring.live, expiring.expired) == (False, True)
    assert Heartbeat.objects.get().beat_at == T
    assert AnnouncementPage.objects.live().count() == 2


def test_the_command_reports_a_failure_after_doing_all_the_rest(two_due):
    failing, fine = two_due
    expiring = expiring_page()
    with at(T), publishing_fails_for(failing), pytest.raises(CommandError) as error:
        run()
    assert error.value.returncode == 2
    for page in (failing, fine, expiring):
        page.refresh_from_db()
    assert (failing.live, fine.live, expiring.live) == (False, True, False)
    assert Heartbeat.objects.get().beat_at == T, "the job did run to its end"


def test_a_publication_that_failed_a_moment_ago_still_counts_as_failed(two_due):
    """An operator's monitoring must not see "all well" because the next try is a minute away."""
    failing, _fine = two_due
    with publishing_fails_for(failing):
        with at(T), pytest.raises(CommandError):
            run()
        with at(T + SECOND), pytest.raises(CommandError):
            run()


def test_an_approved_election_goes_live_at_its_instant_with_the_first_request(visitor):
    author, approver = people.user(Role.ELECTION_OFFICER), people.user(Role.ELECTION_OFFICER)
    with at(T - timedelta(hours=1)):
        election = elections.election(days=[T.date()], live=False)
        election.go_live_at = T
        election.save_revision(user=author).publish(user=approver)
    for instant, live in [(T - SECOND, False), (T, True)]:
        with at(instant):
            visitor.get("/en/")
        election.refresh_from_db()
        assert election.live == live
    assert ModelLogEntry.objects.filter(action="wagtail.publish.scheduled", object_id=election.pk).count() == 1
