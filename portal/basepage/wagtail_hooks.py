from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal.basepage import keeping
from portal.basepage.links import OfferedDocumentLinkHandler, VisiblePageLinkHandler
from portal.basepage.models import BasePage
from portal.publication import blocked
from portal.publication.models import Restriction
from portal.publication.visibility import is_published


@hooks.register("before_serve_page")
def hidden_pages_are_missing(
    page: BasePage, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponse | None:
    """The guard at the door: plain, routable and form pages pass here, with every verb.

    451 for a published page that the law closes. Raises Http404 for any other that the public may not read now.
    """
    if page.is_visible():
        return None
    if is_published(page):
        return blocked.respond(request)
    raise Http404


@hooks.register("before_delete_page")
def what_stays_says_why(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Wagtail would say only that one may not."""
    try:
        keeping.check_deletable(page)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("after_copy_page")
def copies_are_marked_like_their_originals(request: HttpRequest, page: BasePage, new_page: BasePage) -> None:
    """A copy has a key of its own, and the same figures."""
    trees = [BasePage.objects.descendant_of(root, inclusive=True).order_by("path") for root in (page, new_page)]
    for original, copy in zip(*trees, strict=False):
        mark = Restriction.objects.filter(key=original.translation_key).first()
        if mark is not None:
            Restriction.objects.get_or_create(key=copy.translation_key)[0].elections.set(mark.elections.all())


@hooks.register("register_rich_text_features", order=100)
def links_lead_to_what_the_public_may_see(features: FeatureRegistry) -> None:
    features.register_link_type(VisiblePageLinkHandler)
    features.register_link_type(OfferedDocumentLinkHandler)
