"""Installing from the system's own Debian or Ubuntu packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable

from servers.base import SERVICES, ServiceError

Wait = Callable[["subprocess.Popen[bytes]"], int]


def install(packages: list[str], wait: Wait) -> None:
    """Install the packages without questions; what apt-get says goes to `.services/install.log`.

    Raises ServiceError where that isn't possible on this machine, or fails.
    """
    wanted = " ".join(packages)
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise ServiceError(f"These are missing: {wanted}. Install them: `sudo apt-get install {wanted}`.")
    log = SERVICES / "install.log"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with log.open("ab") as output:
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            process = subprocess.Popen(
                ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=quiet,
            )
            if wait(process) != 0:
                raise ServiceError(f"apt-get could not install {wanted}. What it said is in {log}.")
