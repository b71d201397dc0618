"""Which pages nobody deletes: what the law closes, and what a second person approved. For the people who write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from swapper import load_model

from portal import clock
from portal.accounts.models import Approval
from portal.publication.marking import why_closed
from portal.publication.restrictions import closed_keys

if TYPE_CHECKING:
    from portal.basepage.models import BasePage


def check_open(page: BasePage) -> None:
    """Raises PermissionDenied, saying why, where the law closes a page or anything below it: both would go."""
    closed = _with_those_below(page).filter(translation_key__in=closed_keys(clock.now()))
    # Once published is enough: an expired page may be all that keeps its files closed.
    if closed.filter(first_published_at__isnull=False).exists():
        raise PermissionDenied(why_closed())


def check_deletable(page: BasePage) -> None:
    """Raises PermissionDenied, saying why, for what the law closes, and for what a second person approved."""
    check_open(page)
    ids = [str(pk) for pk in _with_those_below(page).values_list("pk", flat=True)]
    pages = ContentType.objects.get_for_model(_pages())
    if Approval.objects.filter(revision__base_content_type=pages, revision__object_id__in=ids).exists():
        raise PermissionDenied(_("What a second person approved is kept: unpublish it instead."))


def _pages() -> type[Any]:
    return load_model("wagtailcore", "Page")


def _with_those_below(page: BasePage) -> Any:
    return _pages()._base_manager.filter(path__startswith=page.path)
