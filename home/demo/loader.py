"""Loads the demonstration. Idempotent: what exists is left as people have made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from announcements.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    EventIndexPage,
    EventPage,
    MeetingIndexPage,
    MeetingPage,
    PosterIndexPage,
    PosterPage,
)
from content.pages import TextPage
from home.demo import acts, appointments, poster_records, records
from home.demo import polls as poll_records
from home.demo.bodies import References, stream_data
from home.demo.logins import create_logins
from home.demo.source import key_for, read
from home.demo.stations import load_stations
from home.models import HomePage, InformationPage
from home.site_setup import prepare_site
from observers.models import PollIndexPage, PollPage
from portal.accounts.models import User
from portal.basepage.models import BasePage
from portal.elections.models import Election


@dataclass(frozen=True)
class Facts:
    """The records that pages stand on, by name."""

    elections: dict[str, Election]
    meetings: dict[str, Any]
    events: dict[str, Any]
    posters: dict[str, Any]
    polls: dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """One page to be: its type and place, the row of texts it is made of, and what it is besides its text."""

    kind: str
    model: type[TextPage]
    parent: BasePage
    row: dict[str, Any]
    values: dict[str, Any]

    @property
    def key(self) -> Any:
        return key_for(self.kind, self.row["key"])


@transaction.atomic
def load_demo() -> int:
    """Add what is missing of the demonstration. Returns how many pages were added."""
    prepare_site()
    users = create_logins()
    elections = records.elections(users["election-officer"], users["election-officer-2"])
    people, pictures, documents = records.people(), records.pictures(), records.documents()
    facts = _facts(elections, people, users["press-editor"], users["press-officer"])
    records.banners()
    load_stations(users["registrar"], users["election-officer"])
    added = 0
    for code, _name in settings.LANGUAGES:
        home = HomePage.objects.get(locale__language_code=code)
        made, pages = _pages(code, home, facts)
        references = References(people, pictures, documents, pages)
        for page, row in made:
            page.body = stream_data(row[code]["body"], references)
            page.full_clean()
            page.save_revision(user=users["press-editor"]).publish(user=users["press-officer"])
        _fill_home(home, code, pages)
        added += len(made)
    return added


def _facts(elections: dict[str, Election], people: dict[str, Any], author: User, approver: User) -> Facts:
    resolutions = acts.resolutions(elections, author, approver)
    events = appointments.events(elections, author, approver)
    return Facts(
        elections=elections,
        events=events,
        meetings=appointments.meetings(elections, people, resolutions, events, (author, approver)),
        posters=poster_records.posters(elections, author, approver),
        polls=poll_records.polls(elections, author, approver),
    )


Made = list[tuple[TextPage, dict[str, Any]]]


def _pages(code: str, home: HomePage, facts: Facts) -> tuple[Made, dict[str, BasePage]]:
    """The pages of one language by name, and those of them that had to be made, still without text."""
    made: Made = []
    pages: dict[str, BasePage] = {}
    for wanted in _wanted(code, home, facts, pages):
        page = wanted.model.objects.filter(translation_key=wanted.key, locale=home.locale).first()
        if page is None:
            page = _new(wanted, code)
            made.append((page, wanted.row))
        pages[wanted.row["key"]] = page
    return made, pages


def _wanted(code: str, home: HomePage, facts: Facts, pages: dict[str, BasePage]) -> Iterator[Wanted]:
    """Every page of one language, in order: later ones may refer to earlier ones."""

    def section(model: type[BasePage]) -> BasePage:
        return model.objects.get(locale=home.locale)

    for row in read("announcements")["announcement"]:
        values = {"kind": row["kind"], "election": facts.elections.get(row.get("election", "")), **_since(row["date"])}
        yield Wanted("announcement", AnnouncementPage, section(AnnouncementIndexPage), row, values)
    for row in read("information")["page"]:
        yield Wanted("information", InformationPage, home, row, {"show_in_menus": row["show_in_menus"]})
    for row in read("events")["event"]:
        values = {"event": facts.events[row["key"]], **_since(row["published"])}
        yield Wanted("event page", EventPage, section(EventIndexPage), row, values)
    for row in read("meetings")["meeting"]:
        values = {"meeting": facts.meetings[row["key"]], **_since(row["published"])}
        yield Wanted("meeting page", MeetingPage, section(MeetingIndexPage), row, values)
    for row in read("posters")["poster"]:
        values = {
            "poster": facts.posters[row["key"]],
            "alt": row[code]["alt"],
            "announcement": pages.get(row.get("announcement", "")),
            **_since(row["published"]),
        }
        yield Wanted("poster page", PosterPage, section(PosterIndexPage), row, values)
    for row in read("polls")["poll"]:
        values = {"poll": facts.polls[row["key"]], **_since(row["published"])}
        yield Wanted("poll page", PollPage, section(PollIndexPage), row, values)


def _since(published: Any) -> dict[str, Any]:
    return {"go_live_at": published, "first_published_at": published}


def _new(wanted: Wanted, code: str) -> TextPage:
    texts = wanted.row[code]
    page = wanted.model(
        title=texts["title"],
        lead=texts["lead"],
        slug=wanted.row["slug"],
        locale=wanted.parent.locale,
        translation_key=wanted.key,
        live=False,
        **wanted.values,
    )
    wanted.parent.add_child(instance=page)
    return page


def _fill_home(home: HomePage, code: str, pages: dict[str, BasePage]) -> None:
    """Give the first page its words, unless somebody already has."""
    if home.foot_columns or home.help_lines:
        return
    texts = read("home")
    home.title, home.hero_title = texts[code]["title"], texts[code]["hero_title"]
    home.hero_text, home.foot_note = texts[code]["hero_text"], texts[code]["foot_note"]
    home.help_lines = [
        {"type": "line", "value": {"phone": row["phone"], "text": row["text"][code]}} for row in texts["help"]
    ]
    home.foot_columns = [
        {
            "type": "column",
            "value": {
                "title": row["title"][code],
                "pages": [pages[link["page"]].pk for link in row["links"] if "page" in link],
            },
        }
        for row in texts["column"]
    ]
    home.full_clean()
    home.save_revision().publish()
