"""A resolution as readers of one language see it: in lists, feeds, search, citations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from announcements.amendments import Consolidated
from announcements.enums import ResolutionKind
from announcements.records.act_parts import ResolutionChange, ResolutionFile
from announcements.records.resolutions import Resolution
from content.feeds import Item
from content.records import in_order
from content.sitemaps import Entry
from portal import clock
from portal.elections.models import Election
from portal.files.visibility import offered
from portal.i18n.dates import in_citation
from portal.i18n.texts import Spoken, languages
from portal.i18n.typography import quotes_inside_quotes
from portal.publication.elections import named
from portal.publication.visibility import is_visible

PARTS = ["p", "h3", "h4", "li"]


@dataclass(frozen=True)
class Act:
    """One act and the language in which it is asked for. A missing text is shown in the first language that has it."""

    resolution: Resolution
    language: str

    @cached_property
    def spoken(self) -> Spoken:
        with override(self.language):
            return self.resolution.title.spoken

    @property
    def title(self) -> str:
        return self.spoken.text

    @property
    def heading(self) -> str:
        """Number and title, where the act stands in a list."""
        return _("No. %(number)s. %(title)s") % {"number": self.resolution.number, "title": self.title}

    @property
    def lang(self) -> str:
        """The title's language where it isn't the reader's, for `lang` attributes."""
        return "" if self.spoken.language == self.language else self.spoken.language

    def listed_at(self) -> date:
        return self.resolution.date

    @property
    def lead(self) -> str:
        return self.citation(self.spoken.language)

    def path_for(self, request: HttpRequest | None) -> str:
        return self.resolution.path(self.language)

    def citation(self, language: str) -> str:
        """How the act is cited in a language, by its full title there; empty where it has none."""
        title = self.resolution.title.text(language)
        if not title:
            return ""
        with override(language):
            return _("%(kind)s of %(bodies)s No. %(number)s of %(date)s “%(title)s”") % {
                "kind": _kind_in_citation(self.resolution.kind),
                "bodies": _enumerated(self._bodies(language)),
                "number": self.resolution.number,
                "date": in_citation(self.resolution.date),
                "title": quotes_inside_quotes(title),
            }

    def _bodies(self, language: str) -> list[str]:
        bodies = dict.fromkeys([self.resolution.body, *self.resolution.co_issuers.all()])
        return [body.in_citation.text(language) or str(body.in_citation.spoken.text) for body in bodies]

    @property
    def citations(self) -> list[tuple[str, str, str]]:
        """The citation in each language that has the title: the language's code and own name, then the words."""
        return [(code, name, text) for code, name in settings.LANGUAGES if (text := self.citation(code))]

    @property
    def public_election(self) -> Election | None:
        """The election it is about, once the public may know of it."""
        return named(self.resolution.election)

    def consolidated(self, day: date | None = None) -> Consolidated:
        return Consolidated(self.resolution, day or clock.today())

    @property
    def public_changes(self) -> list[ResolutionChange]:
        """What it does to acts that can be read."""
        return [change for change in self.resolution.changes.all() if is_visible(change.target)]

    def plain_text(self, day: date) -> str:
        """The wording of a day as plain text, line by line: what its checksum is of."""
        wording = self.consolidated(day).wording(self.language)
        return plain(wording.text) if wording else ""

    @property
    def files(self) -> list[ResolutionFile]:
        """The files, the reader's language first."""
        rows = in_order(offered(self.resolution.files.all()))
        return sorted(rows, key=lambda row: row.document.language != self.language)

    def feed_item(self) -> Item:
        """The act as newsrooms read it: with its number, citation and wording."""
        act = self.resolution
        published = timezone.localtime(act.first_published_at) if act.first_published_at else None
        wording = self.consolidated().wording(self.language)
        election = [self.public_election] if self.public_election else []
        return Item(
            key=act.key,
            language=self.language,
            title=self.heading,
            path=act.path(self.language),
            lead=self.lead,
            full_text=render_to_string("announcements/resolution_full_text.html", {"act": self, "wording": wording}),
            published_at=published,
            categories=[str(category) for category in (act.get_kind_display(), *election)],
            enclosures=[row.document.enclosure for row in self.files],
        )


def _enumerated(names: list[str]) -> str:
    """Names with commas, and "and" before the last."""
    return _(" and ").join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _kind_in_citation(kind: str) -> str:
    """The kind's name in the form that a citation needs: in Kazakh it carries the possessive."""
    return {
        ResolutionKind.RESOLUTION: pgettext("citation", "Resolution"),
        ResolutionKind.JOINT_ACT: pgettext("citation", "Joint act"),
        ResolutionKind.RULES: pgettext("citation", "Rules"),
        ResolutionKind.CLARIFICATION: pgettext("citation", "Clarification"),
    }[ResolutionKind(kind)]


def plain(html: str) -> str:
    """Rich text as lines of plain text, one per paragraph, heading or item."""
    soup = BeautifulSoup(html, "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with(" ")
    # An item in an item is a line of its own.
    own = (
        "".join(text for text in part.find_all(string=True) if text.find_parent(PARTS) is part)
        for part in soup.find_all(PARTS)
    )
    return "".join(f"{line}\n" for line in (" ".join(text.split()) for text in own) if line)


def checksum(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def sitemap_entries() -> list[Entry]:
    """Every act that may be mentioned, in every language."""
    acts = list(Resolution.objects.listed().order_by("pk"))
    return [Entry(act.path(code), code, act.key, act.last_published_at) for act in acts for code in languages()]
