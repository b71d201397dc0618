"""Redis: a cache of our own on loopback, empty at each start. It writes nothing to disk."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from servers.base import SERVICES, Server, ServiceError, end, free_port, is_ours

# Kept in memory alone: what is lost is asked anew.
SETTINGS = [*("--save", ""), *("--appendonly", "no"), *("--bind", "127.0.0.1"), *("--maxmemory", "64mb")]
READY_WITHIN = 30.0  # seconds


class Redis(Server):
    name = "Redis"
    variable = "TEST_REDIS_URL"

    def missing(self) -> list[str]:
        return [] if shutil.which("redis-server") else ["redis-server"]

    def value(self) -> str:
        state = self.remembered()
        if not is_ours(state.get("pid", 0), state.get("mark", "?")):
            return ""
        return f"redis://127.0.0.1:{state['port']}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise ServiceError("There is no redis-server. Install it, or set TEST_REDIS_URL.")
        folder = SERVICES / "redis"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with (folder / "log").open("ab") as log:
            for _ in range(3):  # Somebody may take the port before us.
                port = free_port()
                process = self._launch(program, folder, port, log)
                if answers(process, port):
                    return
        tail = (folder / "log").read_text(errors="replace")[-2000:]
        raise ServiceError(f"Redis does not start. Its log ends:\n{tail}")

    def stop(self) -> None:
        state = self.remembered()
        if state:
            end(state.get("pid", 0), state.get("mark", "?"), signal.SIGTERM)
        shutil.rmtree(SERVICES / "redis", ignore_errors=True)
        self.record.unlink(missing_ok=True)

    def _launch(self, program: str, folder: Path, port: int, log: Any) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [program, "--port", str(port), "--dir", folder, *SETTINGS],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        # The port: it soon rewrites its own command line to program, address and port.
        self.remember(pid=process.pid, port=port, mark=str(port))
        return process


def answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until it says PONG; false where it ended instead."""
    deadline = time.monotonic() + READY_WITHIN
    while process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(b"PING\r\n")
                if connection.recv(16).startswith(b"+PONG"):
                    return process.poll() is None
        except OSError:
            pass
        if time.monotonic() > deadline:
            raise ServiceError(f"Redis did not answer within {READY_WITHIN:.0f} s.")
        time.sleep(0.05)
    return False
