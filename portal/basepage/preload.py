"""Everything that the texts of many pages refer to, in one query per kind.

A feed or search answer renders the texts of dozens of pages; each picture, document, person and link in them would be
a query of its own. Wagtail's reference index knows them all beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ReferenceIndex

from portal.basepage.models import BasePage

_loaded: ContextVar[dict[type[Model], dict[Any, Model]] | None] = ContextVar("preloaded", default=None)


@contextmanager
def preloaded(pages: Iterable[BasePage]) -> Iterator[None]:
    """Inside, `find` answers for whatever the published text of these pages refers to."""
    token = _loaded.set(_load(list(pages)))
    try:
        yield
    finally:
        _loaded.reset(token)


def find(model: type[Model], pks: Sequence[Any]) -> dict[Any, Model] | None:
    """The preloaded objects of a model by primary key, or None where one of them is not at hand."""
    at_hand = (_loaded.get() or {}).get(model)
    if at_hand is None or any(pk not in at_hand for pk in pks):
        return None
    return {pk: at_hand[pk] for pk in pks}


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
            loaded[model] = _rows(model, pks)
    return loaded


def _rows(model: type[Model], pks: set[str]) -> dict[Any, Model]:
    """The rows themselves; a model's queryset may say `for_texts()` how to bring along what a text shows of it."""
    queryset = model._default_manager.filter(pk__in=pks)
    if hasattr(queryset, "for_texts"):
        queryset = queryset.for_texts()
    return {row.pk: row for row in queryset}
