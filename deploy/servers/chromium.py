"""Chromium, which the browser tests drive. A program, not a server: each test starts its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from servers.base import Server, ServiceError

# Kazakh letters in pictures of pages: a bare machine has no font that draws them.
FONTS = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")


class Chromium(Server):
    """Debian's own Chromium, found by its path."""

    name = "Chromium"
    variable = "CHROMIUM"

    def missing(self) -> list[str]:
        packages = [] if self.value() else ["chromium"]
        if shutil.which("dpkg") and not FONTS.exists():
            packages.append("fonts-noto-core")
        return packages

    def start(self) -> None:
        if not self.value():
            raise ServiceError("There is no Chromium. Install it, or set CHROMIUM to the path of one.")

    def value(self) -> str:
        return shutil.which("chromium") or shutil.which("chromium-browser") or ""
