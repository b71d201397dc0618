"""What editors may not do to stations, and what they can't do by mistake."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import clock
from portal.accounts.roles import Role
from search.stations.models import Precinct, PrecinctEvent, PrecinctNotice, PrecinctState
from tests.factories import stations
from tests.factories.people import speaks_english
from tests.search.stations.editing import address, html, notice, reason, texts

EDITOR, OFFICER, REGISTRAR, ELECTIONS, AUDITOR = Role


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
    "year one": ("add_notice", {**notice(), "starts_at": "0001-01-01 00:00"}, "mistyped"),
    "year 9999": ("add_notice", {**notice(), "starts_at": "9999-12-31 23:59"}, "mistyped"),
    "beyond the calendar": ("add_notice", {**notice(), "ends_at": "9999-12-31T23:59:59.999999-14:00"}, "mistyped"),
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
