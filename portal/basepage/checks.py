"""Rules of the project that `manage.py check` keeps."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.models import get_page_models

from portal.basepage.querysets import BasePageQuerySet


def every_page_type_knows_what_is_visible(**_kwargs: Any) -> list[CheckMessage]:
    """A page type with a manager of its own would go round `visible()`, and nothing in Wagtail would say so."""
    return [
        Error(
            f"The pages of {model.__name__} would be read past the visibility rule.",
            hint="Build its manager from BasePageQuerySet, or leave `objects` to BasePage.",
            obj=model,
            id="basepage.E001",
        )
        for model in get_page_models()
        if not all(isinstance(manager.get_queryset(), BasePageQuerySet) for manager in _managers(model))
    ]


def _managers(model: Any) -> list[Any]:
    return [*model._meta.managers, model._default_manager]


def connect() -> None:
    register(every_page_type_knows_what_is_visible)
