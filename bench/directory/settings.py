"""Settings of the benchmark: the tests', with a database of its own that is thrown away. DATABASE_URL says where."""

import atexit
import os
import shutil
from pathlib import Path

from portal.settings.test import *  # noqa: F403

BENCH_DIR = Path(__file__).resolve().parents[2] / "var" / "bench"
BENCH_DIR.mkdir(parents=True, exist_ok=True)
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

_database = DATABASES["default"]  # noqa: F405
IS_SQLITE = _database["ENGINE"] == "django.db.backends.sqlite3"
# Never the database that DATABASE_URL names: this one is made anew beside it.
BENCH_DATABASE = str(BENCH_DIR / "directory.sqlite3") if IS_SQLITE else "saylau_bench_directory"
_database["TEST"] = {"NAME": BENCH_DATABASE}
# Set for the steps, which come after the database was made.
if os.environ.get("BENCH_STEP"):
    _database["NAME"] = BENCH_DATABASE
