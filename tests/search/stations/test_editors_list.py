"""The list of stations in the admin: found by anything an editor reads aloud, and never long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal import clock
from portal.accounts.roles import Role
from search.stations.models import Precinct, PrecinctNotice, PrecinctState
from tests.factories import stations
from tests.factories.people import speaks_english
from tests.search.stations.editing import address, html


@pytest.fixture
def registrar(login):
    client = login(Role.REGISTRAR)
    speaks_english(client.user)
    return client


@pytest.fixture
def directory(db):
    return stations.world()


def found(client, **asked):
    return {row.uid for row in client.get(address("index"), asked).context["table"].data}


# What is typed, and which stations are meant.
SEARCHES = {
    "a number": ("838", {"d838"}),
    "a number that repeats": ("25", {"a25", "k25"}),
    "a number with its sign": ("№ 838", {"d838"}),
    "a number with zeros": ("0838", set()),
    "a uid": ("t206", {"t206"}),
    "a region and a number": ("akmola-region-25", {"k25"}),
    "a building in Russian": ("дворец", {"a104", "a25"}),
    "a building in Kazakh": ("оқушылар", {"a104", "a25"}),
    "a building in English": ("palace", {"a104", "a25"}),
    "capitals": ("ДВОРЕЦ ШКОЛЬНИКОВ", {"a104", "a25"}),
    "Kazakh capitals": ("ОҚУШЫЛАР", {"a104", "a25"}),
    "a part of a word": ("больниц", {"t206"}),
    "an address": ("абая, 11", {"a101"}),
    "an address in Kazakh": ("абай даңғылы", {"a101"}),
    "a settlement": ("косшы", {"k25", "k302"}),
    "a building and its settlement": ("гимназия алматы", {"a102", "a103"}),
    "a building of another settlement": ("гимназия косшы", set()),
    "nothing": ("Караганда", set()),
    "a sign of a pattern": ("%", set()),
    "another sign of a pattern": ("_____", set()),
    "a quotation mark": ('"', set()),
    "a backslash": ("\\", set()),
    "SQL": ("' OR 1=1 --", set()),
}


@pytest.mark.parametrize("case", SEARCHES)
def test_a_station_is_found_by(directory, registrar, case):
    query, expected = SEARCHES[case]
    assert found(registrar, q=query) == expected


@pytest.mark.parametrize(
    "query", ["я" * 10_000, "а " * 5_000, "\x00", "\u202e", "😀"], ids=["long", "many", "nul", "rtl", "emoji"]
)
def test_whatever_is_typed_is_answered(directory, registrar, query):
    assert registrar.get(address("index"), {"q": query}).status_code == 200


def test_only_the_published_version_is_listed(directory, registrar):
    stations.staged()
    assert len(found(registrar)) == Precinct.objects.filter(version=directory).count()


def test_without_a_published_version_the_list_is_empty(db, registrar):
    stations.staged()
    assert found(registrar) == set()


NOW = clock.now()
FILTERS = {
    "region": ({"region": "akmola-region"}, {"k25", "k302"}),
    "kind": ({"kind": "abroad"}, {"x10"}),
    "suspended": ({"status": "suspended"}, {"t201"}),
    "closed": ({"status": "closed"}, {"t202"}),
    "point hidden": ({"point": "hidden"}, {"d838"}),
    "notice now": ({"notice": "now"}, {"k25"}),
    "notice coming": ({"notice": "coming"}, {"x10"}),
    "two": ({"region": "akmola-region", "notice": "now"}, {"k25"}),
    "with words": ({"status": "suspended", "q": "талгар"}, {"t201"}),
    "nobody": ({"status": "closed", "kind": "abroad"}, set()),
}


@pytest.mark.parametrize("case", FILTERS)
def test_filters(directory, registrar, case):
    decided()
    asked, expected = FILTERS[case]
    assert found(registrar, **asked) == expected


def test_open_is_what_nobody_took_out(directory, registrar):
    decided()
    everything = set(Precinct.objects.filter(version=directory).values_list("uid", flat=True))
    assert found(registrar, status="open") == everything - {"t201", "t202"}


def decided():
    now = clock.now()
    day = timedelta(days=1)
    PrecinctState.objects.create(precinct_uid="t201", status="suspended", reason={"ru": "x"})
    PrecinctState.objects.create(precinct_uid="t202", status="closed", reason={"ru": "x"})
    PrecinctState.objects.create(precinct_uid="t203")
    PrecinctState.objects.create(precinct_uid="d838", point_hidden=True)
    for uid, start, end in [("k25", -day, None), ("x10", day, None), ("a25", -2 * day, -day)]:
        PrecinctNotice.objects.create(
            precinct_uid=uid, text={"en": "Look"}, starts_at=now + start, ends_at=end and now + end
        )


def test_what_editors_decided_stands_in_the_row(directory, registrar):
    decided()
    rows = {row.uid: row for row in registrar.get(address("index")).context["table"].data}
    assert rows["t201"].station.state.status == "suspended"
    page = html(registrar.get(address("index"), {"q": "t201"}))
    assert "suspended" in page
    assert address("reopen", "t201") in page
    assert address("suspend", "t201") not in page
    assert address("suspend", "a101") in html(registrar.get(address("index"), {"q": "101"}))


def test_an_auditor_sees_no_button(directory, login):
    page = html(login(Role.AUDITOR).get(address("index")))
    for name in ("hide_point", "suspend", "close", "add_notice"):
        assert address(name, "a101") not in page


@pytest.mark.parametrize("asked", [{}, {"q": "мектеп"}, {"status": "open"}], ids=str)
def test_queries_do_not_grow_with_the_list(directory, registrar, asked):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            registrar.get(address("index"), asked)
        return len(captured)

    queries()
    few = queries()
    one = Precinct.objects.filter(version=directory)[0]
    Precinct.objects.bulk_create(
        Precinct(
            version=directory,
            uid=f"more-{number}",
            number=str(number),
            region=one.region,
            locality=one.locality,
            polling_location=one.polling_location,
        )
        for number in range(300)
    )
    response = registrar.get(address("index"), asked)
    assert len(response.context["table"].data) <= 50
    assert queries() <= few + 1


def test_stations_stand_in_the_menu(directory, login):
    for role in Role:
        assert address("index") in html(login(role).get(reverse("wagtailadmin_home")))
