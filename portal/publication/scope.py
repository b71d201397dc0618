"""For whom the current work is done: the public, or the people who write.

While a public request is being answered, `live()` means "visible now" (design 2), so Wagtail's own callers
(sitemap, children, menus) close too. In the admin, in commands and tasks, and in whatever Wagtail does inside
itself, it keeps Wagtail's meaning: "published".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

_answering_the_public: ContextVar[bool] = ContextVar("answering_the_public", default=False)


def answering_the_public() -> bool:
    """Whether what is read now is going to be read by the public."""
    return _answering_the_public.get()


@contextmanager
def _scope(public: bool) -> Iterator[None]:
    token = _answering_the_public.set(public)
    try:
        yield
    finally:
        _answering_the_public.reset(token)


def public_scope() -> AbstractContextManager[None]:
    """What is read inside the `with` is for the public."""
    return _scope(True)


def staff_scope() -> AbstractContextManager[None]:
    """What is read inside the `with` stays with the people who write."""
    return _scope(False)
