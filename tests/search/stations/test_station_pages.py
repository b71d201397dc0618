"""The page of a station, and the directory read from above: regions, districts, settlements, streets, lists."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache

from search.stations.models import (
    AccessibilityInformation,
    CallCentre,
    HoursOpen,
    PollingLocation,
    Precinct,
    PrecinctNotice,
    PrecinctState,
    StationProblem,
)
from tests.factories import elections, stations
from tests.factories.sites import LANGUAGES, homes
from tests.search.stations.reading import read

NOW = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(db):
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world():
    homes()
    made = stations.world()
    made.election = elections.election(days=[date(2027, 1, 10)], areas=["Asia/Almaty"])
    made.save()
    return made


@pytest.fixture
def body(client):
    def read(path):
        response = client.get(path)
        assert response.status_code == 200, path
        return response.content.decode()

    return read


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_station_says_where_when_and_for_whom(world, body, language):
    page = body(f"/{language}/stations/a102/")
    location = PollingLocation.objects.get(precincts__uid="a102", version=world)
    for said in ("№&nbsp;102", location.address_line.text(language), "UTC+5", "2027-01-10T07:00:00+05:00"):
        assert said in page


def test_its_own_hours_win_over_the_election_s(world, body):
    precinct = Precinct.objects.get(uid="a102")
    HoursOpen.objects.create(precinct=precinct, date="2027-01-10", start_time="06:00", end_time="18:00")
    page = body("/en/stations/a102/")
    assert "2027-01-10T06:00:00+05:00" in page
    assert "2027-01-10T07:00:00+05:00" not in page


def test_the_hours_go_once_the_day_is_over(world, body):
    with time_machine.travel(datetime(2027, 1, 10, 18, 59, 59, tzinfo=UTC), tick=False):
        assert "2027-01-10T07:00" in body("/en/stations/a102/")
    with time_machine.travel(datetime(2027, 1, 10, 19, 0, tzinfo=UTC), tick=False):
        assert "2027-01-10T07:00" not in body("/en/stations/a102/")


def test_only_what_is_known_of_accessibility_is_said(world, body):
    assert "Accessibility" not in body("/en/stations/a102/").split("<main", 1)[1].split("</main>")[0]
    location = Precinct.objects.get(uid="a102").polling_location
    AccessibilityInformation.objects.create(polling_location=location, has_ramp=True, has_lift=False)
    section = body("/en/stations/a102/").split('id="access"', 1)[1].split("</section>")[0]
    said = [re.sub(r"<[^>]+>", "", item).strip() for item in re.findall(r"<li.*?</li>", section, re.DOTALL)]
    assert said == ["Ramp", "Lift: no"]


def test_where_nothing_is_known_of_accessibility_nothing_is_said(world, body):
    location = Precinct.objects.get(uid="a102").polling_location
    AccessibilityInformation.objects.create(polling_location=location)
    assert 'id="access"' not in body("/en/stations/a102/")
    AccessibilityInformation.objects.update(note={"en": "A helper waits at the gate"})
    assert "A helper waits at the gate" in body("/en/stations/a102/").split('id="access"', 1)[1]


def test_a_hidden_point_is_nowhere_on_the_page(world, body):
    PollingLocation.objects.filter(precincts__uid="a101").update(latitude="43.250000", longitude="76.950000")
    assert "43.250000" in body("/en/stations/a101/")
    PrecinctState.objects.create(precinct_uid="a101", point_hidden=True)
    assert "43.250000" not in body("/en/stations/a101/")
    assert "43.250000" not in body("/en/stations/places/almaty/")


def test_the_middle_of_a_settlement_is_no_point_of_a_station(world, body):
    point = {"latitude": "43.250000", "longitude": "76.950000", "latlng_source": "settlement"}
    PollingLocation.objects.filter(precincts__uid="a101").update(**point)
    assert "43.250000" not in body("/en/stations/a101/")


def test_notices_stand_while_they_run(world, body):
    PrecinctNotice.objects.create(
        precinct_uid="a102",
        text={"en": "Enter from the yard"},
        starts_at=datetime(2026, 12, 1, 6, 0, 1, tzinfo=UTC),
        ends_at=datetime(2026, 12, 1, 7, 0, tzinfo=UTC),
    )
    for instant, is_there in [((6, 0, 0), False), ((6, 0, 1), True), ((6, 59, 59), True), ((7, 0, 0), False)]:
        with time_machine.travel(datetime(2026, 12, 1, *instant, tzinfo=UTC), tick=False):
            assert ("Enter from the yard" in body("/en/stations/a102/")) is is_there


def test_the_page_is_described_as_a_place(world, body):
    page = body("/en/stations/a102/")
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert described["@type"] == "Place"
    assert described["url"] == "https://testserver/en/stations/a102/"
    assert described["openingHoursSpecification"][0] | {"@type": ""} == {
        "@type": "",
        "validFrom": "2027-01-10",
        "validThrough": "2027-01-10",
        "opens": "07:00",
        "closes": "20:00",
    }
    PrecinctState.objects.create(precinct_uid="a102", status="closed", reason={"en": "Fire"})
    assert "openingHoursSpecification" not in body("/en/stations/a102/")


def test_the_card_carries_the_address_of_the_page(world, body):
    page = body("/en/stations/a102/")
    assert '<svg class="qr-code"' in page or 'class="qr-code"' in page
    assert 'rel="canonical" href="https://testserver/en/stations/a102/"' in page


def test_a_suspended_station_sends_nobody_there(world, client):
    since = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    reason = {"en": "Under repair: vote at No. 103"}
    PrecinctState.objects.create(precinct_uid="a102", status="suspended", reason=reason, since=since)
    page = read(client.get("/en/stations/a102/"))
    assert "1 December 2026, 01:00 (UTC+5)" in page
    assert "Under repair: vote at No. 103" in page
    assert "7:00" not in page
    assert "My polling station" not in page
    assert b"STATUS:CANCELLED" in client.get("/en/stations/a102/calendar.ics").content


def test_the_voting_day_can_be_put_into_a_calendar(world, client):
    response = client.get("/en/stations/a102/calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    text = response.content.decode().replace("\r\n ", "")
    assert "DTSTART;TZID=Asia/Almaty:20270110T070000" in text
    assert "URL:https://testserver/en/stations/a102/" in text


@pytest.mark.parametrize(
    "path",
    [
        "zz/",
        "a102/nothing/",
        "zz/calendar.ics",
        "zz/problem/",
        "places/zz/",
        "places/zz/streets/",
        "places/daubaba/streets/",
    ],
)
def test_what_isn_t_there_is_missing(world, client, path):
    assert client.get(f"/en/stations/{path}").status_code == 404


def test_stations_of_a_version_that_isn_t_published_are_missing(world, client):
    stations.staged(
        lambda table: table["precincts"].append(["a999", "999", "almaty", "almaty", "territorial", "palace"])
    )
    assert client.get("/en/stations/a999/").status_code == 404


def test_one_goes_from_a_region_down_to_a_street(world, client, body):
    assert "/en/stations/places/almaty-region/" in body("/en/stations/places/")
    assert "/en/stations/places/talgar-district/" in body("/en/stations/places/almaty-region/")
    assert "/en/stations/places/talgar/" in body("/en/stations/places/talgar-district/")
    settlement = body("/en/stations/places/talgar/")
    assert "/en/stations/t201/" in settlement
    assert "/en/stations/places/talgar/streets/" in settlement
    assert "Gogol street 1–10 № 202" in read(client.get("/en/stations/places/talgar/streets/?letter=G"))


def test_streets_that_no_decision_names_have_the_settlement_s_station(world, body):
    assert "the whole settlement" in body("/en/stations/places/kosshy/streets/?letter=T")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "1e3", "٣", "9" * 50])
def test_a_page_of_a_list_that_isn_t_there_is_missing(world, client, page):
    assert client.get("/en/stations/places/almaty/", {"page": page}).status_code == 404


def test_letters_stand_in_the_order_of_the_reader_s_alphabet(world, body):
    page = body("/kk/stations/places/almaty/streets/")
    letters = re.findall(
        r"\?letter=[^\"]*\">(.)</a>|aria-current=\"page\">(.)</span>",
        page.split('class="letters"')[1].split("</nav>")[0],
    )
    found = [one or other for one, other in letters]
    assert found == sorted(found, key="АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ0".index)
    assert {"Қ", "М", "Ө"} <= set(found)


def test_stations_abroad_are_listed_by_country(world, body):
    page = body("/en/stations/abroad/")
    assert page.index("Türkiye" if "Türkiye" in page else "Turkey") < page.index("/en/stations/x10/")
    assert "/en/stations/a102/" not in page


def test_stations_that_register_voters_without_residence(world, body):
    assert "The published directory has no such stations." in body("/en/stations/without-residence/")
    Precinct.objects.filter(uid="t201").update(is_registering_no_fixed_residence=True)
    assert "/en/stations/t201/" in body("/en/stations/without-residence/")
    assert "It registers voters" in body("/en/stations/t201/")


def test_whom_to_call_is_said_by_region_also_where_nothing_is_found(world, client):
    CallCentre.objects.create(region_code="almaty-region", name={"en": "Of the region"}, phones="+7 000 1")
    CallCentre.objects.create(region_code="", name={"en": "Of the country"}, phones="1414, 109")
    listed = read(client.get("/en/stations/call-centres/"))
    assert listed.index("Of the country") < listed.index("Almaty region") < listed.index("Of the region")
    missing = client.post("/en/stations/", {"address": "zzzz 5"}).content.decode()
    assert "Of the country" in missing
    assert "Of the region" not in missing
    of_region = client.post("/en/stations/", {"address": "Talgar, Tole bi 5"}).content.decode()
    assert of_region.index("Of the region") < of_region.index("Of the country")


def test_a_problem_is_kept_without_anything_of_the_sender(world, client):
    response = client.post("/en/stations/a102/problem/", {"kind": "address", "text": "Wrong door"})
    assert response.status_code == 200
    assert "Thank you." in response.content.decode()
    (kept,) = StationProblem.objects.values()
    assert {name: value for name, value in kept.items() if name not in {"id", "reported_at"}} == {
        "precinct_uid": "a102",
        "kind": "address",
        "text": "Wrong door",
        "language": "en",
        "settled_at": None,
    }
    assert not response.cookies


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Say what is wrong."),
        ({"kind": "zz"}, "Choose one"),
        ({"kind": "other", "text": "x" * 1001}, "at most 1,000"),
    ],
)
def test_a_problem_that_can_t_be_read_comes_back(world, client, fields, said):
    assert said in client.post("/en/stations/a102/problem/", fields).content.decode()
    assert not StationProblem.objects.exists()


def test_reports_without_end_are_refused_with_a_sentence(world, client):
    answers = [client.post("/en/stations/a102/problem/", {"kind": "other"}).status_code for _number in range(6)]
    assert answers == [200] * 5 + [429]
    assert StationProblem.objects.count() == 5
    other = {"headers": {"X-Forwarded-For": "203.0.113.9"}}
    assert client.post("/en/stations/a102/problem/", {"kind": "other"}, **other).status_code == 200
    forged = [
        client.post("/en/stations/a102/problem/", {"kind": "other"}, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(20, 40)
    ]
    assert forged[-1].status_code == 429


@pytest.mark.parametrize("size", [1, 60])
def test_lists_cost_no_more_queries_for_more_stations(world, client, size, django_assert_max_num_queries):
    precinct = Precinct.objects.get(uid="a102")
    for number in range(size):
        precinct.pk, precinct.uid, precinct.number = None, f"copy-{number}", str(3000 + number)
        precinct.is_registering_no_fixed_residence = True
        precinct.save()
    client.get("/en/stations/")
    for path in ("", "places/", "places/almaty/", "places/almaty/streets/", "without-residence/", "a102/"):
        with django_assert_max_num_queries(25):
            assert client.get(f"/en/stations/{path}").status_code == 200
