"""How many queries an uncached page costs: few, and no more for sixty items than for ten."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from announcements.models import (
    Instruction,
    MeetingDocument,
    PosterFile,
    ResolutionChange,
    ResolutionFile,
    Wording,
)
from portal.accounts.roles import Role
from portal.publication import due
from tests.content import bodies
from tests.factories import announcements, elections, files, people, records
from tests.factories.sites import LANGUAGES, homes

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 11, 14, 6, 0, tzinfo=UTC)
DAY = date(2022, 11, 1)
SIZES = (1, 10, 60)
BUDGETS = {
    "/en/": 20,
    "/en/announcements/": 15,
    "/en/announcements/?type=voters&year=2022&election=president&q=item": 15,
    "/en/announcements/feed/": 15,
    "/en/feed/": 40,
    "/en/announcements/item-0/": 15,
    "/en/meetings/": 15,
    "/en/meetings/?type=announced&year=2022&convocation=7&election=president&q=meeting": 15,
    "/en/meetings/feed/": 20,
    "/en/meetings/feed/?q=meeting&convocation=7": 20,
    "/en/meetings/full/": 20,
    "/en/meetings/full/calendar.ics": 15,
    "/en/posters/": 15,
    "/en/posters/?type=topic&year=2022&election=president&q=poster": 20,
    "/en/posters/feed/": 15,
    "/en/posters/full/": 20,
    "/en/posters/full/files.zip": 15,
    "/en/events/": 15,
    "/en/events/?month=2022-11": 15,
    "/en/events/?month=2022-11&election=president": 15,
    "/en/events/feed/": 15,
    "/en/events/event-0/": 15,
    "/en/events/event-0/calendar.ics": 15,
    "/en/events/calendar.ics": 15,
    "/en/elections/president/calendar.ics": 15,
    "/en/elections.ics": 15,
    "/en/resolutions/": 15,
    "/en/resolutions/?number=act&q=matter&type=rules&year=2022&stage=in_force&election=president&sort=number": 15,
    "/en/resolutions/feed/": 15,
    "/en/resolutions/2022/full/": 15,
    "/en/resolutions/2022/full/?day=2022-11-15": 15,
    "/en/resolutions/2022/full/text/": 15,
    "/en/stations/": 20,
    "/en/stations/places/": 15,
    "/en/search/?q=item": 20,
    "/en/search/?q=item&type=announcements": 15,
    "/en/feeds/": 15,
    "/en/missing/": 15,
    "/sitemap.xml": 15,
    "/sitemap-index.xml": 15,
    "/sitemap-stations.xml": 15,
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


def write_records(numbers, election, topic):
    """A meeting, an event, a poster and an act each, with everything in them, and a page in English."""
    for number in numbers:
        at = NOW + timedelta(minutes=number)
        with time_machine.travel(NOW - timedelta(days=1) + timedelta(minutes=number), tick=False):
            act = records.resolution(
                f"act-{number}",
                date=DAY,
                kind="rules",
                election=election,
                title=records.texts("On a matter"),
                wordings=[(code, DAY, f"<p>Words {number}</p>") for code in LANGUAGES],
                files=[files.document(f"act-{number}.pdf")],
            )
            event = records.event(starts_at=at, election=election, place=records.texts("Place"))
            records.page(event, slug=f"event-{number}", title=f"Event {number}")
            meeting = records.meeting(
                starts_at=at,
                convocation=7,
                election=election,
                briefing=event,
                chair=people.person(f"Chair {number}"),
                **parts_of_a_meeting([act], f"meeting-{number}"),
            )
            records.page(meeting, slug=f"meeting-{number}", title=f"Meeting {number}")
            poster = records.poster(topic=topic, election=election, files=posters_files(1, f"poster-{number}"))
            records.page(poster, slug=f"poster-{number}", title=f"Poster {number}")


def parts_of_a_meeting(acts, name):
    """An item for each act, with a rapporteur, an instruction and a document of its own."""
    items = [
        records.item(
            acts=[act],
            rapporteur=people.person(f"Rapporteur {name}"),
            instructions=[Instruction(addressee=records.texts("Whom"), task=records.texts("What"))],
        )
        for act in acts
    ]
    documents = [MeetingDocument(document=files.document(f"{name}-{number}.pdf")) for number in range(len(acts))]
    return {"items": items, "documents": documents}


def posters_files(count, name):
    content = files.picture_bytes((40, 40))
    return [
        (code, "square", files.document(f"{name}-{number}-{code}.png", content=content))
        for number in range(count)
        for code in LANGUAGES
    ]


class Full:
    """A meeting, a poster and an act that hold ever more."""

    def __init__(self, election, topic):
        with time_machine.travel(NOW - timedelta(hours=1), tick=False):
            self.meeting = records.meeting(starts_at=NOW, election=election)
            records.page(self.meeting, slug="full", title="Full meeting")
            self.poster = records.poster(topic=topic, election=election)
            target = announcements.announcement(slug="announced")
            records.page(self.poster, slug="full", title="Full poster", announcement=target)
            self.act = records.resolution("full", date=DAY, election=election)
        self.acts = []

    def grow(self, numbers):
        new = [records.resolution(f"part-{number}", date=DAY) for number in numbers]
        self.acts += new
        parts = parts_of_a_meeting(new, f"full-{numbers.start}")
        meeting, poster, act = (type(row).objects.get(pk=row.pk) for row in (self.meeting, self.poster, self.act))
        meeting.items = [*meeting.items.all(), *parts["items"]]
        meeting.documents = [*meeting.documents.all(), *parts["documents"]]
        rows = posters_files(len(numbers), f"full-{numbers.start}")
        made = [PosterFile(language=code, format=kind, document=document) for code, kind, document in rows]
        poster.files = [*poster.files.all(), *made]
        for number, other in zip(numbers, new, strict=True):
            act.changes.add(ResolutionChange(kind="amends", target=other, effective_on=DAY + timedelta(days=number)))
            act.files.add(ResolutionFile(document=files.document(f"full-{number}.pdf")))
            since = DAY + timedelta(days=number)
            act.wordings.add(Wording(language="en", effective_on=since, text=f"<p>{number}</p>"))
        for record in (meeting, poster, act):
            record.save_revision(user=people.user()).publish(user=people.user(Role.PRESS_OFFICER))


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


def test_the_budgets_hold_and_ten_cost_as_much_as_sixty(capsys):
    president = elections.election(
        slug="president", days=[date(2022, 11, 20)], key_dates=[date(2022, 11, 15)], areas=["Asia/Almaty"]
    )
    topic = records.topic(slug="topic")
    full = Full(president, topic)
    counts: dict[str, list[int]] = {address: [] for address in BUDGETS}
    asked, looking, written = {}, [], 0
    for size in SIZES:
        write(range(written, size), president)
        write_records(range(written, size), president, topic)
        full.grow(range(written, size))
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
    growing = {address: numbers for address, numbers in counts.items() if numbers[1] < numbers[2]}
    explained = {address: asked[address] for address in {**over, **growing}}
    assert (over, growing) == ({}, {}), explained
    assert max(looking) <= LOOKING


CLOSED = [
    "/en/",
    "/en/announcements/",
    "/en/meetings/",
    "/en/posters/",
    "/en/posters/feed/",
    "/en/events/",
    "/en/resolutions/",
    "/en/meetings/full/",
    "/en/posters/full/",
    "/en/resolutions/2022/full/",
]


# What follows a mark is read once a second: the clock stands still, so that no second passes between two requests.
@time_machine.travel(datetime(2026, 11, 2, 6, tzinfo=UTC), tick=False)
def test_while_something_is_closed_ten_cost_as_much_as_one(restricted):
    """A ban on campaigning is the day on which everybody comes."""
    restricted.closed.add(uuid.uuid4())
    president, topic = elections.election(slug="president"), records.topic(slug="topic")
    full = Full(president, topic)
    counts: dict[str, list[int]] = {address: [] for address in CLOSED}
    for numbers in (range(1), range(1, 10)):
        write_records(numbers, president, topic)
        write(numbers, president)
        full.grow(numbers)
        for address in CLOSED:
            # The first draws pictures, and after anything is written what follows a mark is read again.
            count(address), count(address)
            counts[address].append(count(address)[0])
    growing = {address: numbers for address, numbers in counts.items() if numbers[0] != numbers[1]}
    over = {address: numbers for address, numbers in counts.items() if numbers[1] > 30}
    assert (growing, over) == ({}, {})
