"""Call centres in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from search.stations.models import CallCentre
from tests.factories import stations
from tests.factories.people import speaks_english
from tests.search.stations.editing import html, texts


def address(name, *args):
    return reverse(f"call_centres:{name}", args=args)


def centre(**changes):
    return {
        "region_code": "akmola-region",
        **texts("name", ru="Справочная"),
        "phones": "1414, +7 000 000 00 01",
        **texts("hours"),
        **texts("languages"),
        **changes,
    }


@pytest.fixture
def registrar(login):
    stations.world()
    client = login(Role.REGISTRAR)
    speaks_english(client.user)
    return client


def test_a_registrar_writes_them(registrar):
    assert "Akmola region" in html(registrar.get(address("add")))
    assert registrar.post(address("add"), centre()).status_code == 302
    made = CallCentre.objects.get()
    assert (made.region_code, made.numbers) == ("akmola-region", ["1414", "+7 000 000 00 01"])
    assert registrar.post(address("edit", made.pk), centre(region_code="", phones="1414")).status_code == 302
    made.refresh_from_db()
    assert (made.region_code, made.phones) == ("", "1414")
    assert "the whole country" in html(registrar.get(address("index")))
    assert registrar.post(address("delete", made.pk)).status_code == 302
    assert not CallCentre.objects.exists()


REFUSED = {
    "no name": texts("name"),
    "no telephone": {"phones": ""},
    "commas": {"phones": ", ,"},
    "words": {"phones": "call us"},
    "another region": {"region_code": "nowhere"},
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(registrar, case):
    assert registrar.post(address("add"), centre(**REFUSED[case])).status_code == 200
    assert not CallCentre.objects.exists()


def test_a_region_that_the_published_version_lacks_is_kept(registrar):
    made = CallCentre.objects.create(region_code="gone", name={"ru": "x"}, phones="1414")
    assert registrar.post(address("edit", made.pk), centre(region_code="gone")).status_code == 302
    made.refresh_from_db()
    assert (made.region_code, made.name) == ("gone", {"ru": "Справочная"})


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REGISTRAR])
def test_others_read(db, login, role):
    made = CallCentre.objects.create(name={"ru": "x"}, phones="1414")
    client = login(role)
    assert client.get(address("index")).status_code == 200
    for name, args in [("add", ()), ("edit", (made.pk,)), ("delete", (made.pk,))]:
        assert client.post(address(name, *args), centre()).status_code in {302, 403}
    assert [row.name for row in CallCentre.objects.all()] == [{"ru": "x"}]
