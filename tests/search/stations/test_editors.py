"""What editors decide about stations: one click, logged, and kept by the next version of the directory."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from portal import clock
from portal.accounts.roles import Role
from portal.publication.boundaries import next_change
from search.stations.decisions import last_event
from search.stations.models import Precinct, PrecinctEvent, PrecinctNotice, PrecinctState, StationProblem
from search.stations.station import Station
from tests.factories import stations
from tests.factories.people import speaks_english
from tests.search.stations.editing import address, html, notice, reason

MINUTE = timedelta(minutes=1)


@pytest.fixture
def directory(db):
    return stations.world()


@pytest.fixture
def registrar(login):
    client = login(Role.REGISTRAR)
    speaks_english(client.user)
    return client


def state(uid="t201"):
    return PrecinctState.objects.filter(precinct_uid=uid).first()


def actions(uid="t201"):
    return list(PrecinctEvent.objects.filter(precinct_uid=uid).order_by("pk").values_list("action", flat=True))


def test_one_click_hides_a_point_and_one_shows_it(directory, registrar):
    for name, is_hidden in [("hide_point", True), ("show_point", False)]:
        response = registrar.post(address(name, "t201"))
        assert (response.status_code, response["Location"]) == (302, address("inspect", "t201"))
        assert state().point_hidden == is_hidden
    event = PrecinctEvent.objects.latest("pk")
    assert (event.actor, event.action) == (registrar.user, "show_point")
    assert abs(event.at - clock.now()) < MINUTE


def test_a_hidden_point_is_hidden_for_every_station_in_the_building(directory, registrar):
    registrar.post(address("hide_point", "a102"))
    assert state("a102").point_hidden
    assert state("a103").point_hidden
    assert actions("a103") == ["hide_point"]
    registrar.post(address("show_point", "a103"))
    assert not state("a102").point_hidden


def test_reports_of_visitors_are_read_and_ticked_off(directory, registrar, login):
    problem = StationProblem.objects.create(
        precinct_uid="a102", kind="address", text="Wrong <b>door</b>", language="en", reported_at=clock.now()
    )
    listed = registrar.get(reverse("station_problems:index")).content.decode()
    assert "Wrong &lt;b&gt;door" in listed
    settled = {"settled_at": "2026-12-01 10:00"}
    assert registrar.post(reverse("station_problems:edit", args=[problem.pk]), settled).status_code == 302
    problem.refresh_from_db()
    assert problem.settled_at is not None
    auditor = login(Role.AUDITOR)
    auditor.post(reverse("station_problems:edit", args=[problem.pk]), {"settled_at": ""})
    problem.refresh_from_db()
    assert problem.settled_at is not None


def test_a_click_in_the_list_leads_back_to_it(directory, registrar):
    back = address("index") + "?q=201"
    assert registrar.post(address("hide_point", "t201"), {"next": back})["Location"] == back
    away = registrar.post(address("show_point", "t201"), {"next": "https://elsewhere.example/"})
    assert away["Location"] == address("inspect", "t201")


@pytest.mark.parametrize(("name", "status"), [("suspend", "suspended"), ("close", "closed")])
def test_a_station_is_taken_out_with_a_reason_and_put_back(directory, registrar, name, status):
    assert registrar.get(address(name, "t201")).status_code == 200
    assert registrar.post(address(name, "t201"), reason(ru="Ремонт", kk="Жөндеу")).status_code == 302
    found = state()
    assert (found.status, found.reason) == (status, {"ru": "Ремонт", "kk": "Жөндеу"})
    assert abs(found.since - clock.now()) < MINUTE
    event = PrecinctEvent.objects.latest("pk")
    assert event.details == {"before": "open", "reason": {"ru": "Ремонт", "kk": "Жөндеу"}}
    registrar.post(address("reopen", "t201"))
    assert (state().status, state().reason) == ("open", {})
    assert actions() == [name, "reopen"]


# What was clicked, and what is known after the second time.
TWICE = {
    "hide": ("hide_point", {}, ["hide_point"]),
    "show what is shown": ("show_point", {}, []),
    "suspend": ("suspend", reason(), ["suspend"]),
    "reopen what is open": ("reopen", {}, []),
    "notice": ("add_notice", notice(), ["add_notice"]),
}


@pytest.mark.parametrize("case", TWICE)
def test_the_same_click_twice_is_once(directory, registrar, case):
    name, data, expected = TWICE[case]
    for _time in range(2):
        assert registrar.post(address(name, "t201"), data).status_code == 302
    assert actions() == expected
    assert PrecinctNotice.objects.count() == expected.count("add_notice")


def test_a_notice_is_added_and_ended_now(directory, registrar):
    registrar.post(address("add_notice", "t201"), notice(kind="moved", ru="Вход со двора", en="From the yard"))
    made = PrecinctNotice.objects.get()
    assert (made.precinct_uid, made.kind, made.text) == (
        "t201",
        "moved",
        {"ru": "Вход со двора", "en": "From the yard"},
    )
    for _time in range(2):
        assert registrar.post(address("end_notice", "t201", made.pk)).status_code == 302
    made.refresh_from_db()
    assert made.ends_at <= clock.now()
    assert actions() == ["add_notice", "end_notice"]


def test_a_notice_that_is_withdrawn_before_it_begins_never_stands(directory, registrar):
    start = clock.now() + timedelta(days=1)
    registrar.post(address("add_notice", "t201"), notice(starts=start))
    registrar.post(address("end_notice", "t201", PrecinctNotice.objects.get().pk))
    with clock.as_on(start + MINUTE):
        assert Station.of([directory_station()])[0].notices == ()


def directory_station(uid="t201"):
    return Precinct.objects.order_by("-pk").filter(uid=uid)[0]


def test_the_page_of_a_station_has_its_facts_its_state_and_its_history_newest_first(directory, registrar):
    registrar.post(address("hide_point", "t201"))
    registrar.post(address("suspend", "t201"), reason(last_event("t201"), en="Flood in the hall"))
    registrar.post(address("add_notice", "t201"), notice(en="Vote next door"))
    page = html(registrar.get(address("inspect", "t201")))
    for words in ("School 12", "3 Abay street", "Talgar", "suspended", "Flood in the hall", "Vote next door", "UTC+"):
        assert words in page, words
    history = page[page.index('id="history"') :]
    assert history.index("Notice added") < history.index("Station suspended") < history.index("Point hidden")
    assert registrar.user.username in history
    for name in ("reopen", "show_point", "close"):
        assert address(name, "t201") in page
    for name in ("suspend", "hide_point"):
        assert f'"{address(name, "t201")}"' not in page


def test_what_is_imported_is_not_edited_here(directory, registrar):
    page = html(registrar.get(address("inspect", "t201")))
    assert 'name="number"' not in page
    for path in ("new/", "edit/1/", "delete/1/"):
        assert registrar.get(address("index") + path).status_code == 404


def test_decisions_outlive_the_version(directory, registrar):
    registrar.post(address("hide_point", "t201"))
    registrar.post(address("suspend", "t201"), reason(last_event("t201"), en="Flood"))
    registrar.post(address("add_notice", "t201"), notice(en="Vote next door"))
    stations.world()
    (station,) = Station.of([directory_station()])
    assert (station.is_open, station.has_point, len(station.notices)) == (False, False, 1)
    page = html(registrar.get(address("inspect", "t201")))
    assert "Flood" in page
    assert "Vote next door" in page


def without_talgar(table):
    table["precincts"] = [row for row in table["precincts"] if row[0] != "t201"]
    table["segments"] = [row for row in table["segments"] if row[0] != "t201"]


# What an editor did; whether anything is left of it that should be looked at.
LEFT_OVER = {
    "suspended": ([("suspend", reason())], True),
    "reopened": ([("suspend", reason()), ("reopen", {})], False),
    "hidden": ([("hide_point", {})], True),
    "notice": ([("add_notice", notice())], True),
    "notice that has ended": (
        [("add_notice", notice(starts=clock.now() - 2 * MINUTE * 60, ends=clock.now() - MINUTE * 60))],
        False,
    ),
}


@pytest.mark.parametrize("case", LEFT_OVER)
def test_decisions_about_a_station_that_is_gone_are_listed(directory, registrar, case):
    clicks, is_listed = LEFT_OVER[case]
    for name, data in clicks:
        assert registrar.post(address(name, "t201"), data).status_code == 302
    assert "not in the published version" not in html(registrar.get(address("index")))
    stations.world(without_talgar)
    page = html(registrar.get(address("index")))
    assert ("not in the published version" in page) == is_listed
    assert (f'href="{address("inspect", "t201")}"' in page) == is_listed
    # Its history stays, whatever is listed.
    assert registrar.get(address("inspect", "t201")).status_code == 200


def test_a_notice_of_a_station_that_is_gone_can_be_ended(directory, registrar):
    registrar.post(address("add_notice", "t201"), notice())
    stations.world(without_talgar)
    registrar.post(address("end_notice", "t201", PrecinctNotice.objects.get().pk))
    assert "not in the published version" not in html(registrar.get(address("index")))


def test_caches_end_where_a_notice_begins_and_ends(directory):
    """The edges of a notice are boundaries of every public answer."""
    now = clock.now()
    start, end = now + timedelta(seconds=5), now + timedelta(seconds=9)
    PrecinctNotice.objects.create(precinct_uid="t201", text={"ru": "Notice"}, starts_at=start, ends_at=end)
    for at, expected in [(now, start), (start, end)]:
        assert next_change(at) == expected
    assert next_change(end) > end
