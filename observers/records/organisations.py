"""The organisations that told the commission, before an election, that they poll."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from content.records import Record, RecordQuerySet, in_order
from observers.enums import NoticeEnd
from portal import clock
from portal.accounts.four_eyes import FourEyesMixin, FourEyesQuerySetMixin
from portal.elections.law.rules import law_in_force
from portal.elections.models import Election
from portal.files.models import Download
from portal.files.visibility import offered
from portal.i18n.fields import TextsField

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from observers.organisation import Organisation


class PollingOrganisationQuerySet(FourEyesQuerySetMixin, RecordQuerySet):
    """Organisations in the field's words."""


class PollingOrganisation(FourEyesMixin, Record):
    """A legal entity that polls. For which elections it notified the commission stands in its notices.

    Two people publish it: a poll by whoever did not notify may not be published.
    """

    name = TextsField(_("name"), max_length=300)
    aliases = models.TextField(
        _("other names"),
        max_length=2000,
        blank=True,
        help_text=_("As the press spells it, one on a line. Search finds it by them."),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("Latin letters; it stays for good."))
    registration = TextsField(
        _("registration"), max_length=300, blank=True, help_text=_("As a legal entity: where, when, number.")
    )
    note = TextsField(_("note"), max_length=200, blank=True, help_text=_("Shown beside the name wherever it stands."))

    objects = PollingOrganisationQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("key"),
        index.FilterField("live"),
        index.FilterField("go_live_at"),
        index.FilterField("expire_at"),
    ]

    if TYPE_CHECKING:
        notices: RelatedManager[Notice]
        documents: RelatedManager[OrganisationDocument]

    class Meta:
        verbose_name = _("polling organisation")
        verbose_name_plural = _("polling organisations")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def search_text(self) -> str:
        return " ".join([*self.name.values(), *self.other_names])

    @property
    def other_names(self) -> list[str]:
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def files(self) -> list[OrganisationDocument]:
        return in_order(offered(self.documents.all()))

    @classmethod
    def listed_in(cls, language: str) -> PollingOrganisationQuerySet:
        """What the register may mention now: every organisation, in whichever language its name is."""
        return cls.objects.listed()

    def in_language(self, language: str) -> Organisation:
        """The organisation as readers of a language see it."""
        from observers.organisation import Organisation

        return Organisation(self, language)

    def is_called(self, words: str) -> bool:
        """Whether one of its names begins with these words."""
        names = [*self.name.values(), *self.other_names]
        return any(name.casefold().startswith(words.casefold()) for name in names)

    def path(self, language: str) -> str:
        with override(language):
            return self.path_for(None)

    def path_for(self, request: HttpRequest | None) -> str:
        """The address in the active language."""
        return reverse("polling_organisation", args=[self.slug])

    def clean(self) -> None:
        """Raises ValidationError where an address that was public would change."""
        super().clean()
        public = type(self)._base_manager.filter(pk=self.pk, first_published_at__isnull=False)
        kept = public.values_list("slug", flat=True).first() if self.pk else None
        if kept is not None and kept != self.slug:
            raise ValidationError({"slug": _("Links lead to “%(slug)s” already: this address stays.") % {"slug": kept}})

    def clean_parts(self) -> None:
        """Raises ValidationError for two notices that hold for one election at the same time."""
        by_election: dict[int, list[Notice]] = {}
        for notice in sorted(self.notices.all(), key=lambda notice: notice.since):
            by_election.setdefault(notice.election_id, []).append(notice)
        for notices in by_election.values():
            for earlier, later in pairwise(notices):
                if earlier.ended_on is None or earlier.ended_on > later.since:
                    raise ValidationError(
                        _("Two notices for “%(election)s” hold at the same time.") % {"election": later.election}
                    )

    def has_notified(self, election: Election, day: date) -> bool:
        """Whether it stood in the register of an election at the beginning of a civil date."""
        return any(notice.election_id == election.pk and notice.holds_on(day) for notice in self.notices.all())


class Notice(Orderable):
    """That an organisation notified the commission before polling on an election."""

    organisation = ParentalKey(PollingOrganisation, on_delete=models.CASCADE, related_name="notices")
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="+", verbose_name=_("election"))
    notified_on = models.DateField(_("notified on"), null=True, blank=True)
    as_of = models.DateField(
        _("as of"), help_text=_("The day as of which the commission counts it among those that notified.")
    )
    years_of_experience = models.PositiveSmallIntegerField(_("years of experience in polling"), null=True, blank=True)
    regions = TextsField(_("regions"), max_length=500, multiline=True, blank=True)
    methods = TextsField(_("methods"), max_length=500, multiline=True, blank=True)
    ended_on = models.DateField(_("no longer since"), null=True, blank=True)
    end = models.CharField(_("how it ended"), max_length=20, choices=NoticeEnd, blank=True)
    reason = TextsField(_("reason"), max_length=500, multiline=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return f"{self.election}, {self.as_of}"

    def clean(self) -> None:
        super().clean()
        if self.notified_on and self.as_of and self.as_of < self.notified_on:
            raise ValidationError({"as_of": _("It can't have been counted before it notified.")})
        least = law_in_force().pollster_experience
        if self.years_of_experience is not None and self.years_of_experience < least:
            raise ValidationError(
                {"years_of_experience": _("The law asks for at least %(years)s years.") % {"years": least}}
            )
        if not (bool(self.ended_on) == bool(self.end) == bool(self.reason)):
            raise ValidationError({"ended_on": _("An end needs its day, how it came about, and the reason.")})
        if self.ended_on and self.as_of and self.ended_on < self.since:
            raise ValidationError({"ended_on": _("It ends before it began.")})

    @property
    def since(self) -> date:
        """The first civil date on which it stands in the register."""
        return self.notified_on or self.as_of

    @property
    def has_ended(self) -> bool:
        """Whether it no longer holds today."""
        return self.ended_on is not None and self.ended_on <= clock.today()

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a civil date: from the day of the notice until the day on which it ended."""
        return self.since <= day and (self.ended_on is None or day < self.ended_on)


class OrganisationDocument(Orderable):
    """A document that came with a notice, and that the commission publishes."""

    organisation = ParentalKey(PollingOrganisation, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Download, on_delete=models.PROTECT, related_name="+", verbose_name=_("document"))

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return str(self.document)
