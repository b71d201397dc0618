"""How many queries a meeting costs: few, and no more for two hundred items than for two."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from announcements.models import Meeting
from tests.announcements.meetings import many
from tests.announcements.reading import soup, words
from tests.factories import elections, records
from tests.factories.sites import LANGUAGES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
BUDGET = 15


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with time_machine.travel(NOW, tick=False):
        yield


def count(address):
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), [query["sql"][:200] for query in queries]


@pytest.mark.parametrize("rule", ["nothing is closed", "something is closed"])
def test_two_hundred_items_cost_as_many_queries_as_two(visitor, restricted, rule):
    if rule == "something is closed":
        restricted.closed.add(uuid.uuid4())
    briefing = records.event()
    records.page(briefing)
    president = elections.election()
    found = {}
    for number in (2, 200):
        meeting = many(number)
        Meeting.objects.filter(pk=meeting.pk).update(briefing=briefing, election=president)
        for language in LANGUAGES:
            page = records.page(meeting, language, key=uuid.UUID(int=number), slug=f"of-{number}")
        found[number] = count(page.url)
        listed = [words(heading) for heading in soup(visitor, page.url).select(".agenda h3")]
        assert listed == [f"Item {n} en" for n in range(number)]
    assert found[2][0] == found[200][0], found
    assert found[200][0] <= BUDGET, found


@pytest.mark.parametrize(
    "address", ["/en/meetings/feed/", "/en/meetings/", "/en/events/", "/en/events/calendar.ics", "/en/"]
)
def test_many_meetings_cost_as_many_queries_as_two(address):
    found = []
    for number in (2, 12):
        for _ in range(number):
            records.page(many(2))
        found.append(count(address))
    assert found[0][0] == found[1][0], found
    assert found[1][0] <= (20 if address == "/en/" else BUDGET), found
