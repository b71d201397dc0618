"""How many queries an uncached page costs: few, and no more for a hundred items than for ten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.publication import due
from tests.content import bodies
from tests.factories import announcements, elections
from tests.factories.sites import homes

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 11, 14, 6, 0, tzinfo=UTC)
SIZES = (1, 10, 100)
BUDGETS = {
    "/en/": 20,
    "/en/announcements/": 15,
    "/en/announcements/?type=voters&year=2022&election=president&q=item": 15,
    "/en/announcements/feed/": 15,
    "/en/feed/": 15,
    "/en/announcements/item-0/": 15,
    "/en/search/?q=item": 15,
    "/en/search/?q=item&type=announcements": 15,
    "/en/feeds/": 15,
    "/en/missing/": 15,
    "/sitemap.xml": 15,
}
# What a process asks once a second, before the first answer in it.
LOOKING = 15


@pytest.fixture(autouse=True)
def frozen(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    with time_machine.travel(NOW, tick=False):
        yield


def write(numbers, election):
    """Items with everything in them, each with a picture, document, person and neighbour of its own."""
    for number in numbers:
        with time_machine.travel(NOW - timedelta(days=1) + timedelta(minutes=number), tick=False):
            name = f"item-{number}"
            target = announcements.announcement(title=f"Target {number}", slug=f"target-{number}")
            page = announcements.announcement(
                title=f"Item {number}", slug=name, body=bodies.full(target, name=name), election=election
            )
            for language in ("kk", "ru") if number == 0 else ():
                announcements.announcement(language, key=page.translation_key, slug=name, title=f"Item {number}")


def furnish(home):
    """A home page with its foot."""
    pages = [page.pk for page in homes().values()]
    home.foot_columns = [{"type": "column", "value": {"title": "Read", "pages": pages}}] * 2
    home.help_lines = [{"type": "line", "value": {"phone": "1414", "text": "Help"}}]
    home.save_revision().publish()


def count(address):
    """The queries of one uncached answer."""
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == (404 if "missing" in address else 200), address
    return len(queries), [query["sql"][:150] for query in queries]


def test_the_budgets_hold_and_ten_cost_as_much_as_a_hundred(capsys):
    president = elections.election(
        slug="president", days=[date(2022, 11, 20)], key_dates=[date(2022, 11, 15)], areas=["Asia/Almaty"]
    )
    counts: dict[str, list[int]] = {address: [] for address in BUDGETS}
    asked, looking, written = {}, [], 0
    for size in SIZES:
        write(range(written, size), president)
        written = size
        furnish(homes()["en"])
        for address in BUDGETS:
            count(address)  # Sizes of pictures are made once, and each process looks once a second what is due.
            found, asked[address] = count(address)
            counts[address].append(found)
        due.forget()
        looking.append(count("/en/")[0] - counts["/en/"][-1])
    with capsys.disabled():
        lines = [f"{address:70} {numbers} of {BUDGETS[address]}" for address, numbers in counts.items()]
        print("\n" + "\n".join(lines) + f"\n{'what is due, once a second':70} {looking} of {LOOKING}")  # noqa: T201
    over = {address: numbers for address, numbers in counts.items() if max(numbers) > BUDGETS[address]}
    growing = {address: numbers for address, numbers in counts.items() if numbers[1] != numbers[2]}
    explained = {address: asked[address] for address in {**over, **growing}}
    assert (over, growing) == ({}, {}), explained
    assert max(looking) <= LOOKING
