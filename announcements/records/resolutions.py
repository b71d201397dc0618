"""The commission's acts: what they are called, when they bind, what changed them. `amendments.py` reads the graph."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from anyascii import anyascii
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Min, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Revision
from wagtail.search import index

from announcements import amendments
from announcements.enums import ChangeKind, ResolutionKind, Stage
from announcements.forms import ResolutionForm
from announcements.records.act_parts import ResolutionChange, ResolutionFile, Wording
from announcements.records.bodies import IssuingBody
from content.calendars.months import YEARS
from content.records import Record, RecordQuerySet
from portal import clock
from portal.accounts.four_eyes import FourEyesMixin, FourEyesQuerySetMixin
from portal.elections.models import Election
from portal.i18n.fields import TextsField
from portal.publication.visibility import is_visible, visible_q

# Inside Resolution `date` is a column.
CivilDate = date

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from announcements.acts import Act
    from content.feeds import Item


def slug_of(number: str) -> str:
    """A number as part of an address, in small Latin letters and digits: "103/594-Қ" is "103-594-q"."""
    return re.sub("[^a-z0-9]+", "-", anyascii(number).lower()).strip("-")[:80].strip("-")


class ResolutionQuerySet(FourEyesQuerySetMixin, RecordQuerySet):
    """Acts in the field's words."""

    def with_end(self) -> Self:
        """With `repealed_on`: the first day on which an act that the public can read repeals it, or None."""
        repeals = (
            ResolutionChange.objects.filter(
                kind=ChangeKind.REPEALS,
                target=models.OuterRef("pk"),
                resolution__is_draft=False,
                resolution__in=Resolution.objects.filter(visible_q(Resolution)),
            )
            .order_by()
            .values("target")
            .annotate(first=Min("effective_on"))
            .values("first")
        )
        return self.annotate(repealed_on=Subquery(repeals, output_field=models.DateField()))

    def in_stage(self, stage: str, day: date | None = None) -> Self:
        """Those that stand at a stage on a civil date, by default today. Asks for `with_end()` before."""
        day = day or clock.today()
        over = Q(in_force_until__lte=day) | Q(repealed_on__lte=day)
        ahead = Q(in_force_from=None) | Q(in_force_from__gt=day)
        still = (Q(in_force_until=None) | Q(in_force_until__gt=day)) & (Q(repealed_on=None) | Q(repealed_on__gt=day))
        adopted = Q(is_draft=False, date__lte=day)
        wanted = {
            Stage.DRAFT: Q(is_draft=True),
            Stage.AHEAD: Q(is_draft=False, date__gt=day),
            Stage.ADOPTED: adopted & ahead & still,
            Stage.IN_FORCE: adopted & Q(in_force_from__lte=day) & still,
            Stage.LOST_FORCE: adopted & over,
        }
        return self.filter(wanted[Stage(stage)])

    def for_texts(self) -> Self:
        """With everything that a feed or a page shows of an act."""
        return (
            self.with_end()
            .select_related("body", "election")
            .prefetch_related("co_issuers", "wordings__by", "files__document", "changes__target")
        )


class Resolution(FourEyesMixin, Record):
    """An act of the commission, published by two people. Its number is a text ("103/594"), unique for body and year."""

    number = models.CharField(_("number"), max_length=40, help_text=_("As it is written, such as 103/594."))
    date = models.DateField(_("date"))
    title = TextsField(_("title"), max_length=1000, multiline=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ResolutionKind, default=ResolutionKind.RESOLUTION)
    is_draft = models.BooleanField(
        _("draft act"), default=False, help_text=_("Published for discussion; the number is a working one.")
    )
    body = models.ForeignKey(
        IssuingBody, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("adopted by")
    )
    co_issuers = ParentalManyToManyField(IssuingBody, blank=True, related_name="+", verbose_name=_("together with"))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(
        _("in force until, not included"),
        null=True,
        blank=True,
        help_text=_("Only if the act itself says so; a repeal is recorded in the act that repeals."),
    )
    election = models.ForeignKey(
        Election, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("election")
    )
    note = TextsField(_("note"), max_length=200, blank=True, help_text=_("Shown beside the number wherever it stands."))
    # The address `/{lang}/resolutions/{year}/{slug}/`: it follows the number until the act is public, and then stays.
    year = models.PositiveSmallIntegerField(editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    # The number with its digits filled up, so that 7/1 stands before 103/594.
    number_key = models.CharField(max_length=400, editable=False)

    base_form_class = ResolutionForm
    objects = ResolutionQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("key"),
        index.FilterField("live"),
        index.FilterField("go_live_at"),
        index.FilterField("expire_at"),
        index.FilterField("kind"),
        index.FilterField("date"),
    ]

    if TYPE_CHECKING:
        changes: RelatedManager[ResolutionChange]
        changed_by: RelatedManager[ResolutionChange]
        wordings: RelatedManager[Wording]
        files: RelatedManager[ResolutionFile]
        repealed_on: CivilDate | None

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="one_number_per_body_and_year"),
            models.UniqueConstraint(fields=["year", "slug"], name="one_address_per_resolution"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}, {self.date:%d.%m.%Y}" if self.date else f"№ {self.number}"

    @property
    def search_text(self) -> str:
        """Its number whole and in parts, titles, and the wordings that readers may see.

        PostgreSQL takes "103/594" for the name of a file and would find no "594".
        """
        wordings = [strip_tags(row.text) for row in self.wordings.all() if row.by is None or is_visible(row.by)]
        return " ".join([self.number, slug_of(self.number).replace("-", " "), *self.title.values(), *wordings])

    @classmethod
    def listed_in(cls, language: str) -> ResolutionQuerySet:
        """What the register may mention now: every act, in whichever language its title is."""
        return cls.objects.listed().select_related("body").prefetch_related("co_issuers")

    def in_language(self, language: str) -> Act:
        """The act as readers of a language see it."""
        from announcements.acts import Act

        return Act(self, language)

    def feed_item(self, language: str) -> Item:
        return self.in_language(language).feed_item()

    def listed_at(self) -> CivilDate:
        return self.date

    def path(self, language: str) -> str:
        with override(language):
            return reverse("resolution", args=[self.year, self.slug])

    def path_for(self, request: HttpRequest | None) -> str:
        """The address in the active language."""
        return reverse("resolution", args=[self.year, self.slug])

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._take_address()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Raises ValidationError for a number or address that is taken, and for dates that contradict.

        What it changes in other acts is checked by the form, and by whatever saves a revision or publishes one:
        Django cleans a form's instance before its inlines have reached it.
        """
        super().clean()
        if not (self.date and self.number and self.body_id):
            return
        if self.date.year not in YEARS:
            raise ValidationError({"date": _("This year is surely mistyped.")})
        if not slug_of(self.number):
            raise ValidationError({"number": _("A number needs at least one letter or digit.")})
        others = Resolution._base_manager.exclude(pk=self.pk).filter(year=self.year)
        if others.filter(body=self.body, number=self.number).exists():
            raise self.taken
        if others.filter(slug=self.slug).exists():
            raise ValidationError(
                {"number": _("Another act of %(year)s has the address “%(slug)s” already.") % vars(self)}
            )
        if self.in_force_from and self.in_force_until and self.in_force_until <= self.in_force_from:
            raise ValidationError({"in_force_until": _("It loses force before it comes into force.")})

    @property
    def taken(self) -> ValidationError:
        """What is said where its number is another act's."""
        return ValidationError(
            {"number": _("There is already a No. %(number)s of this body in %(year)s.") % vars(self)}
        )

    def _take_address(self) -> None:
        """An act that was ever public keeps the row's address, whatever an old revision says."""
        self.number_key = re.sub("[0-9]+", lambda digits: digits.group().zfill(10), slug_of(self.number))
        kept = None
        if self.pk:
            public = Resolution._base_manager.filter(pk=self.pk, first_published_at__isnull=False)
            kept = public.values_list("year", "slug").first()
        if kept is not None:
            self.year, self.slug = kept
        else:
            # A draft may still lack its date or its number.
            self.year = self.date.year if self.date else 0
            self.slug = slug_of(f"{self.number} {self.body.code if self.body_id else ''}") or f"draft-{self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._take_address()
        super().save(*args, **kwargs)

    def clean_parts(self) -> None:
        amendments.validate(self, self.changes.all(), self.wordings.all())

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Raises ValidationError for changes of other acts that contradict, unless told not to clean."""
        if kwargs.get("clean", True) and self.date:
            self.clean_parts()
        return super().save_revision(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish by a second person. Raises PermissionDenied where what was published meanwhile contradicts it."""
        with transaction.atomic():
            # One at a time: two changes that each are harmless may close a loop together.
            ContentType.objects.select_for_update().get(app_label="announcements", model="resolution")
            super().publish(revision, user=user, **kwargs)
            for changed in Resolution.objects.filter(wordings__by=self.pk).distinct():
                index.insert_or_update_object(changed)

    def is_called(self, words: str) -> bool:
        """Whether these words are its number."""
        return slug_of(words) == slug_of(self.number)

    @property
    def ends_on(self) -> CivilDate | None:
        """The first day on which it no longer binds, by its own words or by a repeal; None if none is known."""
        return min(filter(None, [self.in_force_until, self.repealed_on]), default=None)

    def stage_on(self, day: CivilDate) -> Stage:
        """Where it stands on a civil date. Asks for `with_end()` before."""
        if self.is_draft:
            return Stage.DRAFT
        if day < self.date:
            return Stage.AHEAD
        if self.ends_on and self.ends_on <= day:
            return Stage.LOST_FORCE
        return Stage.IN_FORCE if self.in_force_from and self.in_force_from <= day else Stage.ADOPTED

    @property
    def stage(self) -> Stage:
        return self.stage_on(clock.today())
