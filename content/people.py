"""Who speaks, chairs and reports, with the office they held on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from portal.i18n.fields import TextsField
from portal.i18n.texts import Texts

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    _PersonQuerySet = models.QuerySet["Person"]
else:
    _PersonQuerySet = models.QuerySet


class Office(index.Indexed, models.Model):
    """An office of the commission, such as its chair. Who holds it when is a term."""

    title = TextsField(_("title"), max_length=160)

    panels = [FieldPanel("title")]
    search_fields = [index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return str(self.title)


class PersonQuerySet(SearchableQuerySetMixin, _PersonQuerySet):
    def for_texts(self) -> Self:
        """With terms and offices: a text names the office of a day."""
        return self.prefetch_related(models.Prefetch("terms", Term.objects.select_related("office")))


class Person(index.Indexed, ClusterableModel):
    """Somebody whom the portal names in public in an office. No other facts about them are kept."""

    name = TextsField(_("name"), max_length=160)

    objects = PersonQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        InlinePanel("terms", label=_("term of office"), heading=_("Terms of office")),
    ]
    search_fields = [index.AutocompleteField("name")]

    if TYPE_CHECKING:
        terms: RelatedManager[Term]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return str(self.name)

    def office_on(self, day: date | None) -> Texts:
        """The title of the office held on a civil date; without a date, of the latest term. Empty if none."""
        terms = sorted(self.terms.all(), key=lambda term: term.since or date.min, reverse=True)
        held = next((term for term in terms if day is None or term.covers(day)), None)
        return held.office.title if held else Texts()


class Term(Orderable):
    """A time in office: `[since, until)` in civil dates; an open end is empty."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="terms")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="terms", verbose_name=_("office"))
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until, not included"), null=True, blank=True)

    panels = [FieldPanel("office"), FieldRowPanel([FieldPanel("since"), FieldPanel("until")])]

    class Meta(Orderable.Meta):
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")

    def __str__(self) -> str:
        return f"{self.office}: {self.since or '…'} – {self.until or '…'}"

    def clean(self) -> None:
        super().clean()
        if self.since and self.until and self.until <= self.since:
            raise ValidationError({"until": _("A term ends after it begins.")})

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)
