"""The demonstration's meetings and events."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from announcements.models import (
    AgendaItem,
    AgendaResolution,
    Event,
    Instruction,
    Meeting,
    MeetingDocument,
    Resolution,
)
from content.models import Person
from home.demo.memos import memo_pdf
from home.demo.records import download
from home.demo.source import key_for, read
from portal.accounts.models import User
from portal.elections.models import Election
from portal.i18n.texts import Texts


def _appointment(row: dict[str, Any], elections: dict[str, Election]) -> dict[str, Any]:
    """What meetings and events have in common."""
    return {
        "starts_at": row["starts_at"],
        "ends_at": row.get("ends_at"),
        "zone": row["zone"],
        "place": Texts(row["place"]),
        "state": row["state"],
        "moved_from": row.get("moved_from"),
        "stream_url": row.get("stream_url", ""),
        "election": elections.get(row.get("election", "")),
        "note": Texts(row.get("note", {})),
    }


def events(elections: dict[str, Election], author: User, approver: User) -> dict[str, Event]:
    found = {}
    for row in read("events")["event"]:
        key = key_for("event", row["key"])
        event = Event.objects.filter(key=key).first()
        if event is None:
            event = Event(
                key=key,
                name=row[settings.LANGUAGE_CODE]["title"][:120],
                kind=row["kind"],
                accreditation_until=row.get("accreditation_until"),
                contact=Texts(row.get("contact", {})),
                **_appointment(row, elections),
            )
            _publish(event, author, approver)
        found[row["key"]] = event
    return found


def meetings(
    elections: dict[str, Election],
    people: dict[str, Person],
    acts: dict[str, Resolution],
    known_events: dict[str, Event],
    writers: tuple[User, User],
) -> dict[str, Meeting]:
    """All meetings by name, written and approved by two people."""
    found = {}
    for row in read("meetings")["meeting"]:
        key = key_for("meeting", row["key"])
        meeting = Meeting.objects.filter(key=key).first()
        if meeting is None:
            meeting = Meeting(
                key=key,
                number=row["number"],
                convocation=row["convocation"],
                chair=people[row["chair"]],
                briefing=known_events.get(row.get("briefing", "")),
                **_appointment(row, elections),
            )
            parts: Any = meeting  # modelcluster takes lists where Django's types know a manager
            parts.items = [_item(item, people, acts) for item in row["item"]]
            parts.documents = [
                part for document in row.get("document", []) for part in _documents(row["key"], document)
            ]
            _publish(meeting, *writers)
        found[row["key"]] = meeting
    return found


def _item(row: dict[str, Any], people: dict[str, Person], acts: dict[str, Resolution]) -> AgendaItem:
    item = AgendaItem(
        title=Texts(row["title"]),
        rapporteur=people[row["rapporteur"]],
        text=Texts(row.get("text", {})),
        decision=Texts(row.get("decision", {})),
    )
    parts: Any = item
    parts.acts = [AgendaResolution(resolution=acts[name]) for name in row.get("resolutions", [])]
    parts.instructions = [
        Instruction(
            addressee=Texts(task["addressee"]),
            task=Texts(task["task"]),
            due_on=task.get("due_on"),
            state=task["state"],
        )
        for task in row.get("instruction", [])
    ]
    return item


def _documents(meeting: str, row: dict[str, Any]) -> list[MeetingDocument]:
    """One file per language."""
    made = []
    for code, title in row["title"].items():
        data = memo_pdf(title, row[code]["lines"], language=code)
        name = f"{meeting}-{row['kind']}-{code}"
        document = download(key_for("meeting document", name), title, code, f"{name}.pdf", data)
        made.append(MeetingDocument(kind=row["kind"], document=document))
    return made


def _publish(record: Meeting | Event, author: User, approver: User) -> None:
    record.full_clean()
    record.save()
    record.save_revision(user=author).publish(user=approver)
