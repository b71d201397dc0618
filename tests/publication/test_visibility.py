"""May the public see this at instant t? A table of states; the twins agree, for pages and for records."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from announcements.models import AnnouncementPage
from portal import clock
from portal.elections.models import Election
from portal.publication.visibility import is_visible, visible, visible_q
from tests.factories import announcements, elections

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)

# Of a row: live, go_live_at, expire_at; and at which of the instants T-1 s, T, T+1 s it is visible.
STATES = {
    "draft": (False, None, None, ""),
    "draft with a go-live that has passed": (False, T - HOUR, None, ""),
    "scheduled": (False, T, None, ""),
    "live": (True, None, None, "-=+"),
    "live since long ago": (True, T - HOUR, None, "-=+"),
    "live from T": (True, T, None, "=+"),
    "live until T": (True, None, T, "-"),
    "live until one second after T": (True, None, T + SECOND, "-="),
    "live from T for one second": (True, T, T + SECOND, "="),
    "live, expires later": (True, T - HOUR, T + HOUR, "-=+"),
    "expired long ago, no command was run": (True, None, T - HOUR, ""),
    "expired and tidied up": (False, None, T - HOUR, ""),
}
INSTANTS = {"-": T - SECOND, "=": T, "+": T + SECOND}


@pytest.fixture(params=["page", "election"])
def row(request):
    with time_machine.travel(T - 2 * HOUR, tick=False):
        return announcements.announcement() if request.param == "page" else elections.election()


@pytest.mark.parametrize("state", STATES)
def test_state_table(row, state):
    live, go_live_at, expire_at, when = STATES[state]
    rows = type(row).objects.filter(pk=row.pk)
    rows.update(live=live, go_live_at=go_live_at, expire_at=expire_at)
    row.refresh_from_db()
    for sign, instant in INSTANTS.items():
        expected = sign in when
        with time_machine.travel(instant, tick=False):
            answers = [is_visible(row), visible(rows).exists(), rows.filter(visible_q(type(row))).exists()]
            if isinstance(row, AnnouncementPage):
                answers += [row.is_visible(), rows.visible().exists(), rows.listed().exists()]
        answers += [is_visible(row, instant), rows.filter(visible_q(type(row), instant)).exists()]
        with clock.as_on(instant):
            answers += [is_visible(row), visible(rows).exists()]
        assert set(answers) == {expected}, (state, sign, answers)


def test_a_closed_key_is_neither_visible_nor_listed(row, restricted):
    rows = type(row).objects.filter(pk=row.pk)
    restricted.closed.add(row.translation_key if isinstance(row, AnnouncementPage) else row.key)
    assert not is_visible(row)
    assert not visible(rows).exists()
    if isinstance(row, AnnouncementPage):
        assert not rows.visible().exists()
        assert not rows.listed().exists()


def test_an_unlisted_key_is_visible_and_not_listed(restricted):
    page = announcements.announcement()
    restricted.unlisted.add(page.translation_key)
    rows = AnnouncementPage.objects.filter(pk=page.pk)
    assert (page.is_visible(), rows.visible().exists(), rows.listed().exists()) == (True, True, False)


def test_a_source_may_answer_differently_at_each_instant():
    """Windows are arithmetic on the instant that is asked for, not on when the source was registered."""
    from portal.publication import restrictions

    page = announcements.announcement()

    def window(now):
        return {page.translation_key} if T <= now < T + HOUR else set()

    restrictions.register(closed=window)
    try:
        states = [is_visible(page, instant) for instant in (T - SECOND, T, T + HOUR - SECOND, T + HOUR)]
    finally:
        restrictions.unregister(window)
    assert states == [True, False, False, True]


def test_searching_can_be_narrowed_to_what_is_visible(restricted):
    shown, closed = (announcements.announcement(title=f"Zqneedle {n}") for n in range(2))
    announcements.announcement(title="Zqneedle draft", live=False)
    restricted.closed.add(closed.translation_key)
    found = AnnouncementPage.objects.visible().search("Zqneedle")
    assert [page.pk for page in found] == [shown.pk]


def test_elections_are_public_from_the_civil_day_they_are_called_on(visitor):
    """Midnight is the commission's, at 19:00 UTC of the day before."""
    with time_machine.travel(T - HOUR, tick=False):
        marked = {"title": elections.texts("Zqcalled"), "short_title": elections.texts("Zqcalled")}
        elections.election(called_on=date(2026, 3, 6), days=[date(2026, 4, 1)], **marked)
    midnight = datetime(2026, 3, 5, 19, 0, tzinfo=UTC)
    for instant, called in [(midnight - SECOND, False), (midnight, True)]:
        with time_machine.travel(instant, tick=False):
            assert visible(Election.objects.called()).exists() == called
            text = visitor.get("/en/").content.decode()
        assert ("Zqcalled" in text) == called
