"""One meeting, event, poster or resolution with words of its own in everything it says, in every language."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from announcements.enums import EventKind
from announcements.models import Instruction, MeetingDocument
from portal.accounts.roles import Role
from portal.files.models import Download, Picture
from tests.announcements.instants import HOUR, NOW
from tests.content import bodies
from tests.factories import announcements, files, records
from tests.factories.people import user
from tests.factories.sites import LANGUAGES

# What each kind's own section is called.
SECTIONS = {"meeting": "meetings", "event": "events", "poster": "posters", "resolution": "resolutions"}
# What stands below an item's own address.
OWN = {
    "meeting": {"page": "", "calendar of the page": "calendar.ics"},
    "event": {"page": "", "calendar of the page": "calendar.ics"},
    "poster": {"page": "", "archive": "files.zip"},
    "resolution": {"page": "", "act as text": "text/"},
}


def word(what, kind, language):
    """One short ASCII word, which no format folds or translates."""
    return f"Zq{what}{kind[0]}{language}"


def texts(what, kind):
    return {language: word(what, kind, language) for language in LANGUAGES}


@dataclass
class Planted:
    """One thing in three languages, where it can be read, and its words: the pages' and those of its facts."""

    kind: str
    record: object
    key: uuid.UUID
    paths: dict
    page_words: set = field(default_factory=set)
    fact_words: set = field(default_factory=set)
    pages: dict = field(default_factory=dict)
    files: list = field(default_factory=list)

    @property
    def words(self):
        return self.page_words | self.fact_words

    def own(self, language):
        """Every address of its own in a language, by the name of the place."""
        doors = {name: self.paths[language] + rest for name, rest in OWN[self.kind].items()}
        return {**doors, "picture for link previews": f"/{language}/share/{self.key}.png"}


def documents(kind):
    """A file in each language, told apart by its name and title."""
    return {
        language: files.document(
            f"{word('file', kind, language)}.png",
            word("doc", kind, language),
            content=files.picture_bytes((30 + number, 20)),
            language=language,
        )
        for number, language in enumerate(LANGUAGES)
    }


def make_meeting(live, **fields):
    made = documents("meeting")
    asked = Instruction(addressee=texts("whom", "meeting"), task=texts("task", "meeting"), due_on=date(2026, 4, 1))
    item = records.item(instructions=[asked])
    item.title, item.text = texts("item", "meeting"), texts("about", "meeting")
    item.decision = texts("decided", "meeting")
    record = records.meeting(
        live=live,
        items=[item],
        documents=[MeetingDocument(kind="minutes", document=document) for document in made.values()],
        place=texts("place", "meeting"),
        note=texts("note", "meeting"),
        convocation=7,
        number="Zqnomeeting",
        stream_url="https://video.example/zqstreammeeting",
        **fields,
    )
    said = ["file", "item", "about", "decided", "whom", "task", "place", "note"]
    return record, said, {"Zqnomeeting", "zqstreammeeting"}, [document.url for document in made.values()]


def make_event(live, **fields):
    record = records.event(
        live=live,
        name="Zqnameevent",
        kind=EventKind.VISIT,
        place=texts("place", "event"),
        note=texts("note", "event"),
        contact=texts("contact", "event"),
        accreditation_until=records.NOON - HOUR,
        stream_url="https://video.example/zqstreamevent",
        **fields,
    )
    return record, ["place", "note", "contact"], {"Zqnameevent", "zqstreamevent"}, []


def make_poster(live, **fields):
    made = documents("poster")
    record = records.poster(
        live=live,
        files=[(language, "square", document) for language, document in made.items()],
        name="Zqnameposter",
        topic=records.topic(slug="planted"),
        campaign=texts("campaign", "poster"),
        channels=texts("channel", "poster"),
        terms=texts("terms", "poster"),
        licence="Zqlicenceposter",
        **fields,
    )
    addresses = [document.url for document in made.values()]
    shown = record if live else record.get_latest_revision_as_object()
    for row in shown.files.all():
        assert row.preview is not None
        addresses += [row.preview.file.url, row.preview.get_rendition("width-320|format-webp").url]
    said = ["file", "campaign", "channel", "terms"]
    return record, said, {"Zqnameposter", "Zqlicenceposter"}, addresses


MAKE = {"meeting": make_meeting, "event": make_event, "poster": make_poster}


def plant_resolution(live, election):
    made = documents("resolution")
    act = records.resolution(
        "Zqno",
        live=live == "live",
        date=date(2026, 3, 1),
        kind="rules",
        title=texts("title", "resolution"),
        note=texts("note", "resolution"),
        wordings=[(code, date(2026, 3, 1), f"<p>{word('wording', 'resolution', code)}</p>") for code in LANGUAGES],
        files=list(made.values()),
        election=election,
    )
    if live == "scheduled":
        act.go_live_at = NOW + HOUR
        publish_act(act)
    said = {
        word(what, "resolution", code) for what in ("title", "note", "wording", "file", "doc") for code in LANGUAGES
    }
    paths = {code: f"/{code}/resolutions/2026/zqno/" for code in LANGUAGES}
    addresses = [document.url for document in made.values()]
    return Planted("resolution", act, act.key, paths, {"zqno", *said}, files=addresses)


def publish_act(act):
    act.save_revision(user=user(Role.PRESS_EDITOR)).publish(user=user(Role.PRESS_OFFICER))
    act.refresh_from_db()


def plant(kind, live="live", election=None, record_live=None):
    """Something of a kind in every language: `live`, a `draft`, or `scheduled` an hour ahead."""
    if kind == "resolution":
        return plant_resolution(live, election)
    shown = live == "live" if record_live is None else record_live
    record, said, more, addresses = MAKE[kind](shown, election=election)
    key = uuid.uuid4()
    planted = Planted(kind, record, key, {}, files=addresses)
    planted.fact_words = {word(what, kind, code) for what in said for code in LANGUAGES} | more
    if kind != "event":
        planted.fact_words |= {word("doc", kind, code) for code in LANGUAGES}
    for code in LANGUAGES:
        alt = {"alt": word("alt", kind, code)} if kind == "poster" else {}
        page = records.page(
            record,
            code,
            live=live == "live",
            key=key,
            title=word("title", kind, code),
            slug=word("slug", kind, code).lower(),
            lead=word("lead", kind, code),
            body=[("rich_text", f"<p>{word('body', kind, code)}</p>")],
            publisher=user(Role.PRESS_OFFICER),
            **alt,
        )
        if live == "scheduled":
            page.go_live_at = NOW + HOUR
            page.save_revision().publish(user=user(Role.PRESS_OFFICER))
        planted.pages[code] = page
        planted.paths[code] = f"/{code}/{SECTIONS[kind]}/{page.slug}/"
        planted.page_words |= {word(what, kind, code) for what in ("title", "slug", "lead", "body", *alt)}
    return planted


def unpublish(planted):
    if planted.kind == "resolution":
        # What tidying up leaves behind once the expiry that two people published has passed.
        type(planted.record).objects.filter(pk=planted.record.pk).update(live=False, expired=True, expire_at=NOW)
    for page in planted.pages.values():
        page.unpublish()


def expire(planted):
    for row in planted.pages.values() or [planted.record]:
        type(row).objects.filter(pk=row.pk).update(expire_at=NOW)


HIDDEN = {
    "draft": lambda planted, keys: None,
    "scheduled": lambda planted, keys: None,
    "unpublished": lambda planted, keys: unpublish(planted),
    "expired": lambda planted, keys: expire(planted),
    "closed": lambda planted, keys: keys.closed.add(planted.key),
}


def linkers(planted, election):
    """Visible pages and acts that lead to it, by address."""
    if planted.kind == "event":
        record = records.meeting(briefing=planted.record, election=election)
        return [page.url for page in records.pages(record).values()]
    if planted.kind == "resolution":
        meeting = records.meeting(items=[records.item(acts=[planted.record])])
        later = records.resolution(
            "later", date=date(2026, 3, 4), changes=[("amends", planted.record, date(2026, 3, 4))]
        )
        return [*(page.url for page in records.pages(meeting).values()), *(later.path(code) for code in LANGUAGES)]
    found = []
    for code, page in planted.pages.items():
        body = [bodies.rich(f"<p>{bodies.link(page)}</p>"), bodies.call_to_action(page=page)]
        found.append(announcements.announcement(code, body=body).url)
        if planted.kind == "poster":
            other = records.page(records.poster(), code, body=body)
            found.append(other.url)
    return found


def draft_of(record, kind):
    """What an editor has written since: other facts, not approved."""
    if kind == "resolution":
        record.title = texts("later", kind)
        record.wordings = [
            type(row)(language=row.language, effective_on=row.effective_on, text=f"<p>{word('later', kind, 'en')}</p>")
            for row in record.wordings.all()
        ]
    if kind in {"meeting", "event"}:
        record.place = record.note = texts("later", kind)
        record.starts_at = datetime(2026, 3, 21, 7, 0, tzinfo=UTC)
    if kind == "meeting":
        item = records.item()
        item.title = item.decision = texts("later", kind)
        record.items = [item]
        record.documents = [MeetingDocument(document=files.document(f"{word('later', kind, 'en')}.pdf"))]
    if kind == "poster":
        record.campaign = record.terms = texts("later", kind)
        record.licence = word("later", kind, "en")
        record.files = [
            *record.files.all(),
            *(
                record.files.model(
                    language=code,
                    format="story",
                    document=files.document(f"{word('later', kind, code)}.png", content=files.picture_bytes((40, 80))),
                )
                for code in LANGUAGES
            ),
        ]
    return record.save_revision(user=user(Role.PRESS_EDITOR))


def files_of_the_draft():
    """Addresses of what only the latest revision has."""
    documents, previews = (model.objects.filter(file__contains="Zqlater") for model in (Download, Picture))
    return [one.file.url for one in (*documents, *previews)]
