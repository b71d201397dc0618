"""Meetings with something in every field."""

from __future__ import annotations

from datetime import date

from tests.factories import files, people, records


def instruction(number=1, **fields):
    values = {"addressee": f"Addressee {number}", "task": f"Task {number}"}
    from announcements.models import Instruction

    return Instruction(**{name: records.texts(text) for name, text in values.items()}, **fields)


def full(**fields):
    """A meeting with everything in it."""
    from announcements.models import MeetingDocument

    chair, speaker = people.person("Chair", "Chairman"), people.person("Speaker", "Member")
    documents = [
        MeetingDocument(
            kind=kind, document=files.document(f"{kind}-{language}.pdf", f"{kind} {language}", language=language)
        )
        for kind in ("agenda", "transcript")
        for language in ("kk", "en")
    ]
    items = [
        records.item(
            "On the election & its <date>",
            rapporteur=speaker,
            text=records.texts("What it is about."),
            decision=records.texts("Taken."),
            acts=[records.resolution("12/34")],
            instructions=[instruction(1, due_on=date(2026, 4, 1)), instruction(2, state="done")],
        ),
        records.item("Miscellaneous"),
    ]
    return records.meeting(
        items=items,
        documents=documents,
        chair=chair,
        **{
            "number": "7",
            "convocation": 8,
            "place": records.texts("The hall"),
            "stream_url": "https://stream.example/?a=1&b=2",
            **fields,
        },
    )
