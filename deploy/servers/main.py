"""The command line of `deploy/services`."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from servers import SERVERS
from servers.apt import install
from servers.base import SERVICES, Server, ServiceError

KEPT = SERVICES / "kept"  # Says that `start` started the servers: `run` then leaves them running.
PATIENCE = 5.0  # seconds that a command has to end by itself after a signal

USAGE = """\
deploy/services run -- COMMAND...   start the servers, run COMMAND, stop them; exits as COMMAND does
deploy/services start               start them and leave them running; prints their addresses as NAME=value
deploy/services stop                stop them and remove their data
deploy/services status              say what runs

What is missing is installed (apt-get, as root). A server that TEST_DATABASE_URL, TEST_REDIS_URL, TEST_NGINX or
CHROMIUM already names is used as it is. All data is under .services/ and is thrown away at each stop.
"""


class Signals:
    """Signals end the command first; the servers are stopped after it, never half-way through a start."""

    def __init__(self) -> None:
        self.received = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._receive)

    def _receive(self, number: int, _frame: object) -> None:
        self.received = self.received or number

    def check(self) -> None:
        """Go no further after a signal."""
        if self.received:
            raise SystemExit(128 + self.received)

    def wait(self, process: subprocess.Popen[bytes]) -> int:
        """Wait for a process, and pass a signal on to it. Returns its exit code as a shell would say it."""
        deadline = 0.0
        while True:
            try:
                code = process.wait(timeout=0.5)
                return code if code >= 0 else 128 - code
            except subprocess.TimeoutExpired:
                if not self.received:
                    continue
            if not deadline:
                deadline = time.monotonic() + PATIENCE
                # Ctrl-C at a terminal has reached it already; a second one would cut its own clean-up short.
                if self.received != signal.SIGINT:
                    process.terminate()
            elif time.monotonic() > deadline + PATIENCE:
                process.kill()
            elif time.monotonic() > deadline:
                process.terminate()


@contextmanager
def only_one() -> Iterator[None]:
    """One run per working copy: a second would stop the first one's servers as left over."""
    SERVICES.mkdir(exist_ok=True)
    with (SERVICES / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceError("Another deploy/services is at work in this folder. Wait until it ends.") from None
        yield


def start(servers: list[Server], signals: Signals) -> dict[str, str]:
    """Install and start what isn't there. Returns the environment that names the servers."""
    ours = [server for server in servers if not server.external]
    packages = [package for server in ours for package in server.missing()]
    if packages:
        say(f"Installing {', '.join(packages)} ...")
        install(packages, signals.wait)
    for server in ours:
        signals.check()
        server.start()
    signals.check()
    return {server.variable: server.external or server.value() for server in servers}


def stop(servers: list[Server]) -> None:
    """Stop what we started, last first."""
    KEPT.unlink(missing_ok=True)
    for server in reversed(servers):
        server.stop()


def running(servers: list[Server]) -> dict[str, str] | None:
    """The environment of what `start` left running; None where something of it is missing."""
    values = {server.variable: server.external or server.value() for server in servers}
    return values if KEPT.exists() and all(values.values()) else None


def run(servers: list[Server], command: list[str], signals: Signals) -> int:
    environment = running(servers)
    if environment is not None:
        return call(command, environment, signals)
    stop(servers)  # What a killed run left behind.
    try:
        return call(command, start(servers, signals), signals)
    finally:
        stop(servers)


def call(command: list[str], environment: dict[str, str], signals: Signals) -> int:
    try:
        process = subprocess.Popen(command, env={**os.environ, **environment})
    except OSError as error:
        raise ServiceError(f"Cannot run {command[0]}: {error.strerror}.") from None
    return signals.wait(process)


def keep(servers: list[Server], signals: Signals) -> None:
    """`start`: what runs already stays as it is."""
    environment = running(servers)
    if environment is None:
        stop(servers)
        try:
            environment = start(servers, signals)
        except BaseException:
            stop(servers)
            raise
        KEPT.touch()
    for name, value in environment.items():
        print(f"{name}={value}")


def status(servers: list[Server]) -> None:
    for server in servers:
        where = f"{server.external} (not ours)" if server.external else server.value()
        print(f"{server.name}: {where or 'not running'}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="deploy/services", usage=USAGE)
    parser.add_argument("action", choices=["run", "start", "stop", "status"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args(arguments)
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    if bool(command) != (asked.action == "run"):
        parser.error("`run` takes a command, the others take none.")
    servers = [kind() for kind in SERVERS]
    try:
        if asked.action == "status":
            status(servers)
            return 0
        signals = Signals()
        with only_one():
            if asked.action == "run":
                return run(servers, command, signals)
            keep(servers, signals) if asked.action == "start" else stop(servers)
    except ServiceError as error:
        say(str(error))
        return 1
    return 0


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
