"""nginx, behind which the portal stands. A program, not a server: each test starts its own, with its own addresses."""

from __future__ import annotations

import shutil
from pathlib import Path

from servers.base import Server, ServiceError

# Debian keeps it where only root looks.
ELSEWHERE = Path("/usr/sbin/nginx")


class Nginx(Server):
    """Debian's own nginx, found by its path; with openssl, which makes the certificate that it shows to tests."""

    name = "nginx"
    variable = "TEST_NGINX"

    def missing(self) -> list[str]:
        packages = [] if self.value() else ["nginx"]
        if not shutil.which("openssl"):
            packages.append("openssl")
        return packages

    def start(self) -> None:
        if not self.value():
            raise ServiceError("There is no nginx. Install it, or set TEST_NGINX to the path of one.")

    def value(self) -> str:
        return shutil.which("nginx") or (str(ELSEWHERE) if ELSEWHERE.exists() else "")
