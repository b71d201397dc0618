"""Production's settings pass Django's deploy check, and refuse to start without what has no safe default."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFUSAL = "django.core.exceptions.ImproperlyConfigured: "


def production(folder: str) -> dict[str, str]:
    """A complete environment of a commission that doesn't exist; nothing of the caller's but the PATH."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "DJANGO_SETTINGS_MODULE": "portal.settings.base",
        "VAR_DIR": folder,
    } | required(folder)


def required(folder: str) -> dict[str, str]:
    """The settings without which production must not start."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "elections.example.org",
        "PUBLIC_URL": "https://elections.example.org",
        "COMMISSION_NAMES": '{"kk": "Мысал комиссиясы", "ru": "Комиссия-пример", "en": "Example Commission"}',
        "FEED_AUTHORITY": "example.org,2026",
        "COMMISSION_ZONE": "Asia/Almaty",
        "ELECTION_LAW": "kz",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
    }


def run(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def complaint(name: str, environment: dict[str, str]) -> str:
    """How production takes an environment that it must refuse: empty where it does, and says `name`."""
    done = run(["-c", "import portal.settings.base"], environment)
    words = done.stderr.strip().splitlines()
    last = words[-1] if words else ""
    if done.returncode == 0:
        return f"Production starts although {name} is wrong."
    if not last.startswith(REFUSAL) or name not in last:
        return f"Production's refusal does not name {name}: {last}"
    return ""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="saylau-check-") as folder:
        complete = production(folder)
        wrong = {name: {**complete, name: ""} for name in required(folder)}
        missing = {name: {key: value for key, value in complete.items() if key != name} for name in required(folder)}
        cases = [
            *missing.items(),
            *wrong.items(),
            ("CLOCK", {**complete, "CLOCK": "2022-11-14T23:59:50+06:00"}),
        ]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            check = pool.submit(run, ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], complete)
            complaints = [text for text in pool.map(lambda case: complaint(*case), cases) if text]
        if check.result().returncode:
            complaints.append(check.result().stdout + check.result().stderr)
    if complaints:
        print("\n".join(complaints), file=sys.stderr)
        return 1
    print(f"Deploy check: no warnings; production refuses to start in each of {len(cases)} unsafe environments.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
