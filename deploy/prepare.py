"""What `make serve` does before the server starts, in one process: starting Django takes the longest.

Progress goes to the standard error, the demonstration's logins to the standard output. What the steps
themselves say is shown only where one fails.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ["VAR_DIR"])
# What these say is meant for the person at the terminal; the way there is not.
SENTENCES = (CommandError, ImproperlyConfigured, SystemExit)


def command(*arguments: str) -> None:
    from django.core.management import call_command

    call_command(*arguments)


def start_django() -> None:
    import django

    django.setup()


def static_files() -> Iterator[Path]:
    """The project's own static files. Those of the libraries change only with requirements/run.txt."""
    from django.apps import apps
    from django.conf import settings

    folders = [Path(folder) for folder in settings.STATICFILES_DIRS]
    folders += [Path(config.path) / "static" for config in apps.get_app_configs()]
    for folder in folders:
        if folder.is_relative_to(ROOT) and "site-packages" not in folder.parts:
            yield from sorted(path for path in folder.rglob("*") if path.is_file())


def static_stamp() -> str:
    """What the collected static files depend on, in one word."""
    from django.conf import settings

    known = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    known.update(repr((settings.INSTALLED_APPS, settings.STORAGES["staticfiles"])).encode())
    for path in static_files():
        facts = path.stat()
        known.update(f"{path.relative_to(ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return known.hexdigest()


def collect_static() -> None:
    """Collect the static files where they have changed."""
    from django.conf import settings

    stamp, now = VAR / "static.stamp", static_stamp()
    collected = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if collected and stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    command("collectstatic", "--noinput")
    stamp.write_text(now)


STEPS: list[tuple[str, Callable[[], None]]] = [
    ("Starting Django", start_django),
    ("Compiling the translations", lambda: command("catalogues", "compile")),
    ("Preparing the database", lambda: command("migrate", "--noinput")),
    ("Preparing the site", lambda: command("prepare_site")),
    ("Loading the demonstration", lambda: command("load_demo")),
    ("Collecting the static files", collect_static),
]


def perform(title: str, step: Callable[[], None], terminal: IO[str], log: Path) -> None:
    """One step: a line for the person waiting, and all else only where it fails."""
    print(f"{title} ...", file=terminal, flush=True)
    log.write_text("")
    try:
        step()
    except KeyboardInterrupt:
        os._exit(130)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it ends here, in words
        if not isinstance(error, SENTENCES):
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        print(log.read_text(errors="replace"), file=terminal)
        print(f"{title} failed: {error}", file=terminal, flush=True)
        os._exit(1)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    log = VAR / "prepare.log"
    terminal = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace")
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Below Python's own streams: a logging handler, a library in C and a child all end up in the log.
    quiet = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    for title, step in STEPS:
        perform(title, step, terminal, log)
    logins = io.StringIO()

    def read_logins() -> None:
        from django.core.management import call_command

        call_command("demo_logins", stdout=logins)

    perform("Looking up the logins", read_logins, terminal, log)
    answer.write(logins.getvalue())
    answer.flush()


if __name__ == "__main__":
    main()
