"""The texts of the demonstration, read from TOML beside this file."""

from __future__ import annotations

import tomllib
import uuid
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
# Demonstration objects are found again by keys made of their names, whatever an editor did to their titles.
NAMESPACE = uuid.UUID("5f1f0b1e-7d0c-4c07-9a3e-5a7e1a00c0de")


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def key_for(kind: str, name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{kind}:{name}")
