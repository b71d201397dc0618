"""The portal as a commission runs it: production's settings, two workers, PostgreSQL, Redis, and nginx before it."""

from __future__ import annotations

import gzip
import http.client
import os
import pwd
import secrets
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.http import HttpResponse

from deploy.nginx.configure import configuration

ROOT = Path(__file__).resolve().parents[2]
HOST = "elections.example.org"
READY_WITHIN = 120.0  # seconds, on a slow machine
# As deploy/serve.py runs it.
GRANIAN = [
    *("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2", "--blocking-threads", "4"),
    *("--no-ws", "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "5"),
]
# What is nginx's own and no commission's: where this test lets it write.
MAIN = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/saylau.conf;
}}
"""


class Answer(NamedTuple):
    """What nginx answered, and the instant (seconds since 1970) at which it was asked."""

    asked_at: float
    response: HttpResponse

    @property
    def kept(self) -> str:
        """HIT where nginx answered from its cache, MISS, EXPIRED or BYPASS where it asked the portal."""
        return self.response.get("X-Cache-Status", "")


def wait_until(instant: datetime) -> None:
    """Wait until a real instant: nginx and Redis know no other clock."""
    while (left := instant.timestamp() - time.time()) > 0:
        time.sleep(left)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """A process of ours, in a session of its own; what it says is in `words`."""

    def __init__(self, command: Iterable[str | Path], environment: dict[str, str], words: Path) -> None:
        self.words = words
        with words.open("ab") as said:
            self.process = subprocess.Popen(
                [*command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip

    def wait_for(self, port: int) -> None:
        """Raises RuntimeError with its words where it ends, or answers nothing in time."""
        deadline = time.monotonic() + READY_WITHIN
        while not _answers(port):
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(self.words.read_text(errors="replace"))

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _answers(port: int) -> bool:
    """Whether somebody speaks HTTP here, whatever is said."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/livez", headers={"Host": HOST})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Front:
    """A portal in `folder` behind nginx. Nothing runs until it is told to."""

    def __init__(self, folder: Path, nginx: str, database_url: str, cache_url: str) -> None:
        self.folder, self.nginx = folder, nginx
        self.portal_port, self.port = free_port(), free_port()
        self.law = folder / "law.toml"
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "DJANGO_SETTINGS_MODULE": "portal.settings.base",
            "VAR_DIR": str(folder / "var"),
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": HOST,
            "PUBLIC_URL": f"https://{HOST}",
            "COMMISSION_NAMES": '{"kk": "Commission", "ru": "Commission", "en": "Commission"}',
            "FEED_AUTHORITY": "example.org,2026",
            "COMMISSION_ZONE": "Asia/Almaty",
            "ELECTION_LAW": str(self.law),
            "DATABASE_URL": database_url,
            "CACHE_URL": cache_url,
            "FILES_ACCEL_PREFIX": "/saylau-files",
        }
        self.programs: dict[str, Program] = {}
        (folder / "var" / "media").mkdir(parents=True)

    def run(self, *command: str | Path) -> None:
        """One of the portal's own commands, with its settings. Raises CalledProcessError where it fails."""
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environment, check=True)

    def start_nginx(self) -> None:
        folder = self.folder / "nginx"
        folder.mkdir()
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
                *("-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
                *("-keyout", key, "-out", certificate),
            ],
            check=True,
            capture_output=True,
        )
        values = {
            "HOST": HOST,
            "HTTP": f"127.0.0.1:{free_port()}",
            "HTTPS": f"127.0.0.1:{self.port}",
            "PORTAL": f"127.0.0.1:{self.portal_port}",
            "CERTIFICATE": str(certificate),
            "KEY": str(key),
            "MEDIA": str(self.folder / "var" / "media"),
            "CACHE": str(folder / "cache"),
        }
        (folder / "saylau.conf").write_text(configuration(values), "utf-8")
        # Where root starts it, its workers would be somebody who may not enter a test's folder.
        user = f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), "utf-8")
        self.context = ssl.create_default_context(cafile=str(certificate))
        command = [self.nginx, "-p", folder, "-c", folder / "nginx.conf"]
        self.programs["nginx"] = Program(command, self.environment, folder / "words")
        self.programs["nginx"].wait_for(self.port)

    def start_portal(self) -> None:
        command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(self.portal_port)]
        self.programs["portal"] = Program(
            [*command, "portal.wsgi:application"], self.environment, self.folder / "portal-words"
        )
        self.programs["portal"].wait_for(self.portal_port)

    def stop(self, *names: str) -> None:
        for name in names or tuple(self.programs):
            self.programs.pop(name).stop()

    def visitor(self) -> Visitor:
        return Visitor(self.port, self.context)


class _Connection(http.client.HTTPSConnection):
    """To nginx on loopback, by the portal's own name."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        super().__init__(HOST, port, timeout=60, context=context)
        self.its_context = context

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
        self.sock = self.its_context.wrap_socket(plain, server_hostname=HOST)


class Visitor:
    """Asks one thing after another over one connection. For one thread."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        self.connection = _Connection(port, context)

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None) -> Answer:
        asked_at = time.time()
        # The port of the test's nginx is no part of the portal's address.
        self.connection.request(method.upper(), path, headers={"Host": HOST, **(headers or {})})
        got = self.connection.getresponse()
        body = got.read()
        if got.headers.get("Content-Encoding") == "gzip" and body:
            body = gzip.decompress(body)
        response = HttpResponse(body, status=got.status)
        for name, value in got.getheaders():
            response.headers[name] = value
        return Answer(asked_at, response)
