"""What kinds of pages the portal publishes. Search, the list of feeds and the feed of everything read it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from content.pages import ListedPage


class Kind(NamedTuple):
    """One kind of page that has a listing: its model, its section's address, its name in the plural."""

    model: type[ListedPage]
    section: str
    title: _StrPromise


_kinds: list[Kind] = []


def register(kind: Kind) -> None:
    """Called from the `AppConfig.ready` of the app that owns the kind."""
    if kind.section not in {known.section for known in _kinds}:
        _kinds.append(kind)


def kinds() -> tuple[Kind, ...]:
    """Every registered kind, in the order of INSTALLED_APPS."""
    return tuple(_kinds)
