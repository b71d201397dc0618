"""The editors' first page says what goes dark next, when, on both clocks, and what is in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from observers.models import Poll
from portal.accounts.roles import Role
from portal.publication.models import Restriction
from tests.announcements.reading import soup, words
from tests.factories import announcements, elections, files, polls, records
from tests.factories.elections import texts
from tests.factories.people import speaks_english

pytestmark = pytest.mark.django_db

# 20 November 2022: from 15 November 00:00 to the end of voting day, Astana.
T0, T1 = datetime(2022, 11, 14, 18, tzinfo=UTC), datetime(2022, 11, 20, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def at(instant):
    return time_machine.travel(instant, tick=False)


@pytest.fixture(autouse=True)
def election(settings, tmp_path, db):
    settings.MEDIA_ROOT = str(tmp_path)
    with at(T0 - 30 * DAY):
        return polls.election(slug="president", short_title=texts("Zqelection"))


@pytest.fixture
def dashboard(login):
    officer = login(Role.PRESS_OFFICER)
    speaks_english(officer.user)

    def shown(panel):
        found = soup(officer, reverse("wagtailadmin_home")).select_one(f"#{panel}-content")
        return words(found) if found else ""

    return shown


STATES = [
    (T0 - 3 * DAY, "open until then"),
    (T0 - timedelta(seconds=1), "open until then"),
    (T0, "closed now"),
    (T1 - timedelta(seconds=1), "closed now"),
]


@pytest.mark.parametrize(("instant", "state"), STATES)
def test_it_says_from_when_to_when_on_both_clocks(dashboard, instant, state):
    with at(instant):
        text = dashboard("goes-dark")
    assert f"Zqelection en: {state}" in text
    for words_ in ("15 November 2022, 00:00 (UTC+6; 14 November 2022, 18:00 UTC)",
                   "21 November 2022, 00:00 (UTC+6; 20 November 2022, 18:00 UTC)"):  # fmt: skip
        assert words_ in text


def test_once_it_is_over_nothing_is_ahead(dashboard):
    with at(T1):
        assert "No window for polls is open or ahead." in dashboard("goes-dark")


def test_it_names_every_page_record_and_file_that_closes(dashboard, election):
    with at(T0 - 4 * DAY):
        poll = polls.poll(election=election, name="Zqpoll")
        records.page(poll, title="Zqpage of the poll")
        marked = announcements.announcement("ru", title="Zqmarked")
        announcements.announcement("ru", title="Zqfree")
        announcements.announcement("ru", title="Zqdraft", live=False)
        file, free = (files.document(f"zq{name}.pdf", title=f"Zq{name} file") for name in ("closed", "open"))
        for key in (marked.translation_key, file.key):
            Restriction.objects.create(key=key)
    with at(T0 - 3 * DAY):
        text = dashboard("goes-dark")
    for name in ("Zqpage of the poll (en)", "Zqmarked (ru)", file.title):
        assert name in text
    for name in ("Zqfree", "Zqdraft", free.title):
        assert name not in text


def test_it_says_which_polls_lack_what(dashboard, election):
    with at(T0 - 4 * DAY):
        polls.poll(election=election, name="Zqcomplete", live=False)
        lacking = polls.poll(election=election, name="Zqlacking", live=False)
        Poll._base_manager.filter(pk=lacking.pk).update(paid_by={})
        lacking = Poll._base_manager.get(pk=lacking.pk)
        lacking.questions = []
        lacking.save_revision(clean=False)
        text = dashboard("polls-lacking")
    assert "Zqlacking" in text
    assert "Paid by: " in text or "paid by: " in text
    assert "A poll needs at least one question" in text
    assert "Zqcomplete" not in text


def test_a_draft_of_an_election_that_marks_name_is_kept(election):
    draft = elections.election(live=False)
    mark = Restriction.objects.create(key=draft.key)
    mark.elections.set([draft])
    with pytest.raises(PermissionDenied), transaction.atomic():
        draft.delete()
    mark.delete()
    draft.delete()
