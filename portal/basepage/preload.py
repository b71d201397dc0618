"""Everything that the texts of many pages refer to, in one query per kind.

A feed renders the texts of dozens of pages; each picture, document, person and link in them would be a query of its
own. Wagtail's reference index knows them all beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ReferenceIndex

from portal.basepage.models import BasePage

Rows = Mapping[type[Model], Mapping[Any, Model]]


class Shelf(NamedTuple):
    """Rows that are at hand. Of a complete shelf, what isn't there doesn't exist; else it has to be read."""

    rows: Rows
    complete: bool


_shelf: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


@contextmanager
def _standing(shelf: Shelf) -> Iterator[None]:
    token = _shelf.set(shelf)
    try:
        yield
    finally:
        _shelf.reset(token)


def preloaded(pages: Iterable[BasePage]) -> AbstractContextManager[None]:
    """Inside the `with`, what the published text of these pages refers to costs no query of its own."""
    return _standing(Shelf(_load(list(pages)), complete=False))


def only(rows: Rows) -> AbstractContextManager[None]:
    """Inside the `with`, a text refers to these rows and to nothing else; without rows, its words alone are read."""
    return _standing(Shelf(rows, complete=True))


def find(model: type[Model], pks: Sequence[Any]) -> dict[Any, Model] | None:
    """Those objects of a model that are at hand, by primary key, or None where they have to be read."""
    shelf = _shelf.get()
    if shelf is None:
        return None
    known = shelf.rows.get(model, {})
    if not shelf.complete and any(pk not in known for pk in pks):
        return None
    return {pk: known[pk] for pk in pks if pk in known}


def _load(pages: list[BasePage]) -> dict[type[Model], dict[Any, Model]]:
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id__in=[str(page.pk) for page in pages],
    )
    wanted: dict[int, set[str]] = {}
    for content_type_id, pk in references.values_list("to_content_type_id", "to_object_id").distinct():
        wanted.setdefault(content_type_id, set()).add(pk)
    loaded: dict[type[Model], dict[Any, Model]] = {}
    for content_type_id, pks in wanted.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None:
            loaded[model] = _read(model, pks)
    return loaded


def _read(model: type[Model], pks: set[str]) -> dict[Any, Model]:
    """The rows themselves; a model's queryset may say `for_texts()` how to bring along what a text shows of it."""
    queryset = model._default_manager.filter(pk__in=pks)
    if hasattr(queryset, "for_texts"):
        queryset = queryset.for_texts()
    return {row.pk: row for row in queryset}
