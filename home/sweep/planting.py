"""One of everything that the law can close, with words of its own. Short ASCII: no format folds it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect

from announcements.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    Event,
    EventIndexPage,
    EventPage,
    IssuingBody,
    Meeting,
    MeetingIndexPage,
    MeetingPage,
    Poster,
    PosterFile,
    PosterIndexPage,
    PosterPage,
    Resolution,
    Topic,
    Wording,
)
from content.pages import TextPage
from observers.models import Answer, Notice, Poll, PollIndexPage, PollingOrganisation, PollPage, Question
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.basepage.models import BasePage
from portal.elections.models import Election, VotingRound
from portal.files.models import Download, Picture
from portal.i18n.texts import Texts, languages
from portal.publication import blackout
from portal.publication.blackout import ElectionWindow, windows_of
from portal.publication.models import Restriction
from portal.publication.visibility import key_of

# Stands in whatever a canary says; in its address and file names; in what it is searched by.
WORD, SLUG, ASKED = "zqcanary", "zqslug", "zqasked"
PERCENT, PEOPLE, RESPONDENTS = "37.19", 371_923, 1_000_063
MARKS = (WORD, PERCENT, PERCENT.replace(".", ","), str(PEOPLE))
# When they are published: long enough before the window for the fieldwork to be over.
BEFORE = timedelta(hours=1)


@dataclass
class Planted:
    """What was planted, for `doors`."""

    election: Election
    users: dict[str, User]
    organisation: PollingOrganisation
    act: Resolution | None = None
    # Of what has a picture for link previews, and of the files.
    keys: list[uuid.UUID] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def publish(self, record: Any) -> Any:
        """By an author and an approver."""
        record.save_revision(user=self.users["author"]).publish(user=self.users["approver"])
        record.refresh_from_db()
        return record

    def keep(self, record: Any) -> Any:
        record.full_clean()
        record.save()
        return self.publish(record)


class NothingToCheck(Exception):
    """The law in force closes no pages."""


@contextmanager
def planted_for(instant: datetime) -> Iterator[tuple[Planted, ElectionWindow]]:
    """Canaries in the window that covers an instant, or in the next one, or in that of an election planted for it.

    Raises NothingToCheck where the law in force closes no pages. Whatever was planted is rolled back at the end, and
    uploads go to a folder of their own.
    """
    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder), transaction.atomic():
        try:
            by = users()
            one = _window(instant, by)
            assert one.window is not None  # noqa: S101 (chosen for it)
            with clock.as_on(one.window.start - BEFORE):
                planted = plant(one.election, by)
            yield planted, one
        finally:
            transaction.set_rollback(True)
            blackout.forget()


def _window(instant: datetime, by: dict[str, User]) -> ElectionWindow:
    found = _closing(list(Election.objects.filter(live=True).with_dates()), instant)
    if not found:
        day = instant.astimezone(timezone.get_current_timezone()).date()
        found = _closing([election_on(day + timedelta(days=2), by)], instant)
    if not found:
        raise NothingToCheck("The law in force closes no pages: there is nothing to check.")
    return min(found, key=lambda one: one.window.start if one.window else instant)


def _closing(elections: list[Election], instant: datetime) -> list[ElectionWindow]:
    """The windows of some elections that close pages and are not over."""
    return [one for one in windows_of(elections) if one.window and one.hides and instant < one.window.end]


def texts(word: str = WORD) -> Texts:
    return Texts({language: f"{word} {ASKED} {language}" for language in languages()})


def users() -> dict[str, User]:
    """One of each role; and an author and an approver who may do everything."""
    made = {}
    for role in Role:
        made[str(role)] = User.objects.create(username=f"{WORD}-{role}")
        made[str(role)].groups.add(Group.objects.get(name=role))
    for name in ("author", "approver"):
        made[name] = User.objects.create(username=f"{WORD}-{name}", is_superuser=True)
    return made


def election_on(day: date, by: dict[str, User]) -> Election:
    """A published election with one voting day, for a portal that has none of its own."""
    election = Election(
        title=texts("A planted election"),
        short_title=texts("A planted election"),
        slug="planted-election",
        kind="president",
        called_on=day - timedelta(days=60),
    )
    parts: Any = election  # modelcluster takes lists where Django's types know a manager
    parts.rounds = [VotingRound(number=1, first_day=day)]
    election.save()
    election.save_revision(user=by["author"]).publish(user=by["approver"])
    election.refresh_from_db()
    return election


def plant(election: Election, by: dict[str, User]) -> Planted:
    """Publish a poll, and one of each other kind marked as about polls, in every language. `clock` says when."""
    planted = Planted(election, by, _organisation(election))
    planted.publish(planted.organisation)
    document, picture = _document(), _picture()
    records = {
        "polls": _poll(planted),
        "meetings": planted.keep(Meeting(starts_at=clock.now(), note=texts(), election=election)),
        "events": planted.keep(Event(name=WORD, starts_at=clock.now(), note=texts(), election=election)),
        "posters": _poster(planted, document),
    }
    planted.act = _act(planted)
    pages = [page for kind in MODELS for page in _pages(planted, kind, records.get(kind), document, picture)]
    announcement = next(page for page in pages if isinstance(page, AnnouncementPage))
    _linking_page(planted, pages)
    for marked in (*(records[kind] for kind in ("meetings", "events", "posters")), planted.act, announcement, picture):
        _mark(planted, marked)
    planted.keys += [page.translation_key for page in pages] + [planted.act.key]
    planted.files += [document.url, picture.file.url, picture.get_rendition("width-20|format-webp").url]
    return planted


def _mark(planted: Planted, marked: Any) -> None:
    Restriction.objects.create(key=key_of(marked)).elections.add(planted.election)


def _document() -> Download:
    document = Download(title=f"{WORD} document", file=ContentFile(f"{WORD} {PERCENT}".encode(), f"{SLUG}.txt"))
    document.save()
    return document


def _picture() -> Picture:
    stream = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(stream, "PNG")
    picture = Picture(title=f"{WORD} picture", file=ContentFile(stream.getvalue(), f"{SLUG}.png"))
    picture.save()
    return picture


def _organisation(election: Election) -> PollingOrganisation:
    """What the law leaves open: it has none of the words."""
    organisation = PollingOrganisation(name=texts("A planted organisation"), slug="planted-organisation")
    day = clock.today() - timedelta(days=30)
    parts: Any = organisation
    parts.notices = [Notice(election=election, notified_on=day, as_of=day)]
    organisation.save()
    return organisation


def _poll(planted: Planted) -> Poll:
    question = Question(wording=texts())
    parts: Any = question
    rest = Decimal(100) - Decimal(PERCENT)
    parts.answers = [
        Answer(text=texts(), percent=Decimal(PERCENT), people=PEOPLE),
        Answer(text=texts(), percent=rest, people=RESPONDENTS - PEOPLE),
    ]
    poll = Poll(
        name=WORD,
        election=planted.election,
        organisation=planted.organisation,
        ordered_by=texts(),
        paid_by=texts(),
        fieldwork_from=clock.today() - timedelta(days=9),
        fieldwork_until=clock.today() - timedelta(days=2),
        method=texts(),
        respondents=RESPONDENTS,
        error=Decimal("2.5"),
        note=texts(),
    )
    parts = poll
    parts.questions = [question]
    kept: Poll = planted.keep(poll)
    return kept


def _poster(planted: Planted, document: Download) -> Poster:
    topic = Topic.objects.create(title=texts("A planted topic"), slug="planted-topic")
    poster = Poster(name=WORD, topic=topic, licence=WORD, campaign=texts(), election=planted.election)
    parts: Any = poster
    parts.files = [PosterFile(language=code, format="radio_script", document=document) for code in languages()]
    kept: Poster = planted.keep(poster)
    return kept


def _act(planted: Planted) -> Resolution:
    body = IssuingBody.objects.create(name=texts("A planted body"), in_citation=texts("A planted body"), code="planted")
    day = clock.today()
    act = Resolution(number=SLUG, date=day, title=texts(), body=body, in_force_from=day, election=planted.election)
    parts: Any = act
    parts.wordings = [Wording(language=code, effective_on=day, text=f"<p>{WORD}</p>") for code in languages()]
    kept: Resolution = planted.keep(act)
    return kept


# Each kind's section, its type of page, and its name for the record that the page stands on.
MODELS: dict[str, tuple[type[BasePage], type[TextPage], str]] = {
    "announcements": (AnnouncementIndexPage, AnnouncementPage, ""),
    "meetings": (MeetingIndexPage, MeetingPage, "meeting"),
    "posters": (PosterIndexPage, PosterPage, "poster"),
    "events": (EventIndexPage, EventPage, "event"),
    "polls": (PollIndexPage, PollPage, "poll"),
}


def _pages(planted: Planted, kind: str, record: Any, document: Download, picture: Picture) -> Iterator[BasePage]:
    section, model, name = MODELS[kind]
    key = uuid.uuid4()
    for parent in section.objects.filter(locale__language_code__in=languages()):
        page: Any = model(
            title=f"{WORD} {ASKED}",
            slug=SLUG,
            lead=f"{WORD} {ASKED}",
            search_description=WORD,
            locale=parent.locale,
            translation_key=key,
            live=False,
            **({name: record} if name else {"election": planted.election}),
            **({"alt": WORD} if kind == "posters" else {}),
        )
        page.body = [("rich_text", f"<p>{WORD} {PERCENT}</p>"), ("documents", {"documents": [document]})]
        page.share_picture = picture
        parent.add_child(instance=page)
        planted.publish(page)
        path = f"/{parent.locale.language_code}/planted-redirect-{kind}"
        Redirect.objects.create(old_path=path, redirect_page=page, is_permanent=True)
        yield page


def _linking_page(planted: Planted, pages: list[BasePage]) -> None:
    """What the law leaves open, and that links to everything it closes."""
    links = "".join(f'<a linktype="page" id="{page.pk}">planted</a> ' for page in pages)
    key = uuid.uuid4()
    for parent in AnnouncementIndexPage.objects.filter(locale__language_code__in=languages()):
        page = AnnouncementPage(
            title="A planted page",
            slug="planted-page",
            lead="It links.",
            locale=parent.locale,
            translation_key=key,
            live=False,
        )
        page.body = [("rich_text", f"<p>{links}</p>")]
        parent.add_child(instance=page)
        planted.publish(page)
