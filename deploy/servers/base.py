"""What every server for tests has in common: where it keeps things, and how its process is known again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / ".services"


class ServiceError(Exception):
    """A sentence for the person at the terminal: what is wrong and what to do."""


class Server:
    """A server or program that tests need. `variable` names it in the environment of the tests.

    Where the caller's environment already sets `variable`, that server is used as it is: nothing is
    installed, started or stopped.
    """

    name: str
    variable: str

    def __init__(self) -> None:
        self.external = os.environ.get(self.variable, "")
        self.record = SERVICES / f"{self.name.lower()}.json"

    def missing(self) -> list[str]:
        """The Debian packages to install before it can start."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it, and return when it answers. Does nothing for a program that isn't a server."""

    def stop(self) -> None:
        """Stop what `start` started, also in an earlier run that was killed, and remove its data."""

    def value(self) -> str:
        """What `variable` is set to for the tests; empty while it isn't running."""
        raise NotImplementedError

    def remember(self, **state: Any) -> None:
        """Keep what a later run needs to find the process and the data again."""
        draft = self.record.with_suffix(".new")
        draft.write_text(json.dumps(state))
        draft.replace(self.record)

    def remembered(self) -> dict[str, Any]:
        """What was kept by `remember`; empty where nothing was, or where it can't be read."""
        try:
            return dict(json.loads(self.record.read_text()))
        except (OSError, ValueError):
            return {}


def free_port() -> int:
    """A loopback port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command_of(pid: int) -> str:
    """The command line of a process, empty where there is no such process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc/self").exists():
            return ""
    found = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout


def is_ours(pid: int, mark: str) -> bool:
    """Whether the process is alive and still the one we started: its number may since be another's."""
    return pid > 1 and mark in command_of(pid)


def end(pid: int, mark: str, sign: signal.Signals, seconds: float = 10) -> None:
    """Ask a process of ours to end, and kill it where it doesn't within `seconds`."""
    for step, limit in ((sign, seconds), (signal.SIGKILL, 5.0)):
        deadline = time.monotonic() + limit
        if not is_ours(pid, mark):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, step)
        while is_ours(pid, mark) and time.monotonic() < deadline:
            time.sleep(0.02)
        if not is_ours(pid, mark):
            with contextlib.suppress(ChildProcessError):  # A child of an earlier run isn't ours to wait for.
                os.waitpid(pid, 0)
            return
    raise ServiceError(f"Process {pid} does not end. End it yourself, then try again.")
