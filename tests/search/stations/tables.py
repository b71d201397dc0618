"""Rows of the tables beside the tests."""

from __future__ import annotations

import tomllib
from pathlib import Path


def rows(table: str, name: str) -> list:
    return tomllib.loads((Path(__file__).parent / f"{table}.toml").read_text("utf-8"))[name]
