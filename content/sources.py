"""What the portal publishes, kind by kind, for whoever needs all of it: search, feeds, the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.contenttypes.models import ContentType

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(NamedTuple):
    """One kind of page or record that has a listing and a feed.

    Its model says `listed_in(language)`; its section's address is `/{lang}/{section}/`, that of a page, or of a view
    where the kind is a record with an address of its own.
    """

    model: Any
    section: str
    title: _StrPromise
    view: str = ""
    # A register that is no news stands neither in feeds nor in the menu.
    is_news: bool = True

    def listed_in(self, language: str) -> Any:
        """What of this kind may be mentioned now to readers of a language."""
        return self.model.listed_in(language)

    def newest(self, language: str, limit: int) -> list[Any]:
        """The latest published first, for feeds."""
        if not self.is_news:
            return []
        return list(self.listed_in(language).for_texts().order_by("-first_published_at", "-pk")[:limit])

    @property
    def content_type_id(self) -> int:
        return ContentType.objects.get_for_model(self.model).pk


_kinds: list[Kind] = []


def register(kind: Kind) -> None:
    """Called from the `AppConfig.ready` of the app that owns the kind."""
    if kind.section not in {known.section for known in _kinds}:
        _kinds.append(kind)


def kinds() -> tuple[Kind, ...]:
    """Every registered kind, in the order of registration."""
    return tuple(_kinds)


def record_kinds() -> tuple[Kind, ...]:
    """Those kinds whose records have an address of their own."""
    return tuple(kind for kind in _kinds if kind.view)


def kind_of(content_type_id: int) -> Kind | None:
    """The kind whose model a content type is; None for pages that stand in no listing."""
    return next((kind for kind in _kinds if kind.content_type_id == content_type_id), None)
