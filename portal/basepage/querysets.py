from __future__ import annotations

from typing import Self

from django.db.models import Q
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from portal.publication.scope import answering_the_public
from portal.publication.visibility import VisibilityQuerySetMixin


class BasePageQuerySet(VisibilityQuerySetMixin, PageQuerySet):
    """Pages. Our own code says `visible()` or `listed()`; Wagtail's own says `live()`."""

    def live_q(self) -> Q:
        """Wagtail's "published"; while the public is being answered, "may be mentioned now" (design 2)."""
        return self.listed_q() if answering_the_public() else super().live_q()

    def for_texts(self) -> Self:
        """With their languages: a link in a text leads to the page in the reader's."""
        return self.select_related("locale")


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
