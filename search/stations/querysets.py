"""Rows of the directory. The public is answered from one version: that of the pointer."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.functions import Length

# Units above a settlement: rural district, district, region, country.
PARENTS = "parent__parent__parent__parent"


class VersionedQuerySet(models.QuerySet[Any]):
    """Rows that belong to a version of the directory."""

    def published(self) -> Self:
        """Those of the published version; none while nothing is published."""
        from search.stations.models import PublishedVersion

        return self.filter(version__in=PublishedVersion.objects.values("version"))


class PrecinctQuerySet(VersionedQuerySet):
    def with_place(self) -> Self:
        """With the building, the settlement and all that this lies in: what a page says of a station."""
        return self.select_related("polling_location", f"locality__{PARENTS}", f"region__{PARENTS}", "version")

    def as_numbered(self) -> Self:
        """By number as people count: 9 before 10; numbers with letters after the bare ones."""
        return self.order_by(Length("number"), "number", "uid")
