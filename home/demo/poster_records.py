"""The demonstration's posters: drawn in every language and format."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings

from announcements.enums import PosterFormat
from announcements.models import Poster, PosterFile, Topic
from home.demo.posters import poster_pdf, poster_picture
from home.demo.records import download
from home.demo.source import key_for, read
from portal.accounts.models import User
from portal.elections.models import Election
from portal.i18n.texts import Texts

PICTURES = {PosterFormat.SQUARE: (1080, 1080), PosterFormat.STORY: (1080, 1920)}


def posters(elections: dict[str, Election], author: User, approver: User) -> dict[str, Poster]:
    texts = read("posters")
    topics = {row["key"]: _topic(row) for row in texts["topic"]}
    found = {}
    for row in texts["poster"]:
        key = key_for("poster", row["key"])
        poster = Poster.objects.filter(key=key).first()
        if poster is None:
            poster = Poster(
                key=key,
                name=row[settings.LANGUAGE_CODE]["title"][:120],
                topic=topics[row["topic"]],
                campaign=Texts(row["campaign"]),
                channels=Texts(row["channels"]),
                licence=row["licence"],
                terms=Texts(row["terms"]),
                valid_from=row["valid_from"],
                valid_until=row["valid_until"],
                election=elections.get(row.get("election", "")),
            )
            parts: Any = poster  # modelcluster takes lists where Django's types know a manager
            parts.files = [part for code, _name in settings.LANGUAGES if code in row for part in _files(row, code)]
            poster.full_clean()
            poster.save()
            poster.save_revision(user=author).publish(user=approver)
        found[row["key"]] = poster
    return found


def _topic(row: dict[str, Any]) -> Topic:
    return Topic.objects.get_or_create(slug=row["slug"], defaults={"title": Texts(row["title"])})[0]


def _files(row: dict[str, Any], code: str) -> list[PosterFile]:
    made = []
    for kind, suffix, data in _drawn(row, code):
        name = f"{row['slug']}-{code}-{kind.value}.{suffix}"
        document = download(key_for("poster file", name), f"{row[code]['title']}, {kind.value}", code, name, data)
        made.append(PosterFile(language=code, format=kind, document=document))
    return made


def _drawn(row: dict[str, Any], code: str) -> Iterator[tuple[PosterFormat, str, bytes]]:
    """Format, file name extension and bytes of each file of one language."""
    drawing = row[code]["drawing"]
    words = (drawing["headline"], drawing["lines"], drawing["foot"])
    for paper, kind in (("a3", PosterFormat.PRINT_A3), ("a4", PosterFormat.PRINT_A4)):
        yield kind, "pdf", poster_pdf(row["key"], code, *words, paper)
    for kind, size in PICTURES.items():
        stream = BytesIO()
        poster_picture(row["key"], *words, size).save(stream, "PNG", optimize=True)
        yield kind, "png", stream.getvalue()
    if radio := row[code].get("radio"):
        yield PosterFormat.RADIO_SCRIPT, "txt", f"{radio.strip()}\n".encode()
