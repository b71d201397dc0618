"""Keys of Django's cache that carry the state of the windows: at the edge of one, what was kept is missed.

A fragment or an answer in the cache knows nothing of time (Wagtail's fragment key is the page and when it was last
published), so at the edge of a window everything is asked anew.
"""

from __future__ import annotations

from django.db import DatabaseError

from portal import clock
from portal.publication.blackout import open_windows


def make_key(key: str, key_prefix: str, version: int) -> str:
    """Django's own key with the windows that cover this moment in it. Without a database nothing kept is found."""
    return f"{key_prefix}:{version}:{_state()}:{key}"


def _state() -> str:
    try:
        found = open_windows(clock.now())
    except DatabaseError:
        return "unknown"
    # What is answered as on another instant is kept for nobody else.
    moved = f"as-on-{clock.now():%s}+" if clock.is_moved() else ""
    named = (f"{one.election.pk}-{one.window.start:%s}-{one.window.end:%s}" if one.window else "" for one in found)
    return moved + "+".join(sorted(named))
