"""A portal as a visitor finds it: `deploy/serve.py` in a process of its own, with the demonstration."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["kk", "ru", "en"]
READY_WITHIN = 300.0  # seconds: migrations and static files on a slow machine
# Nothing of the test's own settings, such as DATABASE_URL, may reach the served portal.
INHERITED = {"HOME", "LANG", "LC_ALL", "PATH", "TMPDIR"}

INFORMATION = ["how-to-vote", "about", "accessibility", "corrections"]
ANNOUNCEMENTS = [
    "check-the-list",
    "register-on-voting-day",
    "digital-documents",
    "observers-641",
    "seven-pollsters",
    "observers-76",
    "observers-43",
    "dates-before-voting",
]


class Place(NamedTuple):
    """A page to look at: its path below the language, and what it answers."""

    path: str
    status: int = 200


PLACES = {
    "home": Place(""),
    "listing": Place("announcements/"),
    "listing-filtered": Place("announcements/?type=press&year=2022&election=president-2022"),
    "listing-with-words": Place("announcements/?q=2022"),
    "listing-without-results": Place("announcements/?q=zzzz"),
    **{slug: Place(f"announcements/{slug}/") for slug in ANNOUNCEMENTS},
    **{slug: Place(f"{slug}/") for slug in INFORMATION},
    "meetings": Place("meetings/"),
    "meetings-filtered": Place("meetings/?convocation=7&year=2022&type=held"),
    "meeting-held": Place("meetings/2022-11-14/"),
    "meeting-moved": Place("meetings/2022-11-18/"),
    "gallery": Place("posters/"),
    "gallery-of-a-topic": Place("posters/?type=voter-list"),
    "poster": Place("posters/check-the-list/"),
    "calendar-ahead": Place("events/"),
    "calendar-of-a-month": Place("events/?month=2022-11"),
    "calendar-of-an-election": Place("events/?month=2022-11&election=president-2022"),
    "event": Place("events/briefing-2022-11-14/"),
    "finder": Place("stations/"),
    "station": Place("stations/75-2-territorial/"),
    "station-suspended": Place("stations/75-4-territorial/"),
    "station-problem": Place("stations/75-1-territorial/problem/"),
    "stations-by-place": Place("stations/places/"),
    "stations-of-a-settlement": Place("stations/places/751000000/"),
    "stations-by-street": Place("stations/places/751000000/streets/"),
    "stations-institutions": Place("stations/institutions/"),
    "stations-call-centres": Place("stations/call-centres/"),
    "stations-abroad": Place("stations/abroad/"),
    "stations-without-residence": Place("stations/without-residence/"),
    "register": Place("resolutions/"),
    "register-filtered": Place("resolutions/?number=103&type=resolution&year=2022&sort=oldest"),
    "act-amended": Place("resolutions/2022/103-594/"),
    "act-as-on-a-day": Place("resolutions/2022/103-594/?day=2022-11-01"),
    "act-as-on-nonsense": Place("resolutions/2022/103-594/?day=nonsense"),
    "polls": Place("polls/"),
    "poll": Place("polls/going-to-vote/"),
    "polling-organisations": Place("polling-organisations/"),
    "polling-organisations-as-on-a-day": Place("polling-organisations/?day=2022-11-01"),
    "polling-organisation": Place("polling-organisations/example/"),
    "blackout": Place("blackout/"),
    "election": Place("elections/president-2022/"),
    "feeds": Place("feeds/"),
    "search": Place("search/"),
    "search-with-hits": Place("search/?q=2022"),
    "search-too-short": Place("search/?q=z"),
    "search-without-hits": Place("search/?q=zzzz"),
    "low-vision-form": Place("view/"),
    "missing": Place("no-such-page/", 404),
}


class Portal:
    """A served portal. `url` has no slash at its end."""

    def __init__(self, var: Path, clock: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.words = var / f"words-{port}.txt"
        environment = {name: value for name, value in os.environ.items() if name in INHERITED}
        environment |= {"PORT": str(port), "VAR_DIR": str(var), "CLOCK": clock}
        with self.words.open("wb") as words:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "deploy" / "serve.py"],
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=words, stderr=words,
            )  # fmt: skip

    def wait(self) -> None:
        """Raises RuntimeError with the server's words where it ends, or takes too long."""
        deadline = time.monotonic() + READY_WITHIN
        while f"Ready: {self.url}/" not in self.words.read_text(errors="replace"):
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"The portal isn't served:\n{self.words.read_text(errors='replace')}")

    def stop(self) -> None:
        """serve.py ends its own children."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def at(self, language: str, path: str = "") -> str:
        return f"{self.url}/{language}/{path}"
