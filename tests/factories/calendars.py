"""Entries of the calendar."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

NOW = datetime(2022, 11, 14, 6, 0, tzinfo=UTC)


def entry(number=1, **fields):
    """An entry at noon of Almaty, with a key of this number."""
    from content.calendars.entries import Entry

    made = {
        "key": uuid.UUID(int=number),
        "sequence": 0,
        "title": f"Entry {number}",
        "starts": NOW,
        "zone": "Asia/Almaty",
        "changed_at": NOW,
    }
    return Entry(**made | fields)
