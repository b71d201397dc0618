"""The copy of the demonstration on which `make serve CLOCK=…` works: what happens there stays there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

COPIED_FOLDERS = ("media", "static")


def instant_of(text: str) -> datetime:
    """The instant that CLOCK names. Raises ValueError with a sentence for the person who wrote it."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"CLOCK={text}: write an instant such as 2022-11-14T23:59:50+06:00.") from None
    if instant.tzinfo is None:
        raise ValueError(f"CLOCK={text}: an instant needs its zone, such as +06:00 at the end.")
    return instant


def copy(source: Path, target: Path) -> None:
    """A fresh copy of database, uploads and static files; a portal may be running on the source."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    # First the database: a file uploaded meanwhile is one too many, never one too few.
    with (
        closing(sqlite3.connect(source / "db.sqlite3")) as original,
        closing(sqlite3.connect(target / "db.sqlite3")) as duplicate,
    ):
        original.backup(duplicate)
    for name in COPIED_FOLDERS:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
