"""The dates that follow from voting day: filled in, moved with it, left alone where somebody changed them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.accounts.roles import Role
from portal.elections.law.calendar import calendar_of, follow
from portal.elections.models import Election
from tests.announcements import admin
from tests.elections.test_windows import voting
from tests.factories import elections
from tests.factories.people import user

pytestmark = pytest.mark.django_db

DAY = date(2022, 11, 20)
# As the commission's releases, its resolutions and the press gave them in 2022; the call of 21 September stands apart.
EXPECTED = {
    "called": date(2022, 9, 21),
    "another_station": date(2022, 10, 21),
    "voter_lists_handed_over": date(2022, 10, 31),
    "voter_lists_open": date(2022, 11, 5),
    "accreditation_closes": datetime(2022, 11, 14, 12, 0, tzinfo=UTC),
    "polls_banned": datetime(2022, 11, 14, 18, 0, tzinfo=UTC),
    "silence": datetime(2022, 11, 18, 18, 0, tzinfo=UTC),
    "voting": DAY,
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2022, 10, 1, 6, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def officer(login):
    return login(Role.ELECTION_OFFICER)


def stands(election):
    """Where the key dates of an election stand, by their rule."""
    return {row.rule: row.stands_at for row in election.key_dates.all()}


def latest(election):
    return Election.objects.get(pk=election.pk).get_latest_revision_as_object()


def edit(officer, election, **changes):
    path = admin.address(Election, "edit", election.pk)
    admin.taken(admin.send(officer, path, admin.inputs(officer, path) | changes))
    return latest(election)


@pytest.fixture
def election(officer):
    """A draft with the calendar that the law gives it, made through the form."""
    data = {
        **admin.spoken("title", "The election"),
        **admin.spoken("short_title", "Election"),
        **admin.spoken("note"),
        "slug": "president",
        "kind": "president",
        "called_on": "2022-09-21",
        "zone": "Asia/Almaty",
        "fill_calendar": "on",
        "rounds": inline_formset([{"number": "1", "first_day": "2022-11-20", "last_day": ""}]),
        "areas": inline_formset([]),
        "key_dates": inline_formset([]),
        "widenings": inline_formset([]),
    }
    admin.taken(officer.post(admin.address(Election, "add"), nested_form_data(data)))
    return latest(Election.objects.get())


def test_the_calendar_of_2022_is_what_the_law_gives(election):
    assert stands(election) == EXPECTED
    assert [row.sort_order for row in election.key_dates.all()] == list(range(len(EXPECTED)))
    ban = next(row for row in election.key_dates.all() if row.rule == "polls_banned")
    assert set(ban.event) == set(ban.legal_basis) == {"kk", "ru", "en"}


def test_moving_voting_day_moves_what_follows_from_it(officer, election):
    moved = stands(edit(officer, election, **{"rounds-0-first_day": "2022-11-27"}))
    week = {code: timedelta(days=0 if code == "called" else 7) for code in EXPECTED}
    assert moved == {code: value + week[code] for code, value in EXPECTED.items()}


@pytest.mark.parametrize("together", [True, False], ids=["in one step", "before"])
def test_a_date_that_somebody_changed_stays(officer, election, together):
    index = [row.rule for row in election.key_dates.all()].index("voter_lists_open")
    by_hand = {f"key_dates-{index}-date": "2022-11-07"}
    new_day = {"rounds-0-first_day": "2022-11-27"}
    for changes in [by_hand | new_day] if together else [by_hand, new_day]:
        election = edit(officer, election, **changes)
    assert stands(election)["voter_lists_open"] == date(2022, 11, 7)
    assert stands(election)["voting"] == date(2022, 11, 27)


def test_what_is_typed_is_nobody_else_s_business(officer, election):
    index = [row.rule for row in election.key_dates.all()].index("voting")
    typed = edit(officer, election, **{f"key_dates-{index}-rule": ""})
    moved = edit(officer, typed, **{"rounds-0-first_day": "2022-11-27"})
    assert stands(moved)[""] == DAY
    filled = edit(officer, moved, fill_calendar="on")
    assert stands(filled)["voting"] == date(2022, 11, 27)
    assert len(stands(filled)) == len(EXPECTED) + 1


def test_filling_twice_adds_nothing(officer, election):
    assert stands(edit(officer, election, fill_calendar="on")) == EXPECTED


def test_a_second_round_has_its_own_ban_and_silence(election):
    runoff = voting("Asia/Almaty", DAY, date(2022, 12, 4), called_on=date(2022, 9, 21))
    follow(runoff, {}, fill=True)
    second = {code: value for code, value in stands(runoff).items() if code.endswith(":2")}
    assert second == {
        "polls_banned:2": datetime(2022, 11, 28, 18, 0, tzinfo=UTC),
        "silence:2": datetime(2022, 12, 2, 18, 0, tzinfo=UTC),
        "voting:2": date(2022, 12, 4),
    }


def test_a_moved_voting_day_needs_a_second_person(officer, login):
    public = elections.election(days=[DAY], called_on=date(2022, 9, 21))
    moved = edit(officer, public, **{"rounds-0-first_day": "2022-11-27"})
    assert Election.objects.get(pk=public.pk).rounds.get().first_day == DAY
    moved.latest_revision.publish(user=user(Role.ELECTION_OFFICER))
    assert Election.objects.get(pk=public.pk).rounds.get().first_day == date(2022, 11, 27)


def test_an_election_without_a_voting_day_has_an_empty_calendar():
    assert calendar_of(voting("Asia/Almaty")) == {}


def test_the_form_opens_for_every_state_of_a_calendar(officer, election):
    assert officer.get(admin.address(Election, "edit", election.pk)).status_code == 200
    assert officer.get(admin.address(Election, "add")).status_code == 200
    assert officer.get(reverse("wagtailadmin_home")).status_code == 200
