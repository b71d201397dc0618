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
        """With their languages, for links lead to the reader's, and with what their own text shows."""
        return self.select_related("locale").prefetch_related(*self.model.read_for_texts)


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
