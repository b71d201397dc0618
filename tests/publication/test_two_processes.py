"""Two processes get the first request at the instant together: published once, no error."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from django.db import connection
from wagtail.models import PageLogEntry

from tests.factories import forms

T = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
SCRIPT = Path(__file__).with_name("two_processes.py")


def database_url():
    """The address of the database of this test."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host = settings.get("HOST") or "localhost"
    port = f":{settings['PORT']}" if settings.get("PORT") else ""
    password = f":{settings['PASSWORD']}" if settings.get("PASSWORD") else ""
    return f"postgres://{settings.get('USER', '')}{password}@{host}{port}/{settings['NAME']}"


def started(tmp_path, path, own, partner):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": database_url(),
        "TMPDIR": str(tmp_path),
        "PYTHONPATH": str(SCRIPT.parents[2]),
    }
    arguments = [T.isoformat(), path, str(tmp_path / own), str(tmp_path / partner)]
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )


def test_two_processes_publish_a_due_page_once(committed, press_officer, tmp_path):
    with time_machine.travel(T - timedelta(hours=1), tick=False):
        pages = [
            forms.add_announcement(press_officer, "en", title=f"Both {n}", slug=f"both-{n}", go_live_at=T)
            for n in range(5)
        ]
    names = [("one", "two"), ("two", "one")]
    processes = [started(tmp_path, "/en/announcements/both-0/", *pair) for pair in names]
    answers = [process.communicate(timeout=60)[0] for process in processes]
    assert answers == ["200", "200"]
    entries = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").values_list("page_id", flat=True)
    assert sorted(entries) == sorted(page.pk for page in pages)
