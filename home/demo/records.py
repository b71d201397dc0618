"""The records of the demonstration: people, elections, pictures, documents, banners."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile

from content.models import Office, Person, Term
from home.demo.memos import memo_pdf
from home.demo.pictures import draw
from home.demo.source import key_for, read
from home.enums import Severity
from home.models import AlertBanner
from portal import clock
from portal.accounts.models import User
from portal.elections.models import Area, Election, KeyDate, VotingRound
from portal.files.models import Download, Picture
from portal.i18n.texts import Texts

SUNDAY = 6


def people() -> dict[str, Person]:
    """Who is quoted, with their offices. Nobody is invented."""
    texts = read("people")
    offices = {row["key"]: _named(Office, "title", Texts(row["title"])) for row in texts["office"]}
    found = {}
    for row in texts["person"]:
        person = _named(Person, "name", Texts(row["name"]))
        for term in row.get("term", []):
            Term.objects.get_or_create(
                person=person,
                office=offices[term["office"]],
                defaults={"since": term.get("from"), "until": term.get("until")},
            )
        found[row["key"]] = person
    return found


def _named(model: Any, field: str, texts: Texts) -> Any:
    """The row whose text in the first language is this one, made if it is missing."""
    language = settings.LANGUAGE_CODE
    found = model.objects.filter(**{f"{field}__{language}": texts.text(language)}).first()
    return found or model.objects.create(**{field: texts})


def elections(author: User, approver: User) -> dict[str, Election]:
    """The election of 2022, and a coming one if none lies ahead. Two people publish them, as always."""
    texts = read("elections")
    for row in texts["election"]:
        _publish(row["slug"], row, author, approver)
    for row in texts["coming"]:
        if not any(
            election.next_voting_day() for election in Election.objects.filter(slug__startswith=row["key_prefix"])
        ):
            _publish(*_placed(row), author, approver)
    return {election.slug: election for election in Election.objects.all()}


def _placed(template: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A coming election round the first Sunday that is far enough ahead of today."""
    earliest = clock.today() + timedelta(days=template["lead_days"])
    voting_day = earliest + timedelta(days=(SUNDAY - earliest.weekday()) % 7)
    zone = ZoneInfo(template["zone"])
    key_dates = []
    for row in template["key_date"]:
        day = voting_day + timedelta(days=row["offset_days"])
        at = time.fromisoformat(row["time"]) if "time" in row else None
        key_dates.append({**row, **({"instant": datetime.combine(day, at, tzinfo=zone)} if at else {"date": day})})
    short_title = {code: f"{text}, {voting_day:%d.%m.%Y}" for code, text in template["short_title"].items()}
    called_on = min(voting_day - timedelta(days=template["called_before_days"]), clock.today())
    return f"{template['key_prefix']}-{voting_day}", {
        **template,
        "short_title": short_title,
        "called_on": called_on,
        "round": [{"number": 1, "voting_days": [voting_day]}],
        "key_date": key_dates,
    }


def _publish(slug: str, row: dict[str, Any], author: User, approver: User) -> None:
    if Election.objects.filter(slug=slug).exists():
        return
    election = Election(
        slug=slug,
        live=False,
        key=key_for("election", slug),
        title=Texts(row["title"]),
        short_title=Texts(row["short_title"]),
        note=Texts(row.get("note", {})),
        kind=row["kind"],
        is_early=row["early"],
        called_on=row["called_on"],
        zone=row["zone"],
    )
    parts: Any = election  # modelcluster takes lists where Django's types know a manager
    parts.rounds = [_round(item) for item in row["round"]]
    parts.areas = [
        Area(
            title=Texts(item["title"]),
            zone=item["zone"],
            opens=time.fromisoformat(item["opens"]),
            closes=time.fromisoformat(item["closes"]),
        )
        for item in row.get("area", [])
    ]
    parts.key_dates = [
        KeyDate(
            event=Texts(item["event"]),
            date=item.get("date"),
            instant=item.get("instant"),
            legal_basis=Texts(item.get("legal_basis", {})),
            rule=item.get("rule", ""),
        )
        for item in row["key_date"]
    ]
    election.full_clean()
    election.save()
    # As on the day of its call: the evidence log tells since when its dates hold.
    with clock.as_on(datetime.combine(election.called_on, time(12), tzinfo=election.zone_info)):
        election.save_revision(user=author).publish(user=approver)


def _round(row: dict[str, Any]) -> VotingRound:
    days: list[date] = row["voting_days"]
    return VotingRound(number=row["number"], first_day=days[0], last_day=days[-1] if len(days) > 1 else None)


def pictures() -> dict[str, Picture]:
    """The drawings, made once."""
    found = {}
    for row in read("pictures")["picture"]:
        key = key_for("picture", row["key"])
        picture = Picture.objects.filter(key=key).first()
        if picture is None:
            stream = BytesIO()
            draw(row["key"]).save(stream, "PNG")
            picture = Picture(
                key=key,
                title=row["title"]["en"],
                file=ContentFile(stream.getvalue(), f"{row['key']}.png"),
                credit=Texts(row["credit"]),
                licence=row["licence"],
            )
            picture.save()
        found[row["key"]] = picture
    return found


def documents() -> dict[str, Download]:
    """The memos, as PDF."""
    found = {}
    for row in read("documents")["document"]:
        key = key_for("document", row["key"])
        document = Download.objects.filter(key=key).first()
        if document is None:
            data = memo_pdf(row["title"], row["lines"], language=row["language"])
            document = download(key, row["title"], row["language"], f"{row['key']}.pdf", data)
        found[row["key"]] = document
    return found


def download(key: UUID, title: str, language: str, name: str, data: bytes) -> Download:
    """One file of the demonstration."""
    document = Download(key=key, title=title[:255], language=language, file=ContentFile(data, name))
    document.full_clean(exclude=["collection"])
    document.save()
    return document


def banners() -> None:
    severities = {severity.name.lower(): severity for severity in Severity}
    for number, row in enumerate(read("home")["banner"]):
        for code, text in row["text"].items():
            AlertBanner.objects.get_or_create(
                key=key_for("banner", f"{number}-{code}"),
                defaults={
                    "language": code,
                    "severity": severities[row["severity"]],
                    "text": text,
                    "starts_at": row["starts"],
                    "ends_at": row["ends"],
                },
            )
