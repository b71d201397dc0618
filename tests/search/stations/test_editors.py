"""What editors decide about stations: one click, logged, and kept by the next version of the directory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import clock
from portal.accounts.roles import Role
from portal.publication.boundaries import next_change
from search.stations.decisions import last_event
from search.stations.models import Precinct, PrecinctEvent, PrecinctNotice, PrecinctState
from search.stations.station import Station
from tests.factories import stations
from tests.factories.people import speaks_english
from tests.search.stations.editing import address, html, notice, reason, texts

EDITOR, OFFICER, REGISTRAR, ELECTIONS, AUDITOR = Role
MINUTE = timedelta(minutes=1)


@pytest.fixture
def directory(db):
    return stations.world()


@pytest.fixture
def registrar(login):
    client = login(REGISTRAR)
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


# Who may what. Everybody of these groups sees the stations.
MAY = {
    "hide_point": ({}, {REGISTRAR}),
    "show_point": ({}, {REGISTRAR}),
    "suspend": (reason(), {REGISTRAR}),
    "close": (reason(), {REGISTRAR}),
    "reopen": ({}, {REGISTRAR}),
    "add_notice": (notice(), {REGISTRAR, OFFICER}),
}


@pytest.mark.parametrize("name", MAY)
def test_who_may_do_it(directory, login, visitor, name):
    data, allowed = MAY[name]
    PrecinctState.objects.create(precinct_uid="t201", status="suspended", reason={"ru": "x"}, point_hidden=True)
    if name in {"hide_point", "suspend"}:
        PrecinctState.objects.all().delete()
    for role in sorted(set(Role) - allowed):
        client = login(role)
        before = list(PrecinctState.objects.values()), list(PrecinctNotice.objects.values())
        assert client.post(address(name, "t201"), data).status_code in {302, 403}
        assert (list(PrecinctState.objects.values()), list(PrecinctNotice.objects.values())) == before
        assert address(name, "t201") not in html(client.get(address("inspect", "t201")))
    visitor.post(address(name, "t201"), data)
    assert not PrecinctEvent.objects.exists()
    for role in allowed:
        login(role).post(address(name, "t201"), data)
    assert PrecinctEvent.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_every_group_reads(directory, login, role):
    client = login(role)
    assert client.get(address("index")).status_code == 200
    assert client.get(address("inspect", "t201")).status_code == 200


def test_somebody_without_a_group_reads_nothing(directory, login, visitor):
    for client in (login(), visitor):
        assert client.get(address("index")).status_code in {302, 403}
        assert client.get(address("inspect", "t201")).status_code in {302, 403}


@pytest.mark.parametrize("name", ["hide_point", "show_point", "reopen"])
def test_reading_changes_nothing(directory, registrar, name):
    assert registrar.get(address(name, "t201")).status_code == 405
    assert not PrecinctEvent.objects.exists()


def test_ending_a_notice_asks_for_a_click(directory, registrar):
    registrar.post(address("add_notice", "t201"), notice())
    assert registrar.get(address("end_notice", "t201", PrecinctNotice.objects.get().pk)).status_code == 405


@pytest.mark.parametrize("name", [*MAY, "inspect"])
@pytest.mark.parametrize("uid", ["nowhere", "t999", "only-staged"])
def test_a_station_that_is_unknown_or_not_published_is_missing(directory, registrar, uid, name):
    staged = stations.staged()
    Precinct.objects.filter(version=staged, uid="t201").update(uid="only-staged")
    ask = registrar.get if name == "inspect" else registrar.post
    assert ask(address(name, uid), {}).status_code == 404
    assert not PrecinctState.objects.exists()


def test_a_notice_is_ended_at_its_own_station(directory, registrar):
    registrar.post(address("add_notice", "t201"), notice())
    pk = PrecinctNotice.objects.get().pk
    assert registrar.post(address("end_notice", "t202", pk)).status_code == 404
    assert registrar.post(address("end_notice", "t201", pk + 1)).status_code == 404


# What was typed, and a word of what is said of it.
REFUSED = {
    "no reason": ("suspend", {**texts("reason"), "seen": 0}, "required"),
    "blanks": ("suspend", reason(ru="   "), "required"),
    "nothing to see": ("suspend", reason(ru="\u2800"), "seen"),
    "too long": ("close", reason(ru="я" * 301), "300"),
    "no text": ("add_notice", {**notice(), **texts("text")}, "required"),
    "text too long": ("add_notice", notice(ru="я" * 501), "500"),
    "ends before it starts": ("add_notice", notice(ends=clock.now() - timedelta(hours=1)), "ends after"),
    "no such kind": ("add_notice", notice(kind="party"), "party"),
    "no beginning": ("add_notice", {**notice(), "starts_at": ""}, "required"),
    "no such day": ("add_notice", {**notice(), "starts_at": "2026-02-30 10:00"}, "valid date"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_why_and_changes_nothing(directory, registrar, case):
    name, data, words = REFUSED[case]
    response = registrar.post(address(name, "t201"), data)
    assert response.status_code == 200
    assert words in html(response)
    assert not PrecinctEvent.objects.exists()
    assert not PrecinctNotice.objects.exists()
    assert state() is None or state().status == "open"


def test_markup_is_text(directory, registrar):
    bad = "<script>alert(1)</script>"
    registrar.post(address("suspend", "t201"), reason(en=bad))
    registrar.post(address("add_notice", "t201"), notice(en=bad))
    for page in (address("inspect", "t201"), address("index")):
        assert bad not in html(registrar.get(page))


def test_of_two_editors_the_second_is_told_what_the_first_did(directory, registrar, login):
    """Both opened the form while the station was open; one closed it."""
    other = login(REGISTRAR)
    seen = registrar.get(address("suspend", "t201")).context["form"]["seen"].value()
    other.post(address("close", "t201"), reason(seen, en="Burnt down"))
    response = registrar.post(address("suspend", "t201"), reason(seen, en="Flood"))
    assert response.status_code == 200
    assert "Somebody else has changed this station" in html(response)
    assert state().status == "closed"
    # Having read it, they may insist.
    again = response.context["form"]["seen"].value()
    assert registrar.post(address("suspend", "t201"), reason(again, en="Flood")).status_code == 302
    assert state().status == "suspended"


def test_an_act_and_its_entry_are_one(directory, registrar, monkeypatch):
    def fails(**_fields):
        raise RuntimeError

    monkeypatch.setattr(PrecinctEvent.objects, "create", fails)
    with pytest.raises(RuntimeError):
        registrar.post(address("hide_point", "t201"))
    assert state() is None
