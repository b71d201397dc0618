"""While the law closes a poll nobody opens it: no approval, no schedule, no deletion, no expired election."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from observers.models import Poll, PollPage
from portal.accounts.roles import Role
from portal.elections.models import Election
from portal.publication.models import Restriction
from tests.factories import announcements, elections, files, polls, records
from tests.factories.people import user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before")]

INSIDE = datetime(2022, 11, 16, 6, 0, tzinfo=UTC)
DATA = "/en/polls/zqpoll/data.csv"


@pytest.fixture
def poll():
    return polls.poll(election=polls.election(slug="president"))


@pytest.fixture
def page(poll):
    return records.page(poll, slug="zqpoll")


@pytest.fixture
def moved_away(poll):
    """A draft of the poll, written before the window, that is about an election without one."""
    other = polls.election(days=[date(2022, 12, 20)])
    organisation = poll.organisation
    organisation.notices = [*organisation.notices.all(), polls.notice(other)]
    organisation.save_revision(user=user()).publish(user=user(Role.PRESS_OFFICER))
    poll.election = other
    return poll


def closed(visitor):
    return visitor.get(DATA).status_code == 451


def test_a_waiting_draft_is_not_approved(visitor, before, page, moved_away):
    draft = moved_away.save_revision(user=user())
    before.move_to(INSIDE)
    with pytest.raises(PermissionDenied, match=r"28\(9\)"):
        draft.publish(user=user(Role.PRESS_OFFICER))
    assert closed(visitor)


def test_a_page_does_not_change_to_another_poll(visitor, before, page):
    page.poll = polls.poll(election=polls.election(days=[date(2022, 12, 20)]))
    page.title = "Another"
    draft = page.save_revision(user=user(), clean=False)
    before.move_to(INSIDE)
    with pytest.raises(PermissionDenied):
        draft.publish(user=user(Role.PRESS_OFFICER))
    assert closed(visitor)


def test_a_schedule_waits_for_the_end_of_the_window(visitor, before, page, moved_away):
    moved_away.go_live_at = INSIDE - timedelta(hours=12)
    moved_away.save_revision(user=user()).publish(user=user(Role.PRESS_OFFICER))
    before.move_to(INSIDE)
    assert closed(visitor)
    assert Poll.objects.get().election.slug == "president"


def test_a_closed_page_is_not_deleted_and_the_officer_reads_why(login, visitor, before):
    document = files.document("d.txt", public=True)
    page = announcements.announcement("en", body=[("documents", {"documents": [document]})])
    Restriction.objects.create(key=page.translation_key)
    polls.election()
    before.move_to(INSIDE)
    officer = login(Role.PRESS_OFFICER)
    answer = officer.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)), follow=True)
    assert "28(9)" in answer.content.decode()
    for deleted in (page, page.get_parent().specific):
        with pytest.raises(PermissionDenied):
            deleted.delete()
    assert visitor.get(document.url).status_code == 404


def test_a_page_that_two_people_published_is_kept(login, page):
    officer = login(Role.PRESS_OFFICER)
    answer = officer.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)), follow=True)
    assert [address for address, _status in answer.redirect_chain] == [f"/admin/pages/{page.pk}/edit/"]
    assert PollPage.objects.filter(pk=page.pk).exists()


def test_an_expired_election_keeps_its_windows_until_they_are_over(visitor, before, poll, page):
    election = Election.objects.get(slug="president")
    election.expire_at = INSIDE - timedelta(hours=1)
    elections.publish(election)
    before.move_to(INSIDE)
    call_command("publish_scheduled", stdout=StringIO())
    assert closed(visitor)
    before.move_to(datetime(2022, 11, 20, 18, 0, tzinfo=UTC))
    call_command("publish_scheduled", stdout=StringIO())
    assert not Election.objects.get(slug="president").live


@pytest.mark.parametrize("day", [date(1, 1, 3), date(9999, 12, 31)])
def test_a_year_that_no_calendar_can_count_with_is_refused_and_closes_what_is_marked(visitor, before, page, day):
    election = Election.objects.get(slug="president")
    day_of_it = election.rounds.get()
    day_of_it.first_day = day
    with pytest.raises(ValidationError, match="mistyped"):
        day_of_it.clean()
    type(day_of_it).objects.filter(pk=day_of_it.pk).update(first_day=day)
    before.move_to(INSIDE)
    assert closed(visitor)
    assert visitor.get("/en/announcements/").status_code == 200


@pytest.mark.parametrize("text", ["\u200b", "\u3164", " ", "\u00ad", "\u2800"])
@pytest.mark.parametrize("field", ["ordered_by", "paid_by", "method"])
def test_a_disclosure_that_nobody_can_see_is_none(poll, field, text):
    setattr(poll, field, {"en": text})
    with pytest.raises(ValidationError, match="can't be seen"):
        poll.full_clean()


def test_nobody_puts_an_organisation_into_the_register_alone():
    author = user(Role.PRESS_OFFICER)
    organisation = polls.organisation(polls.notice(polls.election()), live=False)
    organisation.name = {"en": "Another"}
    with pytest.raises(PermissionDenied):
        organisation.save_revision(user=author).publish(user=author)


def test_a_failed_schedule_is_told_to_the_editors(before, page, moved_away):
    moved_away.go_live_at = INSIDE - timedelta(hours=12)
    moved_away.save_revision(user=user()).publish(user=user(Role.PRESS_OFFICER))
    before.move_to(INSIDE)
    with pytest.raises(CommandError):
        call_command("publish_scheduled", stdout=StringIO())
