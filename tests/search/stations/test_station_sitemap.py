"""Stations in the sitemap: every public one, in every language, in files that stay small however many there are."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from search.stations.models import Precinct
from search.stations.sitemaps import StationSitemap
from tests.factories import stations
from tests.factories.sites import LANGUAGES, homes

HOST = "https://testserver"
NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    homes()


@pytest.fixture
def files(client):
    """The files that the index names, from the line of robots.txt on."""

    def read():
        (index,) = re.findall(r"^Sitemap: (.*)$", client.get("/robots.txt").content.decode(), re.MULTILINE)
        root = ElementTree.fromstring(client.get(index.removeprefix(HOST)).content)
        return [location.text.removeprefix(HOST) for location in root.findall("s:sitemap/s:loc", NAMESPACES)]

    return read


@pytest.fixture
def listed(client):
    """The addresses of a file with their alternates by language."""

    def read(path):
        response = client.get(path)
        assert response.status_code == 200
        return {
            url.findtext("s:loc", namespaces=NAMESPACES).removeprefix(HOST): {
                link.get("hreflang"): link.get("href").removeprefix(HOST) for link in url.findall("x:link", NAMESPACES)
            }
            for url in ElementTree.fromstring(response.content).findall("s:url", NAMESPACES)
        }

    return read


def expected(uids):
    return {
        f"/{language}/stations/{uid}/": {other: f"/{other}/stations/{uid}/" for other in LANGUAGES}
        for language in LANGUAGES
        for uid in uids
    }


def test_every_station_of_the_published_version_is_named_in_every_language(files, listed, client):
    world = stations.world()
    stations.staged(
        lambda table: table["precincts"].append(["a999", "999", "almaty", "almaty", "territorial", "palace"])
    )
    assert files() == ["/sitemap.xml", "/sitemap-stations.xml"]
    found = listed("/sitemap-stations.xml")
    assert found == expected(Precinct.objects.filter(version=world).values_list("uid", flat=True))
    for path in list(found)[:3]:
        assert client.get(path).status_code == 200


def test_many_stations_stand_in_several_files(files, listed, client, monkeypatch):
    stations.world()
    monkeypatch.setattr(StationSitemap, "limit", 4)
    paths = [path for path in files() if "stations" in path]
    assert paths[:2] == ["/sitemap-stations.xml", "/sitemap-stations.xml?p=2"]
    found = [listed(path) for path in paths]
    assert [len(one) for one in found[:-1]] == [4 * len(LANGUAGES)] * (len(paths) - 1)
    together = {path: alternates for one in found for path, alternates in one.items()}
    assert together == expected(Precinct.objects.published().values_list("uid", flat=True))
    assert sum(len(one) for one in found) == len(together)
    assert client.get(f"/sitemap-stations.xml?p={len(paths) + 1}").status_code == 404


def test_before_anything_is_published_no_file_of_stations_is_named(files, client):
    stations.staged()
    assert files() == ["/sitemap.xml"]
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_a_file_costs_as_much_for_many_stations(client, django_assert_max_num_queries):
    stations.world()
    precinct = Precinct.objects.published().get(uid="a102")
    for number in range(60):
        precinct.pk, precinct.uid = None, f"copy-{number}"
        precinct.save()
    client.get("/en/stations/")
    with django_assert_max_num_queries(20):
        assert client.get("/sitemap-stations.xml").content.count(b"<loc>") > 60 * len(LANGUAGES)
