"""The pages of stations in the sitemap, in files of their own: there are too many to stand among the others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import override

from content.sitemaps import Entry, described
from search.stations.models import Precinct


class StationSitemap(Sitemap):
    """The stations of the published version. A file has every language of each of its stations."""

    # Stations of one file, each with a line per language: written in a second, far below the protocol's 50,000 lines.
    limit = 2_000

    def items(self) -> Any:
        return Precinct.objects.published().order_by("uid").values_list("uid", flat=True)

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Without dates: what editors decide about a station changes its page, too, and leaves no date of the page."""
        uids = list(self.paginator.page(page).object_list)
        entries = []
        for code, _language in settings.LANGUAGES:
            with override(code):
                entries += [Entry(reverse("station", args=[uid]), code, uid, None) for uid in uids]
        return described(entries, entries)
