"""`make serve`: one command from a fresh clone to a running portal, or to one as on another instant."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import as_on

ROOT = Path(__file__).resolve().parent.parent
ANSWERS_WITHIN = 60.0  # seconds
# For two cores. A page that waits for the database leaves its thread's turn to three others.
GRANIAN = [
    *("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2", "--blocking-threads", "4"),
    *("--no-ws", "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "5"),
]


class Failure(Exception):
    """A sentence that says why the portal can't be served."""


def stop_on_signal(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def port_of(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Failure(f"PORT={text}: write a number from 1 to 65535.")
    return int(text)


def require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            another = port % 65535 + 1
            raise Failure(
                f"Port {port} can't be used: {error.strerror}. Choose another: make serve PORT={another}"
            ) from None


@contextmanager
def alone(lock: Path, busy: str) -> Iterator[None]:
    """Be the only one in this part; where somebody else is, fail with the sentence `busy`."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(busy) from None
        yield


def environment(var: Path, port: int, **more: str) -> dict[str, str]:
    """The environment of our children: the caller's, without an instant unless it is given here."""
    inherited = {name: value for name, value in os.environ.items() if name != "CLOCK"}
    ours = {"DJANGO_SETTINGS_MODULE": "portal.settings.development", "VAR_DIR": str(var), "PORT": str(port)}
    return {**inherited, **ours, **more}


def prepare(env: dict[str, str]) -> str:
    """Bring database, translations, demonstration and static files up to date. Returns the demo logins."""
    with alone(Path(env["VAR_DIR"]) / "prepare.lock", "Another `make serve` is preparing the portal. Try again."):
        done = subprocess.run(
            [sys.executable, ROOT / "deploy" / "prepare.py"],
            cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise Failure("The portal was not started.")
    return done.stdout.rstrip()


def tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-30:])


def status_of(port: int) -> int | None:
    """What /livez answers, None where nobody does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + ANSWERS_WITHIN
    while (status := status_of(port)) != 200:
        if server.poll() is not None:
            raise Failure(f"{tail(log)}\nThe server ended at once. Its words are above.")
        if time.monotonic() > deadline:
            answer = f"with {status}" if status else "nothing"
            raise Failure(f"{tail(log)}\nThe server answers {answer} at /livez after {ANSWERS_WITHIN:.0f} s.")
        time.sleep(0.1)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and its workers; a second Ctrl-C doesn't leave any of them behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def set_clock_going(var: Path) -> None:
    """From this moment the server's clock runs; see moved_clock.py."""
    draft = var / "clock-origin.new"
    draft.write_text(repr(time.time()))
    draft.replace(var / "clock-origin")


def serve(env: dict[str, str], port: int, logins: str) -> NoReturn:
    """Run the server until it ends, which is a failure, or until a signal ends us."""
    var = Path(env["VAR_DIR"])
    log = var / "serve.log"
    require_free(port)
    with log.open("wb") as output:
        # A group of its own: Ctrl-C reaches us, and we end the workers through their parent.
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *GRANIAN, "--port", str(port), "portal.wsgi:application"],
            cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_it_answers(server, port, log)
        if "CLOCK" in env:
            set_clock_going(var)
        address = f"http://127.0.0.1:{port}/"
        print(f"Ready: {address}", flush=True)
        print(f"Admin: {address}admin/\n{logins}\nServer's log: {log}. Ctrl-C stops the portal.", flush=True)
        server.wait()
        raise Failure(f"{tail(log)}\nThe server ended by itself.")
    finally:
        stop(server)


def serve_now(var: Path, port: int) -> NoReturn:
    require_free(port)
    env = environment(var, port)
    serve(env, port, prepare(env))


def serve_as_on(clock: str, var: Path, port: int) -> NoReturn:
    """Serve a fresh copy whose clock shows `clock` when the portal is ready, and runs on from there."""
    try:
        as_on.instant_of(clock)
    except ValueError as error:
        raise Failure(str(error)) from None
    if os.environ.get("DATABASE_URL"):
        raise Failure("CLOCK works on a copy of the demonstration's own SQLite file. Unset DATABASE_URL.")
    require_free(port)
    with alone(var / "as-on.lock", "The portal is already served as on another instant. Stop that one first."):
        logins = prepare(environment(var, port))
        print(f"Copying the demonstration for {clock} ...", file=sys.stderr, flush=True)
        copy = var / "as-on"
        as_on.copy(var, copy)
        env = environment(copy, port, CLOCK=clock, DATABASE_URL=f"sqlite:///{copy / 'db.sqlite3'}")
        serve(env, port, logins)


def main() -> NoReturn:
    port = port_of(os.environ.get("PORT") or "8000")
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    if clock := os.environ.get("CLOCK", ""):
        serve_as_on(clock, var, port)
    serve_now(var, port)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on_signal)
    try:
        main()
    except Failure as error:
        sys.exit(str(error))
