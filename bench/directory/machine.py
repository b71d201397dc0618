"""Where and on what it was measured."""

from __future__ import annotations

import os
import platform
import resource
import sqlite3
from pathlib import Path

from django.db import connection


def peak_memory() -> int:
    """The most memory that this process has held at once, in bytes: its own, not what it was started from."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if platform.system() == "Darwin" else used * 1024


def database_size() -> int:
    """Bytes on disk: of the database, in SQLite with what still waits in the log."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    file = Path(connection.settings_dict["NAME"])
    return sum(path.stat().st_size for path in (file, file.with_name(f"{file.name}-wal")) if path.exists())


def described() -> dict[str, str]:
    """The machine in words."""
    return {
        "processor": f"{_cores()} cores, {platform.machine()}{_processor()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "database": _database(),
    }


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return ""
    lines = info.read_text("utf-8", "replace").splitlines()
    return next((f", {line.partition(':')[2].strip()}" for line in lines if line.startswith("model name")), "")


def _database() -> str:
    if connection.vendor != "postgresql":
        return f"SQLite {sqlite3.sqlite_version}, WAL"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('shared_buffers')")
        version, buffers = cursor.fetchone()
        cursor.execute("SELECT current_setting('fsync')")
        durable = "" if cursor.fetchone()[0] == "on" else ", fsync off"
    return f"PostgreSQL {version.split()[0]}, shared_buffers {buffers}{durable}, on the same machine"
