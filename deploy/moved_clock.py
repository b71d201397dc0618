"""The demonstration as on another instant: the whole process lives there, so nothing can tell.

Only `make serve CLOCK=…` comes here, from portal.wsgi; time-machine is among the tests' requirements.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import time_machine


class MovedClock:
    """A WSGI application in a process whose clock has been moved to `instant`.

    The clock stands still at `instant` until the origin file exists, so that nothing falls due while
    the portal gets ready. The file holds the real time, in seconds since 1970, at which the clock
    showed `instant`; from then on it runs, and all processes that read the file show the same time.
    """

    def __init__(self, make: Callable[[], WSGIApplication], instant: datetime, origin_file: Path) -> None:
        self.instant = instant.timestamp()
        self.origin_file = origin_file
        self.lock = threading.Lock()
        self.running = False
        time_machine.travel(self.instant, tick=False).start()
        self._run_from_origin()
        self.application = make()  # Already there: no part of it ever sees the real time.

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self.running:
            with self.lock:
                self._run_from_origin()
        return self.application(environ, start_response)

    def _run_from_origin(self) -> None:
        if self.running or not self.origin_file.exists():
            return
        origin = float(self.origin_file.read_text())
        since = time_machine.escape_hatch.time.time() - origin
        # On top of the first journey: ending that one first would show other threads the real time.
        time_machine.travel(self.instant + since, tick=True).start()
        time.time()  # It counts from the first reading.
        self.running = True
