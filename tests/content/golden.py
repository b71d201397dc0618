"""Files that say, byte for byte, what newsrooms get. `REWRITE_GOLDEN=1` writes them anew; CI refuses it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def check(name, got):
    """Compares bytes with the golden file, or becomes it where somebody asked for that."""
    path = FOLDER / name
    if os.environ.get("REWRITE_GOLDEN") == "1":
        if os.environ.get("CI"):
            pytest.fail("REWRITE_GOLDEN is refused in CI: a golden file is changed by a person who has read it.")
        FOLDER.mkdir(exist_ok=True)
        path.write_bytes(got)
    assert path.is_file(), f"There is no {path}; write it with REWRITE_GOLDEN=1."
    assert got.decode().splitlines() == path.read_bytes().decode().splitlines()
    assert got == path.read_bytes()
