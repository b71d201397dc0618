"""Announcements. A live one is live now: what lies ahead is scheduled through Wagtail's own form."""

from __future__ import annotations

import uuid
from itertools import count

from tests.factories.sites import LANGUAGES, sections

_number = count(1)


def announcement(language="en", *, live=True, body=(), key=None, **fields):
    """A published announcement; `live=False` leaves a draft. `body` is a list of (block type, value)."""
    from announcements.models import AnnouncementPage

    if "go_live_at" in fields:
        raise ValueError("Schedule a page by posting the form.")
    number = next(_number)
    section = sections()[language]
    page = AnnouncementPage(
        **{
            "title": f"Announcement {number}",
            "slug": f"announcement-{number}",
            "lead": f"The lead of announcement {number}.",
            "locale": section.locale,
            "translation_key": key or uuid.uuid4(),
            "live": False,
            **fields,
        }
    )
    page.body = list(body)
    section.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page


def translations(**fields):
    """The same announcement in every language, by language."""
    key = uuid.uuid4()
    slug = fields.pop("slug", f"translated-{next(_number)}")
    return {language: announcement(language, key=key, slug=slug, **fields) for language in LANGUAGES}


def using(file, language="en", **fields):
    """An announcement whose text shows a picture or offers a document."""
    from portal.files.models import Picture

    if isinstance(file, Picture):
        block = ("picture", {"image": file, "alt": "What it shows", "caption": ""})
    else:
        block = ("documents", {"documents": [file]})
    return announcement(language, body=[block], **fields)


def unpublish(page):
    page.unpublish()
    page.refresh_from_db()
    return page
