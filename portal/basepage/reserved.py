"""First path segments that views own: a page directly under a home can't take one of them."""

from __future__ import annotations

_reserved: set[str] = set()


def reserve(*slugs: str) -> None:
    """Called with the prefixes of an app's views, from `AppConfig.ready`."""
    _reserved.update(slugs)


def reserved_slugs() -> frozenset[str]:
    return frozenset(_reserved)
