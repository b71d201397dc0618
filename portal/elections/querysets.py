from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from wagtail.search.queryset import SearchableQuerySetMixin

from portal import clock
from portal.accounts.four_eyes import FourEyesQuerySetMixin

if TYPE_CHECKING:
    _QuerySet = models.QuerySet[Any]
else:
    _QuerySet = models.QuerySet


class ElectionQuerySet(FourEyesQuerySetMixin, SearchableQuerySetMixin, _QuerySet):
    """Elections in the field's words. Whether one is public is `publication.visible()`'s to say."""

    def called(self) -> Self:
        """Those that have been called by today, in the commission's zone."""
        return self.filter(called_on__lte=clock.today())

    def with_dates(self) -> Self:
        """With rounds, areas, key dates and longer closings, in four queries whatever their number."""
        return self.prefetch_related("rounds", "areas", "key_dates", "widenings")
