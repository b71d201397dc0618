"""Drafts of facts: what a draft names may disappear before it is published, and what is published is complete."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model
from django.utils.text import capfirst
from modelcluster.models import ClusterableModel, get_all_child_relations

Exists = Callable[[type[Model], str, Any], bool]

# What modelcluster answers itself where the row that a draft names is gone.
ANSWERED = {models.CASCADE, models.SET_NULL, models.DO_NOTHING}

if TYPE_CHECKING:
    from content.records import Record


class LastingDraftMixin(ClusterableModel):
    """A draft that opens although something it names was deleted meanwhile.

    A protected key keeps its target only from the day on which the draft is published. What the draft says without
    the target stays; a part that only named it goes with it, as modelcluster does for cascading keys.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        return super().from_serializable_data(_without_deleted(cls, data, _asked_once()), *args, **kwargs)


def _asked_once() -> Exists:
    @cache
    def exists(model: type[Model], column: str, value: Any) -> bool:
        return model._default_manager.filter(**{column: value}).exists()

    return exists


def _without_deleted(model: type[Model], data: dict[str, Any], exists: Exists) -> dict[str, Any]:
    kept = data | dict.fromkeys(_gone(model, data, exists))
    for relation in get_all_child_relations(model):
        name, child = relation.get_accessor_name(), relation.related_model
        rows = [row for row in kept.get(name, ()) if _lasts(child, row, exists)]
        kept[name] = [_without_deleted(child, row, exists) for row in rows]
    return kept


def _lasts(model: type[Model], data: dict[str, Any], exists: Exists) -> bool:
    """Whether a part still says something: none of the keys that it can't be without has lost its target."""
    return all(model._meta.get_field(name).null for name in _gone(model, data, exists))


def _gone(model: type[Model], data: dict[str, Any], exists: Exists) -> list[str]:
    """The names of the keys in a row's data whose targets were deleted."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete not in ANSWERED
        and data.get(field.name) is not None
        and not exists(field.related_model, field.target_field.name, data[field.name])
    ]


def check_complete(record: Record) -> None:
    """Raises ValidationError where a record, or a part of it, lacks what publishing asks for."""
    record.full_clean()
    _check_parts(record)
    record.clean_parts()


def _check_parts(whole: Model) -> None:
    for relation in get_all_child_relations(type(whole)):
        for number, part in enumerate(getattr(whole, relation.get_accessor_name()).all(), 1):
            try:
                # Its place in the whole is nothing that anybody fills in.
                part.full_clean(exclude=[relation.field.name], validate_unique=False)
            except ValidationError as error:
                raise ValidationError(f"{capfirst(part._meta.verbose_name)} {number}. {_said(part, error)}") from error
            _check_parts(part)


def _said(part: Model, error: ValidationError) -> str:
    names = {field.name: f"{capfirst(field.verbose_name)}: " for field in part._meta.concrete_fields}
    return " ".join(names.get(name, "") + " ".join(messages) for name, messages in error.message_dict.items())
