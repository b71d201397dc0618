"""What a voter takes along from a station's page: its address, the card, the entry in a calendar."""

from __future__ import annotations

import re
from datetime import date

import pytest

from search.stations.decisions import set_status
from search.stations.imports import publish, roll_back
from search.stations.models import PollingLocation
from tests.factories import elections, stations
from tests.factories.people import user
from tests.factories.sites import homes
from tests.search.stations.reading import read


@pytest.fixture
def world(db):
    homes()
    made = stations.world()
    made.election = elections.election(days=[date(2077, 1, 10)], areas=["Asia/Almaty"])
    made.save()
    return made


def test_a_calendar_takes_what_an_editor_or_a_publication_changed(world, client):
    """A calendar keeps what it has unless the number rises (RFC 5545, 3.8.7.4), also when a version is taken back."""

    def sequence():
        return int(re.search(r"SEQUENCE:(\d+)", client.get("/en/stations/a102/calendar.ics").content.decode())[1])

    by, second = user(), user()
    numbers = [sequence()]
    set_status("a102", "suspended", by, {"en": "Under repair", "ru": "Ремонт", "kk": "Жөндеу"})
    numbers.append(sequence())
    newer = stations.staged()
    newer.election = world.election
    newer.save()
    publish(newer, by, second)
    numbers.append(sequence())
    roll_back(by, second)
    numbers.append(sequence())
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("Abay street, 1", "Almaty, Abay street, 1"),
        ("Almaty, Abay street, 1", "Almaty, Abay street, 1"),
        ("Almaty, 1", "Almaty, Almaty, 1"),
        ("city of Almaty, Abay street, 1", "city of Almaty, Abay street, 1"),
        ("Almaty street, 1", "Almaty, Almaty street, 1"),
    ],
)
def test_the_town_is_said_wherever_the_address_leads_somebody(world, client, address, said):
    PollingLocation.objects.update(address_line={"en": address})
    page = read(client.get("/en/stations/a102/"))
    assert page.count(said) >= 2
    assert f"Almaty, {said}" not in page
    structured = client.get("/en/stations/a102/").content.decode()
    assert f'"address":"{said}"' in structured.replace('": "', '":"')
    calendar = client.get("/en/stations/a102/calendar.ics").content.decode().replace("\r\n ", "").replace("\\", "")
    assert said in calendar
