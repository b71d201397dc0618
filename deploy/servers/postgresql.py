"""PostgreSQL: a cluster of our own, new at each start. Nothing in it is worth keeping, so it is fast."""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from servers.base import SERVICES, Server, ServiceError, end, free_port, is_ours

# A crash may lose everything: the next run starts from nothing anyway.
SETTINGS = [
    *(
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
    ),
    *("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"),
]
ROLE = "saylau"
READY_WITHIN = 60.0  # seconds


class PostgreSQL(Server):
    """The role may create databases and nothing else, as in production: tests create theirs through it."""

    name = "PostgreSQL"
    variable = "TEST_DATABASE_URL"

    def missing(self) -> list[str]:
        return [] if programs() and shutil.which("psql") else ["postgresql"]

    def value(self) -> str:
        state = self.remembered()
        if not is_ours(state.get("pid", 0), state.get("folder", "?")):
            return ""
        return f"postgres://{ROLE}:{ROLE}@127.0.0.1:{state['port']}/{ROLE}"

    def start(self) -> None:
        where = programs()
        if where is None:
            raise ServiceError("PostgreSQL's initdb is nowhere. Install postgresql, or set TEST_DATABASE_URL.")
        folder, password = self._new_folder(), secrets.token_urlsafe(24)
        with (folder / "log").open("ab") as log:
            self._create(where, folder, password, log)
            for _ in range(3):  # Somebody may take the port before us.
                port = free_port()
                process = self._launch(where, folder, port, log)
                if self._answers(where, process, port):
                    break
            else:
                tail = (folder / "log").read_text(errors="replace")[-2000:]
                raise ServiceError(f"PostgreSQL does not start. Its log ends:\n{tail}")
        for statement in (
            f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{ROLE}'",
            f"CREATE DATABASE {ROLE} OWNER {ROLE}",
        ):
            query(where, port, password, statement)

    def stop(self) -> None:
        state = self.remembered()
        if folder := state.get("folder"):
            for pid in {state.get("pid", 0), postmaster(Path(folder))}:
                end(pid, folder, signal.SIGQUIT)  # At once: there is nothing to save.
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(SERVICES / "postgresql", ignore_errors=True)
        self.record.unlink(missing_ok=True)

    def _new_folder(self) -> Path:
        """An empty folder that the server's user can reach: temporary where the repository is private."""
        folder = SERVICES / "postgresql"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        user = server_user()
        if user:
            shutil.chown(folder, user, user)
            if not reaches(user, folder):
                folder.rmdir()
                folder = Path(tempfile.mkdtemp(prefix="saylau-postgresql-"))
                shutil.chown(folder, user, user)
        self.remember(folder=str(folder))
        return folder

    def _create(self, where: Path, folder: Path, password: str, log: Any) -> None:
        secret = folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(password)
        if user := server_user():
            shutil.chown(secret, user, user)
        command: list[str | Path] = [
            where / "initdb",
            "-D",
            folder / "data",
            "--username=postgres",
            f"--pwfile={secret}",
        ]
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        # A session of its own: Ctrl-C at the terminal is for us to handle.
        done = subprocess.run(
            [*command, *options],
            stdout=log,
            stderr=log,
            check=False,
            start_new_session=True,
            **as_server(folder),
        )
        secret.unlink()
        if done.returncode:
            tail = (folder / "log").read_text(errors="replace")[-2000:]
            raise ServiceError(f"PostgreSQL's initdb fails:\n{tail}")

    def _launch(self, where: Path, folder: Path, port: int, log: Any) -> subprocess.Popen[bytes]:
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        process = subprocess.Popen(
            [where / "postgres", "-D", folder / "data", "-p", str(port), *settings],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **as_server(folder),
        )
        self.remember(folder=str(folder), pid=process.pid, port=port)
        return process

    def _answers(self, where: Path, process: subprocess.Popen[bytes], port: int) -> bool:
        """Wait until it accepts connections; false where it ended instead."""
        deadline = time.monotonic() + READY_WITHIN
        probe: list[str | Path] = [where / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        while process.poll() is None:
            if subprocess.run(probe, check=False).returncode == 0:
                return True
            if time.monotonic() > deadline:
                raise ServiceError(f"PostgreSQL did not answer within {READY_WITHIN:.0f} s.")
            time.sleep(0.05)
        return False


def programs() -> Path | None:
    """The folder with the newest PostgreSQL's own programs: Debian doesn't put them on the PATH."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: [int(part) for part in re.findall(r"\d+", path.parent.name)])
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def server_user() -> str | None:
    """The user to run as: PostgreSQL refuses root. None where we aren't root and run it as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise ServiceError("PostgreSQL refuses root, and there is no user `postgres`. Add one.") from None


def as_server(folder: Path) -> dict[str, Any]:
    """Arguments for subprocess: run as the server's user, in its folder, without our own PG* settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    arguments: dict[str, Any] = {"cwd": folder, "env": environment}
    if user := server_user():
        account = pwd.getpwnam(user)
        arguments |= {
            "user": user,
            "group": account.pw_gid,
            "extra_groups": os.getgrouplist(user, account.pw_gid),
        }
    return arguments


def reaches(user: str, folder: Path) -> bool:
    """Whether the user can work in the folder: not where one above it is closed to others."""
    ours = {**as_server(folder), "cwd": "/"}  # A folder entered before becoming the user proves nothing.
    return subprocess.run(["test", "-w", folder], check=False, **ours).returncode == 0


def postmaster(folder: Path) -> int:
    """The process that PostgreSQL itself noted: ours may have been killed before noting it."""
    try:
        return int((folder / "data" / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def query(where: Path, port: int, password: str, statement: str) -> None:
    """Run one statement as the cluster's superuser."""
    command: list[str | Path] = [
        where / "psql",
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    done = subprocess.run(
        [*command, "-U", "postgres", "-d", "postgres", "-c", statement],
        env={"PATH": os.environ["PATH"], "PGPASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServiceError(f"PostgreSQL refuses a statement: {done.stderr.strip()}")
