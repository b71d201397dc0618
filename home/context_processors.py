from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from home.frame import Frame


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` for base.html. It asks the database nothing until a template reads it."""
    return {"frame": Frame(request)}
