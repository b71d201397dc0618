"""Facts and the pages that stand on them. A live one was published as two people would have done it."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import count

from portal.accounts.four_eyes import SecondPersonPublishesMixin
from portal.accounts.roles import Role
from tests.factories.files import document
from tests.factories.people import user
from tests.factories.sites import LANGUAGES, homes

_number = count(1)
NOON = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
TEXT = ("rich_text", "<p>Every word of it.</p>")


def texts(text):
    """The same text in every language, told apart by the language's code."""
    return {language: f"{text} {language}" for language in LANGUAGES}


def kept(record, live, parts):
    for name, rows in parts.items():
        setattr(record, name, list(rows))
    record.full_clean()
    record.save()
    revision = record.save_revision(user=user())
    if live:
        revision.publish(user=user(Role.PRESS_OFFICER))
        record.refresh_from_db()
    return record


def meeting(*, live=True, items=(), documents=(), **fields):
    """A meeting at noon of 10 March 2026 in Almaty."""
    from announcements.models import Meeting

    return kept(Meeting(**{"starts_at": NOON, **fields}), live, {"items": items, "documents": documents})


def item(title="An item", *, acts=(), instructions=(), **fields):
    """An agenda item, for `meeting(items=[…])`; `acts` are resolutions."""
    from announcements.models import AgendaItem, AgendaResolution

    made = AgendaItem(title=texts(title), **fields)
    made.acts = [AgendaResolution(resolution=act) for act in acts]
    made.instructions = list(instructions)
    return made


def event(*, live=True, **fields):
    """An event at noon of 10 March 2026 in Almaty."""
    from announcements.models import Event

    return kept(Event(**{"name": f"Event {next(_number)}", "starts_at": NOON, **fields}), live, {})


def topic(title="A topic", slug=None):
    from announcements.models import Topic

    return Topic.objects.create(title=texts(title), slug=slug or f"topic-{next(_number)}")


def poster(*, live=True, files=None, **fields):
    """A poster; `files` are (language, format, document), by default what a radio reads out in Kazakh."""
    from announcements.models import Poster, PosterFile

    files = [("kk", "radio_script", document("script.txt"))] if files is None else files
    rows = [PosterFile(language=language, format=kind, document=file) for language, kind, file in files]
    values = {"name": f"Poster {next(_number)}", "licence": "CC BY 4.0", **fields}
    return kept(Poster(**{"topic": values.pop("topic", None) or topic(), **values}), live, {"files": rows})


def body(code="", name="The commission"):
    from announcements.models import IssuingBody

    values = {"name": texts(name), "in_citation": texts(f"of {name}")}
    return IssuingBody.objects.get_or_create(code=code, defaults=values)[0]


def resolution(number=None, *, live=True, changes=(), wordings=(), files=(), **fields):
    """An act of 10 March 2026; `changes` are (kind, target, day), `wordings` (language, day, html)."""
    from announcements.models import Resolution, ResolutionChange, ResolutionFile, Wording

    number = number or f"{next(_number)}/{next(_number)}"
    day = fields.pop("date", date(2026, 3, 10))
    values = {"title": texts(f"On matter {number}"), "in_force_from": day, **fields}
    act = Resolution(number=number, date=day, body=values.pop("body", None) or body(), **values)
    parts = {
        "changes": [ResolutionChange(kind=kind, target=target, effective_on=since) for kind, target, since in changes],
        "wordings": [Wording(language=language, effective_on=since, text=html) for language, since, html in wordings],
        "files": [ResolutionFile(document=file) for file in files],
    }
    return kept(act, live, parts)


def page(record, language="en", *, live=True, key=None, publisher=None, **fields):
    """A page on a meeting, an event, a poster or a poll, in the section of its language."""
    kind = type(record).__name__
    models = import_module(f"{type(record)._meta.app_label}.models")
    model, index = getattr(models, f"{kind}Page"), getattr(models, f"{kind}IndexPage")
    home, number = homes()[language], next(_number)
    section = index.objects.child_of(home).get()
    values = {"title": f"{kind} page {number}", "slug": f"page-{number}", "lead": f"The lead of page {number}."}
    if kind == "Poster":
        values |= {"alt": f"The picture of page {number}"}
    made = model(
        **{
            **values,
            kind.lower(): record,
            "locale": home.locale,
            "translation_key": key or uuid.uuid4(),
            "live": False,
            "body": [TEXT],
            **fields,
        }
    )
    section.add_child(instance=made)
    by_two = isinstance(made, SecondPersonPublishesMixin)
    revision = made.save_revision(user=user() if by_two else None)
    if live:
        revision.publish(user=publisher or (user(Role.PRESS_OFFICER) if by_two else None))
        made.refresh_from_db()
    return made


def pages(record, **fields):
    """The same page in every language, by language."""
    key, slug = uuid.uuid4(), fields.pop("slug", f"pages-{next(_number)}")
    return {language: page(record, language, key=key, slug=slug, **fields) for language in LANGUAGES}
