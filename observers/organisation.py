"""A polling organisation as readers of one language see it: in search, on its page, in the sitemap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from content.sitemaps import Entry
from observers.records.organisations import Notice, PollingOrganisation
from portal.i18n.texts import Spoken, languages
from portal.publication.elections import is_public


@dataclass(frozen=True)
class Organisation:
    """One organisation and the language in which it is asked for."""

    record: PollingOrganisation
    language: str

    @cached_property
    def spoken(self) -> Spoken:
        with override(self.language):
            return self.record.name.spoken

    @property
    def title(self) -> str:
        return self.spoken.text

    @property
    def lang(self) -> str:
        """The name's language where it isn't the reader's, for `lang` attributes."""
        return "" if self.spoken.language == self.language else self.spoken.language

    @property
    def other_languages(self) -> list[tuple[str, str, str]]:
        """Its name in the other languages: the language's code and own name, then the organisation's."""
        return [
            (code, own, name)
            for code, own in settings.LANGUAGES
            if code != self.spoken.language and (name := self.record.name.text(code))
        ]

    @property
    def lead(self) -> str:
        elections = dict.fromkeys(str(notice.election.short_title) for notice in self.notices)
        if not elections:
            return ""
        return _("Notified the commission of polls: %(elections)s") % {"elections": ", ".join(elections)}

    @property
    def notices(self) -> list[Notice]:
        """Its notices for elections that may be named, latest first."""
        named = [notice for notice in self.record.notices.all() if is_public(notice.election)]
        return sorted(named, key=lambda notice: notice.since, reverse=True)

    def listed_at(self) -> datetime | None:
        published = self.record.first_published_at
        return timezone.localtime(published) if published else None

    def path_for(self, request: HttpRequest | None) -> str:
        return self.record.path(self.language)


def sitemap_entries() -> list[Entry]:
    """Every organisation that may be mentioned, in every language."""
    found = list(PollingOrganisation.objects.listed().order_by("pk"))
    return [Entry(one.path(code), code, one.key, one.last_published_at) for one in found for code in languages()]
